from datetime import date
from itertools import combinations

from actionplan.funding_rules.plan import FundingPlan
from actionplan.funding_rules.rule import Finding, Rule


class LeverExclusions(Rule):
    code = "lever_exclusions"
    legal_reference = "Règlement de chaque levier (cumul)"
    explanation = (
        "Certains leviers ne se cumulent pas sur la même dépense. Il suffit que l'un des deux"
        " règlements l'interdise."
    )
    messages = {
        "together": "{first} et {second} ne se cumulent pas sur la même dépense ({expenses}).",
    }

    def check(self, plan: FundingPlan, on: date) -> list[Finding]:
        found = []
        for one, two in combinations(plan.alive(), 2):
            if one.lever is None or two.lever is None:
                continue
            forbids = two.lever.code in one.lever.excludes or one.lever.code in two.lever.excludes
            shared = plan.expenses_of(one) & plan.expenses_of(two)
            if forbids and shared and one.lever.code != two.lever.code:
                found.append(
                    self.finding(
                        "together",
                        first=one.lever.code,
                        second=two.lever.code,
                        expenses=plan.named(shared),
                    )
                )
        return found


RULE = LeverExclusions()
