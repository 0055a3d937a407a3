from datetime import date
from decimal import Decimal

from actionplan.funding_rules.plan import PUBLIC_AID, FundingPlan, Nature
from actionplan.funding_rules.rule import Finding, Rule, Severity

CAP = Decimal("0.80")


class PublicAidCap(Rule):
    code = "public_aid_cap"
    legal_reference = "Décret n° 2018-514 du 25 juin 2018"
    explanation = (
        "Pour un projet d'investissement que l'État subventionne, le total des aides publiques ne"
        " dépasse pas 80 % de la dépense subventionnable. C'est un avertissement : des textes"
        " prévoient des exceptions, et la dépense subventionnable n'est pas toujours tout le coût."
    )
    severity = Severity.WARNING
    valid_from = date(2018, 6, 26)
    messages = {
        "above": "Les aides publiques couvrent {aid_rate} du coût d'investissement ({aid} sur"
        " {cost}) : au-delà de 80 %, de {excess}.",
    }

    def check(self, plan: FundingPlan, on: date) -> list[Finding]:
        cost = plan.cost(Nature.INVESTMENT)
        aid = plan.given(PUBLIC_AID, Nature.INVESTMENT)
        headroom = CAP * cost - aid
        if not cost or headroom >= 0:
            return []
        return [
            self.finding(
                "above",
                headroom=headroom,
                aid_rate=aid / cost,
                aid=aid,
                cost=cost,
                excess=-headroom,
            )
        ]


RULE = PublicAidCap()
