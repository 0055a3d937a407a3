from datetime import date

from actionplan.funding_rules.plan import FundingLine, FundingPlan, Nature, Origin
from actionplan.funding_rules.rule import Finding, Rule, Severity


class WorksStart(Rule):
    code = "works_start"
    legal_reference = "Décret n° 2018-514 du 25 juin 2018"
    explanation = (
        "Aucun commencement d'exécution avant le dépôt de la demande de subvention : un marché"
        " signé ou des travaux engagés trop tôt peuvent faire perdre l'aide. Les études ne sont"
        " pas un commencement. Un début entre la demande et l'accord est possible, au risque du"
        " maître d'ouvrage."
    )
    severity = Severity.WARNING
    valid_from = date(2018, 6, 26)
    messages = {
        "before_application": "Les travaux commenceraient le {start}, avant la demande à {funder}"
        " ({applied}) : l'aide peut être perdue.",
        "no_application": "Les travaux commenceraient le {start} sans demande déposée auprès de"
        " {funder}.",
        "before_grant": "Les travaux commenceraient le {start}, avant l'accord de {funder} :"
        " possible, mais sans garantie de l'aide.",
    }

    def check(self, plan: FundingPlan, on: date) -> list[Finding]:
        if plan.works_start is None:
            return []
        concerned = (
            line
            for line in plan.alive(Nature.INVESTMENT)
            if line.origin not in (Origin.OWN, Origin.PRIVATE)
        )
        return [found for line in concerned for found in self._line(line, plan.works_start)]

    def _line(self, line: FundingLine, start: date) -> list[Finding]:
        if line.applied_on is None:
            if line.is_firm:
                return []
            return [self.finding("no_application", start=start, funder=line.name)]
        if start < line.applied_on:
            return [
                self.finding(
                    "before_application", start=start, funder=line.name, applied=line.applied_on
                )
            ]
        late = line.granted_on is not None and start < line.granted_on
        if late or (line.granted_on is None and not line.is_firm):
            return [
                self.finding(
                    "before_grant",
                    severity=Severity.INFORMATION,
                    start=start,
                    funder=line.name,
                )
            ]
        return []


RULE = WorksStart()
