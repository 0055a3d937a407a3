from datetime import date
from decimal import ROUND_CEILING, Decimal

from actionplan.funding_rules.plan import PUBLIC_AID, FundingPlan, Ground, Nature, Origin
from actionplan.funding_rules.rule import Blocker, Finding, Rule, Severity
from actionplan.funding_rules.wording import euros

ALLOWED = (Decimal("0.20"), Decimal("0.30"))
CENT = Decimal("0.01")
GROUNDS = {
    Ground.URBAN_RENEWAL: "opération de l'ANRU (loi n° 2003-710, article 9)",
    Ground.PROTECTED_MONUMENT: "rénovation d'un monument protégé (décision du préfet)",
    Ground.CALAMITY: "dégâts d'une calamité publique (décision du préfet)",
}


class OwnerShare(Rule):
    code = "owner_share"
    legal_reference = "CGCT, articles L. 1111-10 III et L. 1111-9"
    explanation = (
        "Le maître d'ouvrage d'une opération d'investissement, collectivité ou groupement, apporte"
        " au moins 20 % du total des financements apportés par des personnes publiques, le sien"
        " compris. L'argent privé (mécénat) ne compte d'aucun côté. La part est de 30 % dans un"
        " domaine à chef de file, sauf convention territoriale. Elle peut être plus faible pour une"
        " opération de l'ANRU, un monument protégé ou les dégâts d'une calamité publique : le plan"
        " porte alors l'acte qui le permet. Le fonctionnement n'est pas concerné."
    )
    messages = {
        "kept": "Participation du maître d'ouvrage : {own_rate} pour un minimum de"
        " {threshold_rate} ; marge de {margin}.",
        "too_low": "Participation du maître d'ouvrage de {own_rate} ({own} sur {public} d'argent"
        " public) : le minimum est de {threshold_rate}. Il manque {replaced} si la part propre"
        " remplace une aide, {added} si elle s'y ajoute. {blocking}",
        "bad_threshold": "Le seuil de participation est de 20 % ou de 30 %, pas de"
        " {threshold_rate}.",
        "derogation": "Participation de {own_rate}, par dérogation : {ground}. Motif : {reason}",
        "no_reason": "Une dérogation à la participation minimale demande son motif.",
    }

    def check(self, plan: FundingPlan, on: date) -> list[Finding]:
        own = plan.given({Origin.OWN}, Nature.INVESTMENT)
        others = plan.given(PUBLIC_AID, Nature.INVESTMENT)
        public = own + others
        share = own / public if public else Decimal(1)
        if plan.derogation is not None:
            return [self._derogation(plan, share)]
        if plan.owner_threshold not in ALLOWED:
            return [self.finding("bad_threshold", threshold_rate=plan.owner_threshold)]
        if not others:
            return []
        threshold = plan.owner_threshold
        headroom = own - threshold * public
        if headroom >= 0:
            return [
                self.finding(
                    "kept",
                    severity=Severity.INFORMATION,
                    headroom=headroom,
                    margin=headroom,
                    own_rate=share,
                    threshold_rate=threshold,
                )
            ]
        return [self._too_low(plan, own, public, share)]

    def _derogation(self, plan: FundingPlan, share: Decimal) -> Finding:
        derogation = plan.derogation
        if derogation is None or not derogation.reason.strip():
            return self.finding("no_reason")
        return self.finding(
            "derogation",
            severity=Severity.INFORMATION,
            own_rate=share,
            ground=GROUNDS[derogation.ground],
            reason=derogation.reason.strip(),
        )

    def _too_low(self, plan: FundingPlan, own: Decimal, public: Decimal, share: Decimal) -> Finding:
        threshold = plan.owner_threshold
        blockers = _blockers(plan, own, public, threshold)
        return self.finding(
            "too_low",
            headroom=own - threshold * public,
            blockers=blockers,
            own_rate=share,
            own=own,
            public=public,
            threshold_rate=threshold,
            replaced=_up(threshold * public - own),
            added=_up((threshold * public - own) / (1 - threshold)),
            blocking=_sentence(blockers),
        )


def _blockers(
    plan: FundingPlan, own: Decimal, public: Decimal, threshold: Decimal
) -> tuple[Blocker, ...]:
    """List the funders who could mend the plan alone, and by how much each must fall."""
    fall = _up(public - own / threshold)
    return tuple(
        Blocker(line.name, line.total, fall)
        for line in plan.alive(Nature.INVESTMENT)
        if line.origin in PUBLIC_AID and line.total >= fall
    )


def _sentence(blockers: tuple[Blocker, ...]) -> str:
    if not blockers:
        return "Aucun financeur ne suffit seul : plusieurs aides doivent baisser."
    names = ", ".join(blocker.funder for blocker in blockers)
    fall = euros(blockers[0].must_fall_by)
    return f"À part propre égale, l'un de ces financeurs doit baisser de {fall} : {names}."


def _up(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_CEILING)


RULE = OwnerShare()
