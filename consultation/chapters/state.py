"""The consultation's chapter in the progress report."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from consultation.chapters.shown import may_show_results
from consultation.charts import answers_chart
from consultation.enums import ConsultationStatus, QuestionType
from consultation.models import Consultation, Question
from consultation.queries import (
    AnswerTable,
    ResponseCounts,
    Tally,
    answer_tables,
    consultations_with_questionnaires,
    question_tallies,
    response_counts,
)
from perpignan.reports.blocks import Block, Heading, KeyFigures, Paragraph, Table
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.kinds import PROGRESS
from perpignan.study.localisation import localised_text
from perpignan.study.wording import long_date, number

Status = ConsultationStatus


def build(scope: Scope) -> Sequence[Block]:
    """Say which consultations run, what they ask, who answered, and what may be published."""
    consultations = list(consultations_with_questionnaires(AnonymousUser()))
    if not consultations:
        return [Paragraph(_("Aucune consultation n'est annoncée pour le moment."))]
    counts = response_counts([item.pk for item in consultations])
    shown = [q for item in consultations if may_show_results(item, scope) for q in _questions(item)]
    tables, tallies = answer_tables(shown), question_tallies(shown)
    blocks: list[Block] = []
    for consultation in consultations:
        blocks += _consultation(consultation, counts[consultation.pk], scope)
        blocks += _results(consultation, tables, tallies)
    return blocks


def _questions(consultation: Consultation) -> Sequence[Question]:
    """List the questions in force, as the query has loaded them."""
    versions = consultation.current_first  # type: ignore[attr-defined]  # prefetched under this name
    return versions[0].ordered_questions if versions else []


def _consultation(
    consultation: Consultation, counts: ResponseCounts, scope: Scope
) -> Sequence[Block]:
    questions = _questions(consultation)
    told: list[Block] = [
        Heading(localised_text(consultation, "title").text),
        Paragraph(_dates(consultation), is_illustrative=consultation.is_illustrative),
        Paragraph(localised_text(consultation, "purpose").text),
    ]
    if not questions:  # ideas, opinions or a vote: chapters of their own count them
        return told
    return [
        *told,
        KeyFigures(
            [
                (number(counts.total), ngettext("réponse", "réponses", counts.total)),
                (number(len(questions)), _("questions, aucune obligatoire")),
                (_days_left(consultation, scope), _("jours restants")),
            ]
        ),
        *_channels(counts),
        *_outline(questions),
    ]


def _dates(consultation: Consultation) -> str:
    state = consultation.state_at(timezone.now())
    return _("%(state)s, du %(first)s au %(last)s. %(frame)s.") % {
        "state": state.label,
        "first": _day(consultation.opens_at),
        "last": _day(consultation.closes_at),
        "frame": consultation.legal_frame,
    }


def _day(moment: datetime | None) -> str:
    return long_date(timezone.localdate(moment)) if moment else _("date à fixer")


def _days_left(consultation: Consultation, scope: Scope) -> str:
    if consultation.closes_at is None:
        return "–"
    return number(max((timezone.localdate(consultation.closes_at) - scope.day).days, 0))


def _channels(counts: ResponseCounts) -> Sequence[Block]:
    rows = counts.published_by_channel
    if not rows:
        return [Paragraph(_("Le détail par canal sera donné quand il ne désignera personne."))]
    return [
        Table(
            caption=_("Réponses par canal"),
            columns=[_("Canal"), _("Réponses")],
            rows=[[label, number(count)] for label, count in rows],
            numeric=[1],
        )
    ]


def _outline(questions: Sequence[Question]) -> Sequence[Block]:
    if not questions:
        return []
    rows = [
        [
            question.code,
            localised_text(question, "text").text,
            str(QuestionType(question.type).label),
        ]
        for question in questions
    ]
    return [
        Table(
            caption=_("Le questionnaire"),
            columns=[_("Code"), _("Question"), _("Type")],
            rows=rows,
        )
    ]


def _results(
    consultation: Consultation, tables: Sequence[AnswerTable], tallies: Sequence[Tally]
) -> Sequence[Block]:
    """Show each question in its order, and draw the first that may be drawn."""
    places = {question.pk: place for place, question in enumerate(_questions(consultation))}
    own = [table for table in tables if table.question.pk in places]
    others = [tally for tally in tallies if tally.question.pk in places]
    if not own and not others:
        return []
    found = [(places[item.question.pk], _result(item)) for item in own]
    found += [(places[item.question.pk], _tally(item)) for item in others]
    charts = [chart for table in own if (chart := answers_chart(table)) is not None]
    first: list[Block] = [charts[0].as_block()] if charts else []
    return [
        Heading(_("Ce que disent les réponses")),
        *first,
        *(block for _place, block in sorted(found, key=lambda item: item[0])),
    ]


def _tally(tally: Tally) -> Table:
    rows = [[label, *map(_shown, cells)] for label, cells in tally.rows]
    blanks = [""] * (len(tally.columns) - 1)
    return Table(
        caption=localised_text(tally.question, "text").text,
        columns=[_("Réponse"), *tally.columns],
        rows=[*rows, [_("Ont répondu"), number(tally.answered), *blanks]],
        source=_("Consultation, réponses comptées de tous les canaux"),
        numeric=list(range(1, len(tally.columns) + 1)),
    )


def _shown(cell: str | None) -> str:
    return _("trop peu de réponses") if cell is None else cell


def _result(table: AnswerTable) -> Table:
    shown = [[label, _cell(count)] for label, count in table.rows]
    return Table(
        caption=localised_text(table.question, "text").text,
        columns=[_("Réponse"), _("Nombre")],
        rows=[*shown, [_("Ont répondu"), number(table.answered)]],
        source=_("Consultation, réponses comptées de tous les canaux"),
        numeric=[1],
    )


def _cell(count: int | None) -> str:
    return _("trop peu de réponses") if count is None else number(count)


register(
    Chapter(
        "consultation", gettext_lazy("Consultation"), 30, (PROGRESS,), build, "consultation:index"
    )
)
