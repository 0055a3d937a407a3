from datetime import date

from actionplan.funding_rules.plan import FundingLine, FundingPlan, Lever
from actionplan.funding_rules.rule import Finding, Rule, Severity


class LeverDates(Rule):
    code = "lever_dates"
    legal_reference = "Règlement de chaque levier (dates d'ouverture)"
    explanation = (
        "Un levier clos, ou qui n'est pas encore ouvert, à la date de l'accord ne peut être marqué"
        " accordé ni versé ; sans date d'accord, c'est le jour du contrôle qui compte. Une demande"
        " déposée avant la clôture peut être accordée après elle. Un levier fermé et seulement"
        " envisagé ou demandé appelle un avertissement."
    )
    messages = {
        "granted_before_opening": "{lever} n'ouvre que le {opens} : il ne peut pas être accordé le"
        " {when}.",
        "granted_after_closing": "{lever} est clos depuis le {closes} : il ne peut pas être accordé"
        " le {when}.",
        "not_yet_open": "{lever} n'est pas encore ouvert (ouverture le {opens}).",
        "closed": "{lever} est clos depuis le {closes}.",
    }

    def check(self, plan: FundingPlan, on: date) -> list[Finding]:
        return [
            finding
            for line in plan.alive()
            if line.lever is not None
            for finding in self._line(line, line.lever, on)
        ]

    def _line(self, line: FundingLine, lever: Lever, on: date) -> list[Finding]:
        when = line.granted_on or on
        if line.is_firm:
            if lever.opens_on is not None and when < lever.opens_on:
                return [
                    self.finding(
                        "granted_before_opening",
                        lever=lever.code,
                        opens=lever.opens_on,
                        when=when,
                    )
                ]
            if lever.closes_on is not None and when > lever.closes_on and not _in_time(line, lever):
                return [
                    self.finding(
                        "granted_after_closing",
                        lever=lever.code,
                        closes=lever.closes_on,
                        when=when,
                    )
                ]
            return []
        return self._hope(line, lever, on)

    def _hope(self, line: FundingLine, lever: Lever, on: date) -> list[Finding]:
        if lever.opens_on is not None and on < lever.opens_on:
            return [
                self.finding(
                    "not_yet_open",
                    severity=Severity.WARNING,
                    lever=lever.code,
                    opens=lever.opens_on,
                )
            ]
        if lever.closes_on is not None and on > lever.closes_on and not _in_time(line, lever):
            return [
                self.finding(
                    "closed", severity=Severity.WARNING, lever=lever.code, closes=lever.closes_on
                )
            ]
        return []


def _in_time(line: FundingLine, lever: Lever) -> bool:
    """Tell whether the application came before the closing."""
    applied, opens, closes = line.applied_on, lever.opens_on, lever.closes_on
    return (
        applied is not None
        and (closes is None or applied <= closes)
        and (opens is None or applied >= opens)
    )


RULE = LeverDates()
