"""How far the answers can be relied on: the chapter reads the report that the page reads."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultation.chapters.shown import may_show_results, shown_consultation
from consultation.queries import ComparedQuestion, Reliability, reliability_of
from consultation.wording import reliability_headline, reliability_method
from perpignan.reports.blocks import Block, Bullets, Heading, Paragraph, Table
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.kinds import CONSULTATION, STRATEGY
from perpignan.study.localisation import localised_text
from perpignan.study.wording import number, percent


def build(scope: Scope) -> Sequence[Block]:
    """Tell how many answers bear a mark, why, and what results become without them."""
    consultation = shown_consultation()
    if consultation is None:
        return [Paragraph(_("Aucune consultation n'est annoncée pour le moment."))]
    found = reliability_of(consultation, with_results=may_show_results(consultation, scope))
    told = reliability_headline(
        responses=found.report.response_count if found else 0,
        marked=found.report.marked_count if found else 0,
        is_small=bool(found and found.is_small),
    )
    return [
        Heading(consultation.title),
        Paragraph(told, is_illustrative=consultation.is_illustrative),
        *(_reasons(found) if found else []),
        *(block for question in (found.questions if found else []) for block in _changed(question)),
        Heading(_("Ce qui est cherché, et ce que vaut une réserve"), 3),
        Bullets(reliability_method()),
    ]


def _reasons(found: Reliability) -> Sequence[Block]:
    if not found.reasons:
        return []
    rows = [
        [label, _("moins de dix") if count is None else number(count)]
        for label, count in found.reasons
    ]
    return [
        Table(
            caption=_("Réserves par motif"),
            columns=[_("Motif"), _("Réponses")],
            rows=rows,
            numeric=[1],
        )
    ]


def _changed(compared: ComparedQuestion) -> Sequence[Block]:
    """Tabulate a question that marked answers change by a point at least."""
    if not compared.largest_change:
        return []
    title = localised_text(compared.question, "text").text
    return [
        Table(
            caption=" ".join(filter(None, [f"{compared.question.code}.", title, found.label])),
            columns=[_("Réponse"), _("Toutes"), _("Sans réserve")],
            rows=[[label, _share(every), _share(kept)] for label, every, kept in found.rows],
            source=_("Parts de ceux qui ont répondu, avec et sans les réponses sous réserve"),
            numeric=[1, 2],
        )
        for found in compared.lists
        if found.largest_change
    ]


def _share(share: int | None) -> str:
    return "–" if share is None else percent(share)


register(
    Chapter(
        "consultation-reliability",
        gettext_lazy("Fiabilité des réponses"),
        37,
        (CONSULTATION, STRATEGY),
        build,
    )
)
