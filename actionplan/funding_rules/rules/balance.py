from datetime import date

from actionplan.funding_rules.figures import rates
from actionplan.funding_rules.plan import FundingPlan, Nature
from actionplan.funding_rules.rule import Finding, Rule, Severity


class Balance(Rule):
    code = "balance"
    legal_reference = "Bonne pratique : plan de financement équilibré"
    explanation = (
        "Les financements égalent les coûts, en investissement et en fonctionnement. Ce qui manque"
        " reste à trouver ou à la charge du maître d'ouvrage."
    )
    severity = Severity.WARNING
    messages = {
        "empty": "Le plan ne contient aucune dépense.",
        "unfunded": "Il reste {missing} {nature} à financer, sur {cost}.",
    }

    def check(self, plan: FundingPlan, on: date) -> list[Finding]:
        if not plan.costs:
            return [self.finding("empty", severity=Severity.INFORMATION)]
        names = {Nature.INVESTMENT: "d'investissement", Nature.OPERATING: "de fonctionnement"}
        return [
            self.finding("unfunded", missing=total.unfunded, nature=name, cost=total.cost)
            for nature, name in names.items()
            if (total := rates(plan, nature)).unfunded > 0
        ]


RULE = Balance()
