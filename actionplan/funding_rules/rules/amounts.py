from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from actionplan.funding_rules.plan import FundingPlan
from actionplan.funding_rules.rule import Finding, Rule

LARGEST = Decimal(10) ** 12
CENT = Decimal("0.01")


class Amounts(Rule):
    code = "amounts"
    legal_reference = "Règle de saisie"
    explanation = (
        "Les montants sont des euros positifs ou nuls, au centime, de moins de douze chiffres"
        " avant la virgule. Un montant inexact fausserait tous les autres contrôles."
    )
    blocks_others = True
    messages = {
        "negative": "{where} : un montant négatif est refusé ({amount}).",
        "too_large": "{where} : le montant atteint 10^12 €, il est refusé.",
        "not_finite": "{where} : ce n'est pas un nombre.",
        "not_cents": "{where} : un montant s'écrit avec deux décimales au plus.",
        "bad_probability": "{where} : une probabilité va de 0 à 1.",
        "bad_vat": "{where} : un taux de TVA va de 0 à 1.",
    }

    def check(self, plan: FundingPlan, on: date) -> list[Finding]:
        found = [f for where, amount in _amounts(plan) for f in self._amount(where, amount)]
        for line in plan.funding:
            if not (line.probability.is_finite() and 0 <= line.probability <= 1):
                found.append(self.finding("bad_probability", where=line.name))
        for cost in plan.costs:
            if not (cost.vat_rate.is_finite() and 0 <= cost.vat_rate <= 1):
                found.append(self.finding("bad_vat", where=cost.label or cost.code))
        return found

    def _amount(self, where: str, amount: Decimal) -> Iterator[Finding]:
        if not amount.is_finite():
            yield self.finding("not_finite", where=where)
        elif amount < 0:
            yield self.finding("negative", where=where, amount=amount)
        elif amount >= LARGEST:
            yield self.finding("too_large", where=where)
        elif amount != amount.quantize(CENT):
            yield self.finding("not_cents", where=where)


def _amounts(plan: FundingPlan) -> Iterator[tuple[str, Decimal]]:
    for cost in plan.costs:
        yield cost.label or cost.code, cost.amount
    for line in plan.funding:
        for year, amount in line.amounts.items():
            yield f"{line.name}, {year}", amount
    yield "Aides de minimis antérieures", plan.earlier_minimis_aid


RULE = Amounts()
