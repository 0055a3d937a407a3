"""The annexes of answers: what the site gives as open data, and no more of it.

The rows of people hold only the columns in which nobody stands out (decision 147); an
internal report may hold them sooner, not in more detail.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultation.chapters.shown import may_show_results, shown_consultation
from consultation.queries import Results, results_to_report
from consultation.resources import open_row_columns, open_rows, result_rows
from perpignan.reports.annexes import Annex, Column, Type, Value, register_annex
from perpignan.reports.chapters import Scope
from perpignan.reports.kinds import CONSULTATION

RESULT_COLUMNS = (
    Column(gettext_lazy("Question")),
    Column(gettext_lazy("Texte de la question")),
    Column(gettext_lazy("Type")),
    Column(gettext_lazy("Ont répondu"), Type.INTEGER),
    Column(gettext_lazy("Réponse")),
    Column(gettext_lazy("Mesure")),
    Column(gettext_lazy("Valeur"), Type.DECIMAL),
    Column(gettext_lazy("En atelier"), Type.INTEGER),
)
#: Where the cells that may hold nothing stand: what is too small to be published.
COUNTED = (3, 6, 7)


def _results(scope: Scope) -> Results | None:
    """Read the results that this report may tell: the same as its chapters."""
    consultation = shown_consultation()
    if consultation is None or not may_show_results(consultation, scope):
        return None
    return results_to_report(consultation)


def _rows_after_titles(
    scope: Scope, rows: Callable[[Results], Iterator[Sequence[Any]]]
) -> Iterator[Sequence[Any]]:
    found = _results(scope)
    return iter(()) if found is None else islice(rows(found), 1, None)


def value_rows(scope: Scope) -> Iterator[Sequence[Value]]:
    """Give the published values of each question, hidden cells left empty."""
    for row in _rows_after_titles(scope, result_rows):
        yield [_counted(cell) if place in COUNTED else str(cell) for place, cell in enumerate(row)]


def _counted(cell: Any) -> Value:
    return None if cell == "" else cell


def person_columns(scope: Scope) -> list[Column]:
    """List the columns that enough people share; one that says so where there is none."""
    found = _results(scope)
    shared = [Column(str(item.meaning)) for item in open_row_columns(found)] if found else []
    return shared or [Column(_("Trop peu de réponses semblables"))]


def person_rows(scope: Scope) -> Iterator[Sequence[Value]]:
    """Give one row a person; their order tells nothing."""
    found = _results(scope)
    if found is None or not open_row_columns(found):
        return iter(())
    return ([str(cell) for cell in row] for row in islice(open_rows(found), 1, None))


register_annex(
    Annex(
        "answers-values",
        gettext_lazy("Résultats, valeur par valeur"),
        31,
        (CONSULTATION,),
        RESULT_COLUMNS,
        value_rows,
        "consultation:index",
    )
)
register_annex(
    Annex(
        "answers-rows",
        gettext_lazy("Réponses, ligne à ligne"),
        32,
        (CONSULTATION,),
        person_columns,
        person_rows,
        "consultation:index",
    )
)
