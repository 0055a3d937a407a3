"""Indicators of actions and their measures in and out as tables."""

from django.db.models import QuerySet

from actionplan import operations
from actionplan.models import ActionIndicator, IndicatorMeasure
from actionplan.resources.sheets import PartResource
from perpignan.backoffice_imports import KeysLoader, PortalResource


class ActionIndicatorResource(PartResource):
    class Meta(PortalResource.Meta):
        model = ActionIndicator
        import_id_fields = ("code",)
        fields = (
            *("code", "sheet", "name", "unit", "direction", "baseline", "baseline_on"),
            *("target", "target_on", "diagnostic_code", "order", "is_illustrative"),
        )


class IndicatorMeasureResource(PortalResource):
    class Meta(PortalResource.Meta):
        model = IndicatorMeasure
        import_id_fields = ("indicator", "measured_on")
        instance_loader_class = KeysLoader
        fields = ("indicator", "measured_on", "value", "note")

    def get_queryset(self) -> QuerySet[IndicatorMeasure]:
        return IndicatorMeasure.objects.select_related("indicator")

    def do_instance_save(self, instance: IndicatorMeasure, is_create: bool) -> None:
        operations.record_measure(measure=instance)
