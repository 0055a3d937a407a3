"""What unites and what divides: the chapter reads the analysis that the page reads."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultation.chapters.shown import shown_consultation
from consultation.charts import opinions_chart
from consultation.models import Consultation
from consultation.permissions import RESULTS_PUBLISHED
from consultation.queries import GroupLine, Opinions, StatementLine, opinions_of
from consultation.wording import (
    opinions_headline,
    opinions_method,
    opinions_sentence,
    stability_in_words,
)
from perpignan.reports.blocks import Block, Bullets, Heading, Paragraph, Table
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.kinds import CONSULTATION
from perpignan.study.wording import long_date, number, percent


def build(scope: Scope) -> Sequence[Block]:
    """Tell the groups in words and tables, then how they were found."""
    consultation = shown_consultation()
    if consultation is None:
        return [Paragraph(_("Aucune consultation n'est annoncée pour le moment."))]
    if not _may_show(consultation, scope):
        return [Paragraph(_("Les groupes d'opinion seront publiés avec les résultats."))]
    found = opinions_of(consultation)
    if found is None:
        return [Paragraph(_("Trop peu de personnes ont donné leur avis sur des affirmations."))]
    chart = opinions_chart(found)
    return [
        Heading(opinions_headline(found.sizes)),
        Paragraph(_sentence(found), is_illustrative=consultation.is_illustrative),
        Paragraph(stability_in_words(found.stability) if found.groups else ""),
        *([chart.as_block()] if chart else []),
        *_lines(_("Ce qui réunit"), found.consensus),
        *_lines(_("Ce qui sépare"), found.divisive),
        *(block for group in found.groups for block in _group(group)),
        *_method(found),
    ]


def _may_show(consultation: Consultation, scope: Scope) -> bool:
    state = consultation.state_at(timezone.now())
    return scope.is_internal or consultation.shows_opinions or state in RESULTS_PUBLISHED


def _sentence(found: Opinions) -> str:
    return opinions_sentence(
        participants=found.participants,
        votes=found.votes,
        statements=found.statements,
        consensus=len(found.consensus),
        divisive=len(found.divisive),
    )


def _lines(title: str, lines: Sequence[StatementLine]) -> Sequence[Block]:
    """Tabulate statements: the share that agrees, of everybody and of each group."""
    if not lines:
        return []
    columns = [_("Affirmation"), *(cell.label for cell in [lines[0].everybody, *lines[0].groups])]
    rows = [
        [line.text.text, *(_agreeing(cell.agree) for cell in [line.everybody, *line.groups])]
        for line in lines
    ]
    return [
        Heading(title, 3),
        Table(
            caption=_("%(title)s : part de ceux qui sont d'accord") % {"title": title},
            columns=columns,
            rows=rows,
            source=_("Avis donnés sur les affirmations de la consultation"),
            numeric=list(range(1, len(columns))),
            widths=[4, *[1] * (len(columns) - 1)],
        ),
    ]


def _agreeing(share: int | None) -> str:
    return _("trop peu d'avis") if share is None else percent(share)


def _group(group: GroupLine) -> Sequence[Block]:
    sides = {"agree": _("D'accord : %s"), "disagree": _("Pas d'accord : %s")}
    said = [sides[line.side] % line.text.text for line in group.representative]
    told = _("%(label)s : %(size)s personnes") % {
        "label": group.label,
        "size": number(group.size),
    }
    return [
        Heading(told, 3),
        *([Paragraph(group.description)] if group.description else []),
        Bullets(said or [_("Rien que les autres ne disent aussi.")]),
    ]


def _method(found: Opinions) -> Sequence[Block]:
    day = long_date(timezone.localdate(found.made_at))
    return [
        Heading(_("Méthode et limites"), 3),
        Bullets([*opinions_method(), _("Analyse du %(day)s.") % {"day": day}]),
    ]


register(
    Chapter("consultation-opinions", gettext_lazy("Groupes d'opinion"), 36, (CONSULTATION,), build)
)
