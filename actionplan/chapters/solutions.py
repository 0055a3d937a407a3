"""L4.1: the solutions, retained and discarded, with their arguments and the reason."""

from collections.abc import Sequence

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from actionplan import queries
from actionplan.enums import Side, SolutionStatus
from actionplan.models import Solution
from perpignan.reports import blocks
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.kinds import SOLUTIONS, STRATEGY
from perpignan.study.localisation import localised_text


def build(scope: Scope) -> Sequence[blocks.Block]:
    """Count the solutions by state, then table them state by state with the reasons."""
    solutions = list(queries.solutions_for(AnonymousUser()))
    if not solutions:
        return [blocks.Paragraph(_("Aucune solution n'est encore publiée."))]
    sources = (argument.source for item in solutions for argument in item.arguments.all())
    return [
        _summary(solutions),
        *(table for status in SolutionStatus for table in _table(status, solutions)),
        blocks.cite(source for source in sources if source),
    ]


def _flagged(solutions: Sequence[Solution]) -> bool:
    return any(solution.is_illustrative for solution in solutions)


def _summary(solutions: Sequence[Solution]) -> blocks.Paragraph:
    said = ngettext(
        "%(count)d solution a été pesée.", "%(count)d solutions ont été pesées.", len(solutions)
    ) % {"count": len(solutions)}
    counts = [
        f"{str(status.label).lower()} : {count}"
        for status in SolutionStatus
        if (count := sum(item.status == status for item in solutions))
    ]
    told = _("%(said)s Par état : %(counts)s.") % {"said": said, "counts": ", ".join(counts)}
    return blocks.Paragraph(told, is_illustrative=_flagged(solutions))


def _table(status: SolutionStatus, solutions: Sequence[Solution]) -> list[blocks.Block]:
    kept = [solution for solution in solutions if solution.status == status]
    if not kept:
        return []
    columns = [_("Solution"), _("Pour"), _("Contre"), _("Raison"), _("Actions")]
    return [
        blocks.Table(
            _("Solutions (état : %(state)s)") % {"state": str(status.label).lower()},
            columns,
            [_row(solution) for solution in kept],
            is_illustrative=_flagged(kept),
            widths=(6, 6, 6, 7, 3),
        )
    ]


def _row(solution: Solution) -> list[str]:
    priority = localised_text(solution.priority, "name").text
    return [
        f"{solution.title} ({priority})",
        _arguments(solution, Side.FOR),
        _arguments(solution, Side.AGAINST),
        _reason(solution),
        ", ".join(action.code for action in solution.actions.all()) or "-",
    ]


def _arguments(solution: Solution, side: Side) -> str:
    return " ".join(item.text for item in solution.arguments.all() if item.side == side) or "-"


def _reason(solution: Solution) -> str:
    if solution.merged_into is None:
        return solution.reason or _("pas encore décidée")
    words = {"reason": solution.reason, "title": solution.merged_into.title}
    return _("%(reason)s Reprise dans « %(title)s ».") % words


register(
    Chapter(
        "solutions",
        gettext_lazy("Solutions retenues et écartées (L4.1)"),
        41,
        (SOLUTIONS, STRATEGY),
        build,
        "actionplan:solution-list",
    )
)
