"""Find the rules and apply those valid on a day."""

import pkgutil
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib import import_module

from actionplan.funding_rules import rules
from actionplan.funding_rules.plan import FundingPlan
from actionplan.funding_rules.rule import Finding, Rule, Severity

ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFORMATION: 2}


@cache
def all_rules() -> tuple[Rule, ...]:
    """List the rules: every file of `rules/` gives one, named RULE."""
    names = sorted(module.name for module in pkgutil.iter_modules(rules.__path__))
    return tuple(import_module(f"{rules.__name__}.{name}").RULE for name in names)


def check_plan(plan: FundingPlan, on: date, among: Sequence[Rule] | None = None) -> list[Finding]:
    """Apply the rules valid that day; the gravest findings come first.

    Where amounts or bases are wrong, nothing else is checked: it would mean nothing.
    """
    valid = [rule for rule in (all_rules() if among is None else among) if rule.is_valid(on)]
    findings = _apply([rule for rule in valid if rule.blocks_others], plan, on)
    if not findings:
        findings = _apply([rule for rule in valid if not rule.blocks_others], plan, on)
    return sorted(findings, key=lambda finding: ORDER[finding.severity])


def is_allowed(plan: FundingPlan, on: date) -> bool:
    """Tell whether no rule is broken; warnings do not forbid."""
    return all(finding.severity is not Severity.ERROR for finding in check_plan(plan, on))


def _apply(rules_to_check: Sequence[Rule], plan: FundingPlan, on: date) -> list[Finding]:
    return [finding for rule in rules_to_check for finding in rule.check(plan, on)]
