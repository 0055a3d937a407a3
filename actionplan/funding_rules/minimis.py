"""What the two de minimis regulations have in common."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from actionplan.funding_rules.plan import PUBLIC_AID, FundingPlan, Origin
from actionplan.funding_rules.rule import Finding, Rule, Severity


class MinimisRule(Rule):
    """State aid to a company under a threshold is not notified: told, never refused here."""

    severity = Severity.INFORMATION
    threshold: ClassVar[Decimal]
    messages = {
        "within": "Aide à une entreprise : {total} sur trois ans, sous le seuil de minimis de"
        " {threshold} ; reste {margin}.",
        "above": "Aide à une entreprise : {total} sur trois ans, au-delà du seuil de minimis de"
        " {threshold} : un autre régime d'aide d'État est à trouver.",
    }

    def check(self, plan: FundingPlan, on: date) -> list[Finding]:
        if not plan.helps_companies:
            return []
        total = plan.earlier_minimis_aid + plan.given({*PUBLIC_AID, Origin.OWN})
        margin = self.threshold - total
        key = "within" if margin >= 0 else "above"
        return [
            self.finding(key, headroom=margin, total=total, threshold=self.threshold, margin=margin)
        ]
