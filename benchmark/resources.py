"""Import and export of cities and initiatives, by natural keys."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from benchmark import operations
from benchmark.enums import InitiativeStatus
from benchmark.models import City, Initiative
from benchmark.permissions import can_publish_initiative
from perpignan.backoffice_imports import PortalResource


class CityResource(PortalResource):
    class Meta(PortalResource.Meta):
        model = City
        import_id_fields = ("code",)
        fields = (
            *("code", "name", "name_ca", "name_en", "country", "kind"),
            *("population", "population_year", "population_source", "population_confidence"),
            *("area", "area_source", "area_confidence", "latitude", "longitude", "is_home"),
        )

    def get_queryset(self) -> QuerySet[City]:
        return City.objects.select_related("population_source", "area_source")

    def do_instance_save(self, instance: City, is_create: bool) -> None:
        operations.save_city(city=instance)


class InitiativeResource(PortalResource):
    """Sheets; a status asked for is reached by the same steps as in the back office."""

    class Meta(PortalResource.Meta):
        model = Initiative
        import_id_fields = ("code",)
        fields = (
            *("code", "city", "name", "year", "priorities", "axes", "zones"),
            *("description", "governance", "partners", "cost", "cost_amount", "cost_basis"),
            *("result", "limits", "transfer_conditions", "lesson"),
            *("confidence", "sources", "is_illustrative", "status"),
        )

    def get_queryset(self) -> QuerySet[Initiative]:
        links = ("priorities", "axes", "zones", "sources")
        return Initiative.objects.select_related("city").prefetch_related(*links)

    def after_init_instance(self, instance: Initiative, new: bool, row: Any, **kwargs: Any) -> None:
        """Remember the stored status: the row may ask for another."""
        instance.status_before = instance.status  # type: ignore[attr-defined]  # remembered for the operation

    def import_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        super().import_instance(instance, row, **kwargs)
        publishes = InitiativeStatus.PUBLISHED in (instance.status, instance.status_before)
        if instance.status != instance.status_before and publishes and not self._may_publish():
            message = _("Vous ne pouvez ni publier ni dépublier une fiche.")
            raise ValidationError({"status": message})

    def _may_publish(self) -> bool:
        return self.user is None or can_publish_initiative(self.user)

    def validate_instance(self, instance: Any, *args: Any, **kwargs: Any) -> None:
        """Check the row as it will first be stored: links, then status, come after."""
        instance.status_asked, instance.status = instance.status, instance.status_before
        super().validate_instance(instance, *args, **kwargs)

    def do_instance_save(self, instance: Initiative, is_create: bool) -> None:
        operations.save_initiative(initiative=instance)

    def save_m2m(self, instance: Any, row: Any, **kwargs: Any) -> None:
        super().save_m2m(instance, row, **kwargs)
        operations.move_initiative(initiative=instance, to=instance.status_asked)
