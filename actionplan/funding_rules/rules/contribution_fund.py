from datetime import date

from actionplan.funding_rules.plan import ZERO, FundingPlan, Nature, Origin
from actionplan.funding_rules.rule import Finding, Rule


class ContributionFund(Rule):
    code = "contribution_fund"
    legal_reference = "CGCT, articles L. 5215-26 (communauté urbaine) et L. 5214-16 V"
    explanation = (
        "Un fonds de concours entre une intercommunalité et une commune ne dépasse pas la part que"
        " le bénéficiaire paie lui-même, hors subventions. Il demande des délibérations"
        " concordantes des deux assemblées. C'est de l'argent public pour la participation"
        " minimale."
    )
    messages = {
        "above_own": "Le fonds de concours {nature} ({fund}) dépasse la part du bénéficiaire, hors"
        " subventions ({own}), de {excess}.",
    }

    def check(self, plan: FundingPlan, on: date) -> list[Finding]:
        found = []
        names = {Nature.INVESTMENT: "d'investissement", Nature.OPERATING: "de fonctionnement"}
        for nature, name in names.items():
            fund = sum(
                (
                    line.total
                    for line in plan.alive(nature)
                    if line.lever is not None and line.lever.is_contribution_fund
                ),
                ZERO,
            )
            own = plan.given({Origin.OWN}, nature)
            if fund > own:
                found.append(
                    self.finding(
                        "above_own",
                        headroom=own - fund,
                        nature=name,
                        fund=fund,
                        own=own,
                        excess=fund - own,
                    )
                )
        return found


RULE = ContributionFund()
