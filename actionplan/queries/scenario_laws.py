"""The answer of a scenario, checked again in Decimal by the rules of co-financing."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from actionplan.funding_rules import plan as law
from actionplan.funding_rules.checking import check_plan
from actionplan.funding_rules.rule import Severity
from actionplan.portfolio.problem import OWN
from actionplan.portfolio.result import Portfolio
from actionplan.queries.funding import lever_of
from actionplan.queries.scenario_settings import Setting


def broken_laws(setting: Setting, portfolio: Portfolio) -> list[str]:
    """Check what is chosen, action by action, with the rules of co-financing, in Decimal."""
    found = []
    for code, start in portfolio.starts.items():
        told = check_plan(_legal_plan(setting, portfolio, code, start), setting.day)
        found += [f"{code} : {item.text}" for item in told if item.severity is Severity.ERROR]
    return found


def _legal_plan(setting: Setting, portfolio: Portfolio, code: str, start: int) -> law.FundingPlan:
    action = setting.problem.by_code[code]
    costs = tuple(
        law.CostLine(f"{code}-{start + place}", start + place, Decimal(cents) / 100)
        for place, cents in enumerate(action.cost)
    )
    given: dict[str, dict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for payment in portfolio.payments:
        if payment.action == code:
            given[payment.source][payment.year] += Decimal(payment.cents) / 100
    lines = tuple(_legal_line(setting, source, given[source]) for source in given)
    share = setting.problem.owner_share
    threshold = Decimal("0.30") if share >= Fraction(30, 100) else Decimal("0.20")
    derogation = None
    if share < Fraction(20, 100):
        reason = _("Seuil choisi pour ce scénario.")
        derogation = law.Derogation(law.Ground.URBAN_RENEWAL, reason)
    return law.FundingPlan(
        costs=costs, funding=lines, owner_threshold=threshold, derogation=derogation
    )


def _legal_line(setting: Setting, source: str, amounts: Mapping[int, Decimal]) -> law.FundingLine:
    if source == OWN:
        return law.FundingLine(OWN, law.Origin.OWN, amounts)
    lever = setting.sources[source].lever
    # Private money too is taken for public here: the stricter reading.
    return law.FundingLine(
        source, law.Origin.PUBLIC, amounts, lever=lever_of(lever) if lever else None
    )
