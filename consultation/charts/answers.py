"""Charts of the answers, for pages and reports alike."""

from decimal import Decimal

from django.utils.translation import gettext as _

from consultation.queries import AnswerTable
from perpignan.reports.charts import Chart
from perpignan.study.wording import number, percent

SLATE = "#40658C"


def answers_chart(table: AnswerTable) -> Chart | None:
    """Draw how many chose each answer; None while nothing may be published."""
    shown = [(label, count) for label, count in table.rows if count is not None]
    if not shown:
        return None
    label, count = max(shown, key=lambda row: row[1])
    return Chart(
        title=_("« %(answer)s » vient en tête : %(count)s réponses sur %(total)s")
        % {"answer": label, "count": number(count), "total": number(table.answered)},
        description=_("Barres : nombre de réponses pour chaque choix de la question « %s ».")
        % table.question.text,
        spec=_bars(shown),
        columns=[_("Réponse"), _("Nombre"), _("Part")],
        rows=[[name, _shown(n), _part(n, table.answered)] for name, n in table.rows],
        source=_("Consultation des habitants ; aucun chiffre sur trop peu de réponses."),
    )


def _shown(count: int | None) -> str:
    return _("trop peu de réponses") if count is None else number(count)


def _part(count: int | None, answered: int) -> str:
    return "–" if count is None or not answered else percent(Decimal(100 * count) / answered, 0)


def _bars(shown: list[tuple[str, int]]) -> dict[str, object]:
    values = [{"answer": label, "count": count} for label, count in shown]
    answers = {"field": "answer", "type": "nominal", "sort": "-x", "title": None}
    length = {"field": "count", "type": "quantitative", "title": _("Réponses")}
    label = {"type": "text", "align": "left", "dx": 4}
    return {
        "data": {"values": values},
        "width": 420,
        "height": {"step": 26},
        "encoding": {"y": answers, "x": length},
        "layer": [
            {"mark": {"type": "bar", "color": SLATE}},
            {"mark": label, "encoding": {"text": {"field": "count", "type": "quantitative"}}},
        ],
    }
