"""L3.3: what was answered, question by question, and what it can prove."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultation.chapters.shown import shown_consultation
from consultation.chapters.state import PUBLISHED, Status
from consultation.charts import answers_chart
from consultation.models import Consultation, Question
from consultation.queries import (
    AnswerTable,
    answer_tables,
    current_questionnaire,
    pages_of,
    publishable,
    workshop_totals,
)
from perpignan.reports.blocks import Block, Bullets, Heading, Paragraph, Table
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.kinds import CONSULTATION, STRATEGY
from perpignan.study.localisation import localised_text
from perpignan.study.wording import number


def build(scope: Scope) -> Sequence[Block]:
    """Show each question with its method; results wait for their publication."""
    consultation = shown_consultation()
    if consultation is None:
        return [Paragraph(_("Aucune consultation n'est annoncée pour le moment."))]
    if not _may_show(consultation, scope):
        return [Paragraph(_("Les résultats seront publiés après la fin de la consultation."))]
    pages = pages_of(current_questionnaire(consultation))
    questions = [question for page in pages for question in page.questions]
    tables = answer_tables(questions)
    met = workshop_totals([question.pk for question in questions])
    blocks: list[Block] = [Heading(consultation.title), *_method()]
    for page in pages:
        own = [table for table in tables if table.question.section_id == page.section.pk]
        if own:
            blocks.append(Heading(localised_text(page.section, "title").text))
        for table in own:
            blocks += _result(table, met.get(table.question.pk, {}))
    return blocks


def _may_show(consultation: Consultation, scope: Scope) -> bool:
    state = consultation.state_at(timezone.now())
    return state in PUBLISHED or (scope.is_internal and state == Status.CLOSED)


def _method() -> Sequence[Block]:
    return [
        Heading(_("Méthode et limites"), 3),
        Bullets(
            [
                _(
                    "Répondait qui voulait : ces chiffres disent l'avis de ceux qui ont "
                    "répondu, non celui de tous les habitants."
                ),
                _(
                    "Aucune question n'était obligatoire : chaque tableau donne le nombre de "
                    "personnes qui ont répondu à la sienne."
                ),
                _(
                    "Aucun chiffre ne porte sur moins de %(threshold)d réponses ; une case "
                    "voisine est tue quand elle permettrait de le retrouver."
                )
                % {"threshold": settings.PUBLICATION_THRESHOLD},
                _(
                    "Les réponses en ligne, sur papier et avec un agent sont comptées "
                    "ensemble ; ce que les ateliers ont compté est donné à part."
                ),
            ]
        ),
    ]


def _result(table: AnswerTable, met: Mapping[str, int]) -> Sequence[Block]:
    title = localised_text(table.question, "text").text
    chart = answers_chart(table)
    blocks: list[Block] = [Heading(f"{table.question.code}. {title}", 3)]
    if chart is not None:
        blocks.append(chart.as_block())
    columns = [_("Réponse"), _("Nombre")]
    rows = [[label, _cell(count)] for label, count in table.rows]
    if met:
        columns.append(_("En atelier"))
        rows = [
            [*row, _cell(count)]
            for row, count in zip(rows, _in_workshops(table.question, met), strict=True)
        ]
    total = [_("Ont répondu"), number(table.answered), *([""] if met else [])]
    return [
        *blocks,
        Table(
            caption=title,
            columns=columns,
            rows=[*rows, total],
            source=_("Consultation, réponses comptées de tous les canaux"),
            numeric=list(range(1, len(columns))),
        ),
    ]


def _in_workshops(question: Question, met: Mapping[str, int]) -> list[int | None]:
    return publishable([met.get(option.code, 0) for option in question.options.all()])


def _cell(count: int | None) -> str:
    return _("trop peu de réponses") if count is None else number(count)


register(
    Chapter(
        "consultation-results",
        gettext_lazy("Résultats, question par question"),
        33,
        (CONSULTATION, STRATEGY),
        build,
        "consultation:index",
    )
)
