"""The strategy, its orientations and what serves them, in and out as tables."""

from typing import Any

from django.db.models import QuerySet
from import_export.fields import Field

from actionplan import operations
from actionplan.models import Orientation, OrientationAction, Strategy
from actionplan.queries import STRATEGY_TEXTS
from perpignan.backoffice_imports import KeysLoader, PortalResource

#: Written out, never read back: an adoption is written down by its own verb.
DECISIONS = ("state", "adopted_on")


class StrategyResource(PortalResource):
    """The texts of the strategy; its state goes out with them, and does not come in."""

    class Meta(PortalResource.Meta):
        model = Strategy
        import_id_fields = ("code",)
        fields = (
            *("code", "title", "title_ca", "title_en"),
            *(f"{name}{end}" for name in STRATEGY_TEXTS for end in ("", "_ca", "_en")),
            *("visibility", "is_illustrative", *DECISIONS),
        )

    @classmethod
    def field_from_django_field(cls, field_name: str, django_field: Any, readonly: bool) -> Field:
        closed = readonly or field_name in DECISIONS
        return super().field_from_django_field(field_name, django_field, closed)

    def do_instance_save(self, instance: Strategy, is_create: bool) -> None:
        operations.save_strategy(strategy=instance)


class OrientationResource(PortalResource):
    class Meta(PortalResource.Meta):
        model = Orientation
        import_id_fields = ("code",)
        fields = (
            *("code", "strategy", "order", "priority", "name", "name_ca", "name_en"),
            *("text", "text_ca", "text_en", "is_illustrative"),
        )

    def get_queryset(self) -> QuerySet[Orientation]:
        return Orientation.objects.select_related("strategy", "priority")

    def do_instance_save(self, instance: Orientation, is_create: bool) -> None:
        operations.save_strategy_part(part=instance)


class OrientationActionResource(PortalResource):
    class Meta(PortalResource.Meta):
        model = OrientationAction
        import_id_fields = ("orientation", "action")
        instance_loader_class = KeysLoader
        fields = (
            *("orientation", "action", "sentence", "sentence_ca", "sentence_en"),
            "is_illustrative",
        )

    def get_queryset(self) -> QuerySet[OrientationAction]:
        return OrientationAction.objects.select_related("orientation", "action")

    def do_instance_save(self, instance: OrientationAction, is_create: bool) -> None:
        operations.save_strategy_part(part=instance)
