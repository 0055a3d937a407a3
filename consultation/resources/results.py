"""Results as open data: the same counts as the pages, in tables and in one document."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultation.models import Consultation
from consultation.queries import CrossTable, QuestionResult, Results, cross_table
from perpignan.study.localisation import localised_text

LICENCE = "Licence Ouverte 2.0"
LICENCE_URL = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
#: Written in a cell that is too small to be published.
HIDDEN = ""


@dataclass(frozen=True)
class Meaning:
    name: str
    meaning: str | Promise


RESULT_COLUMNS = (
    Meaning("question", _("Code de la question ; vide pour les participations.")),
    Meaning("texte", _("Texte de la question, en français.")),
    Meaning("type", _("Type de la question.")),
    Meaning("ont_repondu", _("Personnes qui ont répondu à la question.")),
    Meaning("ligne", _("Réponse proposée, ou ligne d'une grille ; canal pour les participations.")),
    Meaning("mesure", _("Ce que dit la valeur : un nombre de réponses, un rang, des points.")),
    Meaning("valeur", _("La valeur ; vide si elle porte sur trop peu de réponses.")),
    Meaning("en_atelier", _("Réponses comptées en atelier, à part ; vide si aucune ou trop peu.")),
)
CROSS_COLUMNS = (
    Meaning("question_1", _("Code de la première question, « channel » ou « mark ».")),
    Meaning("reponse_1", _("Réponse à la première question.")),
    Meaning("question_2", _("Code de la seconde question.")),
    Meaning("reponse_2", _("Réponse à la seconde question.")),
    Meaning("nombre", _("Personnes qui ont donné les deux ; vide si trop peu, ou pour couvrir.")),
)


def result_rows(results: Results) -> Iterator[Sequence[Any]]:
    """Write one row a value: the participations by channel, then each question."""
    yield [column.name for column in RESULT_COLUMNS]
    yield ["", "participations", "", results.total, "total", "participations", results.total, ""]
    for label, count in results.counts.published_by_channel:
        yield ["", "participations", "", results.total, label, "participations", count, ""]
    for result in results.questions.values():
        yield from _question_rows(result)


def _question_rows(result: QuestionResult) -> Iterator[Sequence[Any]]:
    question = result.question
    head = [question.code, question.text, question.type, result.answered]
    met = dict(result.met)
    if result.table is not None:
        for label, count in result.table.rows:
            yield [*head, label, "réponses", _cell(count), _cell(met.get(label))]
    elif result.tally is not None:
        for (label, _texts), values in zip(result.tally.rows, result.tally.values, strict=True):
            for measure, value in zip(result.tally.columns, values, strict=True):
                yield [*head, label, measure, _cell(value), _cell(met.get(label))]
    else:
        yield [*head, "", "réponses", result.answered, ""]


def cross_rows(results: Results) -> Iterator[Sequence[Any]]:
    """Write one row a cell of every cross table."""
    yield [column.name for column in CROSS_COLUMNS]
    for first, others in results.row.tables.items():
        for second in others:
            table = cross_table(results, first, second)
            if table is None:
                continue
            for label, cells, _total in table.rows:
                for (other, _sum), cell in zip(table.columns, cells, strict=True):
                    yield [first, label, second, other, _cell(cell)]


def open_row_columns(results: Results) -> list[Meaning]:
    return [
        Meaning(name, results.variables[name].label) for name in results.row.open_rows["columns"]
    ]


def open_rows(results: Results) -> Iterator[Sequence[Any]]:
    """Write one row a person, of the columns that enough people share; its order tells nothing."""
    names = results.row.open_rows["columns"]
    yield names
    labels = [[label for label, _count in results.variables[name].lines] for name in names]
    counted = zip(
        results.row.open_rows["combinations"], results.row.open_rows["counts"], strict=True
    )
    for places, count in counted:
        row = [own[place] for own, place in zip(labels, places, strict=True)]
        for _person in range(count):
            yield row


def results_document(
    consultation: Consultation, results: Results, *, with_tables: bool = False
) -> dict[str, Any]:
    """Give the results as one document: the API and the JSON file are the same."""
    document = {
        "consultation": consultation.slug,
        "title": consultation.title,
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "is_illustrative": consultation.is_illustrative,
        "status": consultation.status,
        "counted_at": results.row.counted_at.isoformat(),
        "threshold": results.row.threshold,
        "total": results.total,
        "responses": results.row.response_count,
        "workshop_participants": results.row.participant_count,
        "responses_without_mark": results.row.unmarked_count,
        "by_channel": dict(results.row.channels) if results.counts.published_by_channel else None,
        "questions": [_question_document(result) for result in results.questions.values()],
    }
    if with_tables:
        document["cross_tables"] = [
            _cross_document(table)
            for first, others in results.row.tables.items()
            for second in others
            if (table := cross_table(results, first, second)) is not None
        ]
    return document


def _question_document(result: QuestionResult) -> dict[str, Any]:
    document: dict[str, Any] = {
        "code": result.question.code,
        "type": result.question.type,
        "text": localised_text(result.question, "text").text,
        "answered": result.answered,
    }
    if result.table is not None:
        document["choices"] = [
            {"label": label, "count": count} for label, count in result.table.rows
        ]
    if result.tally is not None:
        document["measures"] = result.tally.columns
        document["lines"] = [
            {"label": label, "values": [None if v is None else float(v) for v in values]}
            for label, values in zip(result.tally.labels, result.tally.values, strict=True)
        ]
    if result.met:
        document["in_workshops"] = [{"label": label, "count": count} for label, count in result.met]
    return document


def _cross_document(table: CrossTable) -> dict[str, Any]:
    return {
        "first": table.first.name,
        "second": table.second.name,
        "rows": [label for label, _cells, _total in table.rows],
        "columns": [label for label, _total in table.columns],
        "counts": [list(cells) for _label, cells, _total in table.rows],
    }


def _cell(value: Any) -> Any:
    return HIDDEN if value is None else value
