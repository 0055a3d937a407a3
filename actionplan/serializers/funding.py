from decimal import Decimal
from typing import Any

from rest_framework import serializers

from actionplan import queries
from actionplan.models import ActionSheet, CostLine, FundingAmount, SheetLever
from actionplan.queries import SheetFunding


class FundingAmountSerializer(serializers.ModelSerializer[FundingAmount]):
    class Meta:
        model = FundingAmount
        fields = ("year", "amount", "vat_basis")


class FundingLineSerializer(serializers.ModelSerializer[SheetLever]):
    """Who brings what; how likely it is stays with the team."""

    lever = serializers.SlugRelatedField[Any](slug_field="code", read_only=True)
    funder = serializers.CharField(source="body", read_only=True)
    amounts = FundingAmountSerializer(many=True, read_only=True)
    expenses = serializers.StringRelatedField[CostLine](many=True, read_only=True)

    class Meta:
        model = SheetLever
        fields = (
            *("lever", "funder", "kind", "origin", "state", "requested_on", "decided_on"),
            *("amounts", "expenses", "is_illustrative"),
        )


class FundingPlanSerializer(serializers.ModelSerializer[ActionSheet]):
    """The funding plan of an action, with what the rules of co-financing say of it."""

    code = serializers.CharField(read_only=True)
    title = serializers.CharField(source="action.title", read_only=True)
    lines = FundingLineSerializer(source="funding", many=True, read_only=True)
    threshold = serializers.SerializerMethodField()
    budgets = serializers.SerializerMethodField()
    vat_fund = serializers.SerializerMethodField()
    findings = serializers.SerializerMethodField()

    class Meta:
        model = ActionSheet
        fields = (
            *("code", "title", "vat_basis", "threshold", "budgets", "lines", "vat_fund"),
            "findings",
        )

    def get_threshold(self, sheet: ActionSheet) -> str:
        return queries.terms_of(sheet).threshold

    def get_budgets(self, sheet: ActionSheet) -> list[dict[str, str]]:
        return [
            {
                "kind": line.kind.value,
                "cost": _written(line.rates.cost),
                "firm": _written(line.rates.firm),
                "hoped": _written(line.rates.hoped),
                "own": _written(line.rates.own),
                "other_public": _written(line.rates.other_public),
            }
            for line in self._of(sheet).budgets
        ]

    def get_vat_fund(self, sheet: ActionSheet) -> list[dict[str, Any]]:
        back = self._of(sheet).vat_fund
        return [{"year": year, "amount": _written(amount)} for year, amount in back]

    def get_findings(self, sheet: ActionSheet) -> list[dict[str, str]]:
        return [
            {
                "rule": told.finding.rule,
                "severity": told.severity.value,
                "text": told.text,
                "reference": told.reference,
            }
            for told in self._of(sheet).told
        ]

    def _of(self, sheet: ActionSheet) -> SheetFunding:
        """Keep the plan on its row: three fields read it."""
        kept: SheetFunding | None = getattr(sheet, "_funding_plan", None)
        if kept is None:
            kept = SheetFunding(sheet, self.context["funding_date"])
            sheet._funding_plan = kept  # type: ignore[attr-defined]  # kept on the object for its own page
        return kept


def _written(amount: Decimal) -> str:
    return f"{amount:.2f}"
