"""Import and export of indicators, places, values and references, by their codes."""

from django.db.models import QuerySet

from diagnostic import operations
from diagnostic.models import Indicator, IndicatorValue, Perimeter, ReferenceValue
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


class IndicatorResource(PortalResource):
    class Meta(PortalResource.Meta):
        model = Indicator
        import_id_fields = ("code",)
        fields = (
            *("code", "name", "name_ca", "name_en", "axis", "unit", "definition"),
            *("institution", "level", "direction", "standard_ref", "order", "sources"),
        )

    def get_queryset(self) -> QuerySet[Indicator]:
        return Indicator.objects.select_related("axis").prefetch_related("sources")

    def do_instance_save(self, instance: Indicator, is_create: bool) -> None:
        operations.save_indicator(indicator=instance)


class PerimeterResource(PortalResource):
    class Meta(PortalResource.Meta):
        model = Perimeter
        import_id_fields = ("code",)
        fields = ("code", "name", "name_ca", "name_en", "kind", "zone", "is_home")

    def get_queryset(self) -> QuerySet[Perimeter]:
        return Perimeter.objects.select_related("zone")

    def do_instance_save(self, instance: Perimeter, is_create: bool) -> None:
        operations.save_perimeter(perimeter=instance)


class ReferenceValueResource(PortalResource):
    """A reference is known by its indicator, its label and its year."""

    class Meta(PortalResource.Meta):
        model = ReferenceValue
        import_id_fields = ("indicator", "label", "year")
        instance_loader_class = KeysLoader
        fields = ("indicator", "label", "year", "value", "source", "confidence")

    def get_queryset(self) -> QuerySet[ReferenceValue]:
        return ReferenceValue.objects.select_related("indicator", "source")

    def do_instance_save(self, instance: ReferenceValue, is_create: bool) -> None:
        operations.record_reference(reference=instance)
