from datetime import date

from actionplan.funding_rules.fctva import compensation_by_year
from actionplan.funding_rules.plan import ZERO, FundingPlan
from actionplan.funding_rules.rule import Finding, Rule, Severity


class VatFund(Rule):
    code = "vat_fund"
    legal_reference = "CGCT, articles L. 1615-1 et suivants ; loi n° 2020-935, article 69"
    explanation = (
        "Le FCTVA rend 16,404 % de la dépense d'investissement éligible, toutes taxes comprises. Ce"
        " n'est pas une subvention : il n'entre ni dans le plan, ni dans la participation minimale."
        " Le fonctionnement n'est pas éligible (abonnements, postes, logiciels en ligne), sauf"
        " l'infrastructure en nuage (IaaS), à 5,6 % depuis le 1er janvier 2021."
    )
    severity = Severity.INFORMATION
    messages = {
        "compensation": "FCTVA attendu, hors plan : {amount} ({years}).",
        "in_the_plan": "Le FCTVA n'est pas une subvention : retirez {funder} du plan.",
    }

    def check(self, plan: FundingPlan, on: date) -> list[Finding]:
        found = [
            self.finding("in_the_plan", severity=Severity.ERROR, funder=line.name)
            for line in plan.alive()
            if line.lever is not None and line.lever.code.upper() == "FCTVA"
        ]
        by_year = {year: amount for year, amount in compensation_by_year(plan).items() if amount}
        if by_year:
            years = ", ".join(f"dépenses de {year}" for year in by_year)
            amount = sum(by_year.values(), ZERO)
            found.append(self.finding("compensation", amount=amount, years=years))
        return found


RULE = VatFund()
