from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from actionplan.models import (
    ActionIndicator,
    ActionSheet,
    ActionStep,
    CostLine,
    Dependency,
    IndicatorMeasure,
    Risk,
    SheetDocument,
    SheetLever,
    SheetPartner,
)
from perpignan.study.models import FundingLever, Partner, Zone


class SheetPartnerSerializer(serializers.ModelSerializer[SheetPartner]):
    """Who takes part and how; what each brings is the team's, and is not given here."""

    partner = serializers.SlugRelatedField[Partner](slug_field="code", read_only=True)
    name = serializers.CharField(source="label", read_only=True)

    class Meta:
        model = SheetPartner
        fields = ("partner", "name", "role")


class SheetLeverSerializer(serializers.ModelSerializer[SheetLever]):
    """A lever of the sheet and its state at the day at which funding is judged."""

    lever = serializers.SlugRelatedField[FundingLever](slug_field="code", read_only=True)
    state_at_funding_date = serializers.SerializerMethodField()

    class Meta:
        model = SheetLever
        fields = ("lever", "state", "state_at_funding_date")

    def get_state_at_funding_date(self, request: SheetLever) -> str | None:
        if request.lever is None or request.lever.is_to_verify:
            return None
        return request.lever.state_at(self.context["funding_date"]).value


class ActionStepSerializer(serializers.ModelSerializer[ActionStep]):
    class Meta:
        model = ActionStep
        fields = ("order", "text", "due_on", "done_on")


class CostLineSerializer(serializers.ModelSerializer[CostLine]):
    """An amount as text, to the cent, with the VAT basis that it is on."""

    class Meta:
        model = CostLine
        fields = (
            *("year", "kind", "nature", "label", "amount", "vat_basis", "vat_rate"),
            "is_illustrative",
        )


class RiskSerializer(serializers.ModelSerializer[Risk]):
    class Meta:
        model = Risk
        fields = ("text", "likelihood", "impact", "answer")


class DependencySerializer(serializers.ModelSerializer[Dependency]):
    needs = serializers.CharField(source="needs.code", read_only=True)

    class Meta:
        model = Dependency
        fields = ("needs", "lag_weeks")


class IndicatorMeasureSerializer(serializers.ModelSerializer[IndicatorMeasure]):
    class Meta:
        model = IndicatorMeasure
        fields = ("measured_on", "value", "note")


class ActionIndicatorSerializer(serializers.ModelSerializer[ActionIndicator]):
    measures = IndicatorMeasureSerializer(many=True, read_only=True)

    class Meta:
        model = ActionIndicator
        fields = (
            *("code", "name", "unit", "direction", "baseline", "baseline_on"),
            *("target", "target_on", "diagnostic_code", "measures", "is_illustrative"),
        )


class SheetDocumentSerializer(serializers.ModelSerializer[SheetDocument]):
    url = serializers.CharField(source="get_absolute_url", read_only=True)

    class Meta:
        model = SheetDocument
        fields = ("title", "name", "url")


class ActionSheetSerializer(serializers.ModelSerializer[ActionSheet]):
    """A sheet with its parts; amounts are text, to the cent, with their VAT basis."""

    code = serializers.CharField(read_only=True)
    title = serializers.CharField(source="action.title", read_only=True)
    status = serializers.CharField(source="action.status", read_only=True)
    steps = serializers.SlugRelatedField[ActionStep](slug_field="text", many=True, read_only=True)
    milestones = serializers.SerializerMethodField()
    risks = RiskSerializer(many=True, read_only=True)
    costs = CostLineSerializer(many=True, read_only=True)
    partners = SheetPartnerSerializer(many=True, read_only=True)
    levers = SheetLeverSerializer(many=True, read_only=True)
    indicators = ActionIndicatorSerializer(many=True, read_only=True)
    documents = SheetDocumentSerializer(many=True, read_only=True)
    dependencies = DependencySerializer(many=True, read_only=True)
    zones = serializers.SlugRelatedField[Zone](
        source="action.zones", slug_field="code", many=True, read_only=True
    )
    needs = serializers.SerializerMethodField()
    needed_by = serializers.SerializerMethodField()
    parent = serializers.SerializerMethodField()  # type: ignore[assignment]  # DRF has a `parent`

    class Meta:
        model = ActionSheet
        fields = (
            *("code", "title", "status", "parent", "horizon", "effort", "impact"),
            *("capital_min", "capital_max", "operating_min", "operating_max", "vat_basis"),
            *("contact_function", "participation", "targets", "zones"),
            *("planned_start", "planned_end", "actual_start", "actual_end"),
            *("progress", "delay_reason", "steps", "milestones", "partners", "costs", "levers"),
            *("risks", "indicators", "documents", "dependencies", "needs", "needed_by"),
            "is_illustrative",
        )

    @extend_schema_field(ActionStepSerializer(many=True))
    def get_milestones(self, sheet: ActionSheet) -> list[dict[str, object]]:
        dated = [step for step in sheet.steps.all() if step.due_on]
        return [dict(ActionStepSerializer(step).data) for step in dated]

    def get_needs(self, sheet: ActionSheet) -> list[str]:
        return [link.needs.code for link in sheet.dependencies.all()]

    def get_needed_by(self, sheet: ActionSheet) -> list[str]:
        return [link.sheet.code for link in sheet.followers.all()]

    def get_parent(self, sheet: ActionSheet) -> str | None:
        return sheet.parent.code if sheet.parent else None
