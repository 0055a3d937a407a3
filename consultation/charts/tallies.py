"""Charts of grids, statements, ranks and shares, for pages and reports alike."""

from django.utils.translation import gettext as _

from consultation.enums import QuestionType
from consultation.queries import Tally
from perpignan.reports.charts import Chart
from perpignan.reports.theme import BRICK, OCHRE, SAGE, SLATE
from perpignan.study.wording import number

#: One colour a choice of a grid, repeated past the fifth: the table tells them apart.
COLOURS = (SLATE, OCHRE, SAGE, BRICK, "#8A909B")


def tally_chart(tally: Tally) -> Chart | None:
    """Draw a question that is not one list of choices; None while nothing may be published."""
    if tally.question.type in (QuestionType.MATRIX, QuestionType.STATEMENTS):
        return _stacked(tally)
    if tally.question.type == QuestionType.RANK:
        return _first_column(
            tally, _("« %(answer)s » est le plus souvent en tête : %(value)s fois")
        )
    if tally.question.type == QuestionType.POINTS:
        return _first_column(
            tally, _("« %(answer)s » reçoit le plus : %(value)s points en moyenne")
        )
    return None


def _first_column(tally: Tally, title: str) -> Chart | None:
    shown = [
        (label, values[0])
        for label, values in zip(tally.labels, tally.values, strict=True)
        if values[0] is not None
    ]
    if not shown:
        return None
    label, value = max(shown, key=lambda row: row[1])
    length = {"field": "value", "type": "quantitative", "title": tally.columns[0]}
    return Chart(
        title=title % {"answer": label, "value": number(value)},
        description=_("Barres : une par réponse proposée à la question « %s ».")
        % tally.question.text,
        spec={
            "data": {"values": [{"answer": name, "value": float(n)} for name, n in shown]},
            "width": 420,
            "height": {"step": 26},
            "encoding": {
                "y": {"field": "answer", "type": "nominal", "sort": "-x", "title": None},
                "x": length,
            },
            "layer": [
                {"mark": {"type": "bar", "color": SLATE}},
                {
                    "mark": {"type": "text", "align": "left", "dx": 4},
                    "encoding": {"text": {"field": "value", "type": "quantitative"}},
                },
            ],
        },
        columns=[_("Réponse"), *tally.columns],
        rows=_rows(tally),
        source=_("Consultation des habitants ; aucun chiffre sur trop peu de réponses."),
    )


def _stacked(tally: Tally) -> Chart | None:
    labels, columns = tally.labels, tally.columns
    shown = [
        (int(count), line, place)
        for line, counts in zip(labels, tally.values, strict=True)
        for place, count in enumerate(counts)
        if count is not None
    ]
    if not shown:
        return None
    most, best, choice = max(shown, key=lambda cell: cell[0])
    values = [
        {"line": line, "choice": columns[place], "count": count, "place": place}
        for count, line, place in shown
    ]
    colour = {
        "domain": columns,
        "range": [COLOURS[place % len(COLOURS)] for place in range(len(columns))],
    }
    return Chart(
        title=_("« %(line)s » : %(count)s réponses « %(choice)s »")
        % {"line": best, "choice": columns[choice], "count": number(most)},
        description=_("Barres empilées : une par ligne de la question « %s ».")
        % tally.question.text,
        spec={
            "data": {"values": values},
            "width": 420,
            "height": {"step": 30},
            "mark": "bar",
            "encoding": {
                "y": {"field": "line", "type": "nominal", "sort": labels, "title": None},
                "x": {"field": "count", "type": "quantitative", "title": _("Réponses")},
                "color": {
                    "field": "choice",
                    "type": "nominal",
                    "scale": colour,
                    "title": None,
                },
                "order": {"field": "place"},
            },
        },
        columns=[_("Ligne"), *columns],
        rows=_rows(tally),
        source=_("Consultation des habitants ; aucun chiffre sur trop peu de réponses."),
    )


def _rows(tally: Tally) -> list[list[str]]:
    return [
        [label, *(_("trop peu de réponses") if cell is None else cell for cell in cells)]
        for label, cells in tally.rows
    ]
