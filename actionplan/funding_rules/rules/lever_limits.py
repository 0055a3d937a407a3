from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from actionplan.funding_rules.plan import ZERO, FundingLine, FundingPlan, Lever
from actionplan.funding_rules.rule import Finding, Rule, Severity


class LeverLimits(Rule):
    code = "lever_limits"
    legal_reference = "Règlement de chaque levier (taux, plafond, assiette)"
    explanation = (
        "Un levier paie au plus son taux appliqué à l'assiette éligible, et au plus son plafond,"
        " toutes ses lignes du plan additionnées. L'assiette est celle que le levier dit éligible,"
        " sinon les dépenses qu'il paie ; elle ne dépasse jamais le coût. Un levier"
        " d'investissement ne paie pas de fonctionnement, et l'inverse."
    )
    messages = {
        "above_rate": "{lever} donnerait {given}, plus que {limit_rate} de {base}, soit {most}.",
        "above_ceiling": "{lever} donnerait {given}, plus que son plafond de {most}.",
        "base_above_cost": "L'assiette éligible de {lever} ({base}) dépasse le coût des dépenses"
        " concernées ({cost}) : le coût est retenu.",
        "wrong_nature": "{lever} ne finance pas {nature}.",
    }

    def check(self, plan: FundingPlan, on: date) -> list[Finding]:
        by_lever: dict[str, list[FundingLine]] = {}
        for line in plan.alive():
            if line.lever is not None:
                by_lever.setdefault(line.lever.code, []).append(line)
        found: list[Finding] = []
        for lines in by_lever.values():
            found.extend(self._lever(plan, lines))
        return found

    def _lever(self, plan: FundingPlan, lines: list[FundingLine]) -> Iterator[Finding]:
        lever = lines[0].lever
        if lever is None:
            return
        given = sum((line.total for line in lines), ZERO)
        yield from self._natures(lever, lines)
        yield from self._rate(plan, lever, lines, given)
        if lever.ceiling is not None and given > lever.ceiling:
            yield self.finding(
                "above_ceiling",
                headroom=lever.ceiling - given,
                lever=lever.code,
                given=given,
                most=lever.ceiling,
            )

    def _natures(self, lever: Lever, lines: list[FundingLine]) -> Iterator[Finding]:
        names = {"investment": "l'investissement", "operating": "le fonctionnement"}
        for nature in sorted({line.nature for line in lines} - lever.natures):
            yield self.finding("wrong_nature", lever=lever.code, nature=names[nature])

    def _rate(
        self, plan: FundingPlan, lever: Lever, lines: list[FundingLine], given: Decimal
    ) -> Iterator[Finding]:
        covered = frozenset[str]().union(*(plan.expenses_of(line) for line in lines))
        cost = plan.cost(codes=covered)
        base = cost if lever.eligible_base is None else min(cost, lever.eligible_base)
        if lever.eligible_base is not None and lever.eligible_base > cost:
            yield self.finding(
                "base_above_cost",
                severity=Severity.WARNING,
                lever=lever.code,
                base=lever.eligible_base,
                cost=cost,
            )
        limit = Decimal(1) if lever.rate is None else lever.rate
        if (lever.rate is not None or lever.eligible_base is not None) and given > limit * base:
            yield self.finding(
                "above_rate",
                headroom=limit * base - given,
                lever=lever.code,
                given=given,
                limit_rate=limit,
                base=base,
                most=limit * base,
            )


RULE = LeverLimits()
