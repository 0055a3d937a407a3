"""L6.1: who steers the strategy, who carries its actions, what was decided."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actionplan import queries
from actionplan.chapters.strategy import PAGE, strategy_of
from perpignan.governance.models import Body, Decision
from perpignan.governance.queries import bodies_with_seats, decisions_taken
from perpignan.reports import blocks
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.kinds import STRATEGY
from perpignan.study.localisation import localised_text
from perpignan.study.models import Action
from perpignan.study.wording import long_date


def build(scope: Scope) -> Sequence[blocks.Block]:
    """Tell the governance, then who carries what; bodies and decisions in internal reports."""
    strategy = strategy_of(scope)
    if strategy is None:
        return [blocks.Paragraph(_("La stratégie n'est pas encore écrite."))]
    found: list[blocks.Block] = []
    if text := localised_text(strategy, "governance").text:
        found.append(blocks.Paragraph(text, strategy.is_illustrative))
    groups = queries.orientations_by_priority(strategy)
    links = [link for g in groups for o in g.orientations for link in o.served.all()]
    found += _carriers([link.action for link in links])
    return [*found, *_steering()] if scope.is_internal else found


def _carriers(actions: Sequence[Action]) -> list[blocks.Block]:
    """Table the departments, the one that carries most first."""
    carried: dict[str, dict[str, Action]] = {}
    for action in actions:
        carried.setdefault(action.lead_department, {})[action.code] = action
    if not carried:
        return []
    rows = [
        [name or _("à désigner"), str(len(found)), ", ".join(sorted(found))]
        for name, found in sorted(carried.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
    return [
        blocks.Table(
            _("Qui porte les actions, service par service"),
            [_("Service responsable"), _("Actions"), _("Lesquelles")],
            rows,
            numeric=(1,),
            is_illustrative=any(action.is_illustrative for action in actions),
            widths=(6, 2, 6),
        )
    ]


def _steering() -> list[blocks.Block]:
    bodies, decisions = list(bodies_with_seats()), list(decisions_taken())
    found: list[blocks.Block] = []
    if bodies:
        found.append(
            blocks.Table(
                _("Les instances de l'étude (interne)"),
                [_("Instance"), _("Rôle"), _("Rythme"), _("Qui y siège")],
                [_body(body) for body in bodies],
                is_illustrative=any(body.is_illustrative for body in bodies),
                widths=(3, 4, 3, 5),
            )
        )
    if decisions:
        found.append(
            blocks.Table(
                _("Ce que les instances ont décidé (interne)"),
                [_("Date"), _("Instance"), _("Décision"), _("Porteur")],
                [_decision(decision) for decision in decisions],
                is_illustrative=any(decision.is_illustrative for decision in decisions),
                widths=(3, 2, 7, 4),
            )
        )
    return found


def _body(body: Body) -> list[str]:
    seats = " ; ".join(str(seat) for seat in body.memberships.all())
    return [body.name, body.purpose, body.rhythm, seats or "-"]


def _decision(decision: Decision) -> list[str]:
    day = long_date(decision.decided_on) if decision.decided_on else "-"
    return [day, str(decision.body), decision.text, str(decision.holder or "-")]


register(Chapter("governance", gettext_lazy("La gouvernance"), 61, (STRATEGY,), build, PAGE))
