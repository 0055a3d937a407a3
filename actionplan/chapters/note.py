"""The note for the steering committee: where we are, what is decided, what is asked."""

from collections.abc import Sequence
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from actionplan import queries
from actionplan.chapters.strategy import money_of, strategy_of
from actionplan.enums import SolutionStatus, StrategyState
from actionplan.models import ActionSheet, Solution, Strategy
from perpignan.reports import blocks
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.kinds import STEERING_NOTE
from perpignan.reports.study_chapter import ACCEPTED, SOON, WITH_THE_CITY, tell_steps
from perpignan.study.models import Deliverable, Phase
from perpignan.study.queries import phases_with_deliverables
from perpignan.study.wording import euros, long_date

#: A page holds so many lines of a sort; the rest is counted.
MOST_LINES = 5


def build_state(scope: Scope) -> Sequence[blocks.Block]:
    """Say in a few lines where the study, the plan and its money stand."""
    phases, deliverables = _study()
    if not phases:
        return [blocks.Paragraph(_("Aucune étape n'est enregistrée dans le portail."))]
    sheets = _sheets(scope)
    flagged = any(sheet.is_illustrative for sheet in sheets)
    late = queries.late_sheets(sheets, scope.day)
    return [
        blocks.Paragraph(tell_steps(phases, deliverables, scope.day)),
        blocks.KeyFigures(_figures(sheets, scope), is_illustrative=flagged),
        *_listed(
            [
                _("%(action)s : %(reason)s")
                % {"action": sheet.action, "reason": sheet.delay_reason or _("raison à donner")}
                for sheet in late
            ],
            _("En retard"),
        ),
    ]


def _study() -> tuple[list[Phase], list[Deliverable]]:
    phases = list(phases_with_deliverables())
    return phases, [item for phase in phases for item in phase.deliverables.all()]


def _sheets(scope: Scope) -> list[ActionSheet]:
    public = queries.followed_sheets_for(AnonymousUser())
    return queries.alive(queries.followed_sheets() if scope.is_internal else public)


def _figures(sheets: Sequence[ActionSheet], scope: Scope) -> list[tuple[str, str]]:
    begun = sum(bool(sheet.actual_start) for sheet in sheets)
    found = [
        (f"{begun} / {len(sheets)}", _("actions commencées")),
        (f"{queries.mean_progress(sheets)} %", _("d'avancement moyen")) if sheets else ("-", ""),
    ]
    for money in money_of(scope):
        words = {"cost": euros(money.cost), "basis": money.basis}
        found.append((euros(money.worst), _("acquis, sur %(cost)s %(basis)s") % words))
    return found


def build_decided(scope: Scope) -> Sequence[blocks.Block]:
    """List what was decided: deliverables admitted, solutions chosen, strategy adopted."""
    _phases, deliverables = _study()
    accepted = [str(item) for item in deliverables if item.status in ACCEPTED]
    solutions = list(queries.solutions_for(AnonymousUser()))
    found = [
        *_listed(accepted, _("Livrables admis")),
        *_listed(_titles(solutions, SolutionStatus.RETAINED), _("Solutions retenues")),
        *_listed(_titles(solutions, SolutionStatus.DISCARDED), _("Solutions écartées")),
        *_adopted(strategy_of(scope)),
    ]
    return found or [blocks.Paragraph(_("Rien n'est encore décidé."))]


def _titles(solutions: Sequence[Solution], status: SolutionStatus) -> list[str]:
    return [item.title for item in solutions if item.status == status]


def _adopted(strategy: Strategy | None) -> list[blocks.Block]:
    if strategy is None or strategy.adopted_on is None:
        return []
    told = _("La stratégie est adoptée depuis le %(day)s.")
    return [blocks.Paragraph(told % {"day": long_date(strategy.adopted_on)})]


def build_asked(scope: Scope) -> Sequence[blocks.Block]:
    """List what the committee is asked: to admit, to choose, to prepare."""
    phases, deliverables = _study()
    waiting = [
        _("%(item)s : se prononcer.") % {"item": item}
        for item in deliverables
        if item.status in WITH_THE_CITY
    ]
    undecided = _titles(list(queries.solutions_for(AnonymousUser())), SolutionStatus.CANDIDATE)
    found = [
        *_listed(waiting, _("Livrables remis")),
        *_listed(undecided, _("Solutions à retenir ou à écarter")),
        *_strategy(strategy_of(scope)),
        *_listed(_gates(phases, scope.day), _("À venir")),
    ]
    return found or [blocks.Paragraph(_("Rien n'est demandé aujourd'hui."))]


def _strategy(strategy: Strategy | None) -> list[blocks.Block]:
    if strategy is None or strategy.is_adopted:
        return []
    if strategy.state == StrategyState.PROPOSED:
        return [blocks.Paragraph(_("Stratégie : inscrire le vote à l'ordre du jour du conseil."))]
    lacks = queries.strategy_lacks(strategy).lacks
    if not lacks:
        return [blocks.Paragraph(_("Stratégie : la rédaction est complète, relire et proposer."))]
    told = _("Stratégie : en rédaction ; manquent %(lacks)s.")
    return [blocks.Paragraph(told % {"lacks": ", ".join(lacks)})]


def _gates(phases: Sequence[Phase], day: date) -> list[str]:
    return [
        _("%(gate)s, le %(day)s") % {"gate": phase.gate, "day": long_date(phase.ends_on)}
        for phase in phases
        if phase.gate and day <= phase.ends_on <= day + SOON
    ]


def _listed(lines: Sequence[str], heading: str) -> list[blocks.Block]:
    """Give a list its heading, and count what does not fit the page."""
    if not lines:
        return []
    shown = list(lines[:MOST_LINES])
    more = len(lines) - len(shown)
    if more:
        shown.append(ngettext("et %(count)d autre", "et %(count)d autres", more) % {"count": more})
    return [blocks.Heading(heading), blocks.Bullets(shown)]


for chapter in (
    Chapter("note_state", gettext_lazy("Où nous en sommes"), 1, (STEERING_NOTE,), build_state),
    Chapter("note_decided", gettext_lazy("Ce qui est décidé"), 2, (STEERING_NOTE,), build_decided),
    Chapter("note_asked", gettext_lazy("Ce qui est demandé"), 3, (STEERING_NOTE,), build_asked),
):
    register(chapter)
