from datetime import date

from actionplan.funding_rules.plan import ZERO, FundingPlan, Nature
from actionplan.funding_rules.rule import Finding, Rule

NAMES = {Nature.INVESTMENT: "d'investissement", Nature.OPERATING: "de fonctionnement"}


class DoubleFunding(Rule):
    code = "double_funding"
    legal_reference = (
        "Principe de non-double financement ; décret n° 2018-514, règlement (UE)"
        " 2021/1060, article 63"
    )
    explanation = (
        "La même dépense n'est pas payée deux fois : des financeurs peuvent se partager une"
        " dépense, mais leur total ne dépasse pas son montant. L'argent du maître d'ouvrage compte."
        " Investissement et fonctionnement sont comptés à part."
    )
    messages = {
        "above_cost": "Les financements {nature} ({given}) dépassent le coût ({cost}) de {excess}.",
        "same_expense": "La dépense {expense} ({cost}) serait payée deux fois : {funders} y"
        " apportent {given}.",
        "more_than_expense": "{funders} apporterait {given} à {expense}, qui coûte {cost}.",
        "unknown_expense": "{funder} dit payer {expense}, qui n'est pas une dépense du plan.",
        "wrong_nature": "{funder} finance {nature} et dit payer {expense}, qui n'en est pas.",
    }

    def check(self, plan: FundingPlan, on: date) -> list[Finding]:
        return [*self._whole(plan), *self._expenses(plan), *self._names(plan)]

    def _whole(self, plan: FundingPlan) -> list[Finding]:
        found = []
        for nature, name in NAMES.items():
            cost = plan.cost(nature)
            given = sum((line.total for line in plan.alive(nature)), ZERO)
            if given > cost:
                found.append(
                    self.finding(
                        "above_cost",
                        headroom=cost - given,
                        nature=name,
                        given=given,
                        cost=cost,
                        excess=given - cost,
                    )
                )
        return found

    def _expenses(self, plan: FundingPlan) -> list[Finding]:
        """Compare what is promised to some expenses alone with their cost."""
        named = {line.expenses for line in plan.alive() if line.expenses}
        return [
            found for expenses in sorted(named, key=sorted) for found in self._above(plan, expenses)
        ]

    def _above(self, plan: FundingPlan, expenses: frozenset[str]) -> list[Finding]:
        lines = [line for line in plan.alive() if line.expenses and line.expenses <= expenses]
        given, cost = sum((line.total for line in lines), ZERO), plan.cost(codes=expenses)
        if given <= cost:
            return []
        return [
            self.finding(
                "same_expense" if len(lines) > 1 else "more_than_expense",
                headroom=cost - given,
                expense=plan.named(expenses),
                cost=cost,
                funders=", ".join(line.name for line in lines),
                given=given,
            )
        ]

    def _names(self, plan: FundingPlan) -> list[Finding]:
        natures = {cost.code: cost.nature for cost in plan.costs}
        found = []
        for line in plan.alive():
            for expense in sorted(line.expenses):
                if expense not in natures:
                    found.append(self.finding("unknown_expense", funder=line.name, expense=expense))
                elif natures[expense] is not line.nature:
                    nature = NAMES[line.nature].replace("d'", "l'").replace("de ", "le ")
                    found.append(
                        self.finding(
                            "wrong_nature",
                            funder=line.name,
                            nature=nature,
                            expense=plan.named([expense]),
                        )
                    )
        return found


RULE = DoubleFunding()
