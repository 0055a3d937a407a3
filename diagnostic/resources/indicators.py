"""Import and export of indicator values."""

from django.db.models import QuerySet

from diagnostic import operations
from diagnostic.models import IndicatorValue
from perpignan.backoffice_imports import KeysLoader, PortalResource


class IndicatorValueResource(PortalResource):
    """A value is known by its indicator, its perimeter, its year and its method."""

    class Meta(PortalResource.Meta):
        model = IndicatorValue
        import_id_fields = ("indicator", "perimeter", "year", "method")
        instance_loader_class = KeysLoader
        fields = (
            *("indicator", "perimeter", "year", "value", "method"),
            *("author", "source", "confidence"),
        )

    def get_queryset(self) -> QuerySet[IndicatorValue]:
        return IndicatorValue.objects.select_related("indicator", "perimeter", "source")

    def do_instance_save(self, instance: IndicatorValue, is_create: bool) -> None:
        operations.record_value(value=instance)
