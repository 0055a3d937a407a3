from datetime import date

from actionplan.funding_rules.plan import FundingPlan
from actionplan.funding_rules.rule import Finding, Rule


class OneBasis(Rule):
    code = "one_basis"
    legal_reference = "Règle de saisie"
    explanation = (
        "Un plan de financement est tout entier hors taxes (usage pour une subvention quand la"
        " TVA revient par le FCTVA) ou tout entier toutes taxes comprises. Des montants de bases"
        " différentes ne s'additionnent pas : ils sont d'abord convertis."
    )
    blocks_others = True
    messages = {
        "mixed_costs": "Le plan est en {basis} et ces dépenses ne le sont pas : {lines}."
        " Convertissez-les avant tout calcul.",
        "mixed_funding": "Le plan est en {basis} et ces financements ne le sont pas : {lines}.",
    }

    def check(self, plan: FundingPlan, on: date) -> list[Finding]:
        costs = [line.label or line.code for line in plan.costs if line.basis is not plan.basis]
        funding = [line.name for line in plan.funding if line.basis not in (None, plan.basis)]
        found = []
        if costs:
            found.append(self.finding("mixed_costs", basis=plan.basis, lines=", ".join(costs)))
        if funding:
            found.append(self.finding("mixed_funding", basis=plan.basis, lines=", ".join(funding)))
        return found


RULE = OneBasis()
