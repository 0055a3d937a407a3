from rest_framework import serializers

from actionplan.models import ActionSheet, ActionStep, Risk, SheetLever, SheetPartner
from perpignan.study.models import FundingLever, Partner


class SheetPartnerSerializer(serializers.ModelSerializer[SheetPartner]):
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
        if request.lever.is_to_verify:
            return None
        return request.lever.state_at(self.context["funding_date"]).value


class ActionSheetSerializer(serializers.ModelSerializer[ActionSheet]):
    """A sheet with its parts; amounts are text, to the cent, with their VAT basis."""

    code = serializers.CharField(read_only=True)
    title = serializers.CharField(source="action.title", read_only=True)
    status = serializers.CharField(source="action.status", read_only=True)
    steps = serializers.SlugRelatedField[ActionStep](slug_field="text", many=True, read_only=True)
    risks = serializers.SlugRelatedField[Risk](slug_field="text", many=True, read_only=True)
    partners = SheetPartnerSerializer(many=True, read_only=True)
    levers = SheetLeverSerializer(many=True, read_only=True)
    needs = serializers.SerializerMethodField()
    needed_by = serializers.SerializerMethodField()

    class Meta:
        model = ActionSheet
        fields = (
            *("code", "title", "status", "horizon", "effort", "impact"),
            *("capital_min", "capital_max", "operating_min", "operating_max", "vat_basis"),
            *("steps", "partners", "levers", "risks", "needs", "needed_by"),
            "is_illustrative",
        )

    def get_needs(self, sheet: ActionSheet) -> list[str]:
        return [link.needs.code for link in sheet.dependencies.all()]

    def get_needed_by(self, sheet: ActionSheet) -> list[str]:
        return [link.sheet.code for link in sheet.followers.all()]
