"""L3.2: who took part, by which way, from where, of what age, and when."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from consultation.chapters.shown import shown_consultation
from consultation.charts import days_chart
from consultation.queries import (
    DayCount,
    ProfileTable,
    ResponseCounts,
    current_questionnaire,
    day_counts,
    pages_of,
    profile_tables,
    publishable,
    response_counts,
)
from perpignan.reports.blocks import Block, Heading, KeyFigures, Paragraph, Table
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.kinds import CONSULTATION, STRATEGY
from perpignan.study.wording import long_date, number

SOURCE = gettext_lazy("Consultation, participations comptées de tous les canaux")


def build(scope: Scope) -> Sequence[Block]:
    """Count the participations; in a public report no small number designates anyone."""
    consultation = shown_consultation()
    if consultation is None:
        return [Paragraph(_("Aucune consultation n'est annoncée pour le moment."))]
    counts = response_counts([consultation.pk])[consultation.pk]
    days = day_counts(consultation)
    tables = profile_tables(consultation, pages_of(current_questionnaire(consultation)))
    told = ngettext("participation", "participations", counts.total)
    return [
        Heading(consultation.title),
        KeyFigures([(number(counts.total), told)], is_illustrative=consultation.is_illustrative),
        *_channels(counts),
        *(_by_day(days) if scope.is_internal else _by_week(days)),
        *(block for table in tables for block in _profile(table)),
    ]


def _channels(counts: ResponseCounts) -> Sequence[Block]:
    rows = counts.published_by_channel
    if not rows:
        return [Paragraph(_("Le détail par canal sera donné quand il ne désignera personne."))]
    return [
        Table(
            caption=_("Participations par canal"),
            columns=[_("Canal"), _("Participations")],
            rows=[[label, number(count)] for label, count in rows],
            source=str(SOURCE),
            numeric=[1],
        )
    ]


def _by_day(days: Sequence[DayCount]) -> Sequence[Block]:
    chart = days_chart(days)
    return [] if chart is None else [Heading(_("Jour après jour"), 3), chart.as_block()]


def _by_week(days: Sequence[DayCount]) -> Sequence[Block]:
    """Gather by week: a single day may have too few answers to be told."""
    weeks: Counter[date] = Counter()
    for row in days:
        weeks[row.day - timedelta(days=row.day.weekday())] += row.count
    starts = sorted(weeks)
    if not starts:
        return []
    cells = publishable([weeks[start] for start in starts])
    return [
        Heading(_("Semaine après semaine"), 3),
        Table(
            caption=_("Participations par semaine"),
            columns=[_("Semaine du"), _("Participations")],
            rows=[
                [long_date(start), _cell(cell)] for start, cell in zip(starts, cells, strict=True)
            ],
            source=str(SOURCE),
            numeric=[1],
        ),
    ]


def _profile(table: ProfileTable) -> Sequence[Block]:
    cells = publishable([(row.count or 0) for row in table.rows])
    columns = [str(table.profile.label).capitalize(), _("Réponses"), _("Part")]
    if table.source:
        columns.append(_("Part des habitants"))
    rows = [
        [
            row.label,
            _cell(cell),
            _percent(row.share) if cell is not None else "–",
            *([_percent(row.population_share)] if table.source else []),
        ]
        for row, cell in zip(table.rows, cells, strict=True)
    ]
    title = _("Qui a répondu, par %(profile)s") % {"profile": table.profile.label}
    return [
        Heading(title, 3),
        Table(
            caption=title,
            columns=columns,
            rows=rows,
            source=" ; ".join(filter(None, [str(SOURCE), table.source])),
            numeric=list(range(1, len(columns))),
        ),
    ]


def _cell(count: int | None) -> str:
    return _("trop peu de réponses") if count is None else number(count)


def _percent(share: object) -> str:
    return "–" if share is None else f"{share}".replace(".", ",") + "\N{NO-BREAK SPACE}%"


register(
    Chapter(
        "consultation-participation",
        gettext_lazy("Participation"),
        32,
        (CONSULTATION, STRATEGY),
        build,
        "consultation:index",
    )
)
