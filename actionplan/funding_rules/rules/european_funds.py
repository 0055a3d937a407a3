from datetime import date
from itertools import combinations

from actionplan.funding_rules.plan import FundingLine, FundingPlan, Origin
from actionplan.funding_rules.rule import Finding, Rule


class EuropeanFunds(Rule):
    code = "european_funds"
    legal_reference = (
        "Règlement (UE) 2021/1060, article 63, paragraphe 9 ; avant 2021,"
        " règlement (UE) n° 1303/2013, article 65, paragraphe 11"
    )
    explanation = (
        "Une dépense déclarée à un fonds européen ne reçoit l'aide d'aucun autre fonds ni programme"
        " de l'Union pour la même dépense. Deux fonds restent possibles sur des dépenses séparées."
    )
    messages = {
        "same_expense": "{first} et {second}, deux aides européennes, ne peuvent pas payer la même"
        " dépense ({expenses}).",
    }

    def check(self, plan: FundingPlan, on: date) -> list[Finding]:
        lines = [line for line in plan.alive() if line.origin is Origin.EUROPEAN]
        found = []
        for first, second in combinations(lines, 2):
            shared = plan.expenses_of(first) & plan.expenses_of(second)
            if shared and _fund(first) != _fund(second):
                found.append(
                    self.finding(
                        "same_expense",
                        first=first.name,
                        second=second.name,
                        expenses=plan.named(shared),
                    )
                )
        return found


def _fund(line: FundingLine) -> str:
    """Tell the fund: two grants of the same programme are one aid."""
    if line.lever is None:
        return line.funder
    return line.lever.european_fund or line.lever.code


RULE = EuropeanFunds()
