"""Populations of the census, in and out as tables."""

from django.db.models import QuerySet

from consultation import operations
from consultation.models import CensusMargin
from perpignan.backoffice_imports import KeysLoader, PortalResource


class CensusMarginResource(PortalResource):
    class Meta(PortalResource.Meta):
        model = CensusMargin
        import_id_fields = ("profile", "category", "year")
        instance_loader_class = KeysLoader
        fields = ("profile", "category", "population", "year", "source", "is_illustrative")

    def get_queryset(self) -> QuerySet[CensusMargin]:
        """Imports are for all consultations; those of one are typed in its own record."""
        return CensusMargin.objects.filter(consultation=None)

    def do_instance_save(self, instance: CensusMargin, is_create: bool) -> None:
        operations.save_margin(margin=instance)
