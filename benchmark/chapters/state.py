"""The benchmark's part of reports."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from benchmark import charts, queries
from benchmark.models import Initiative
from perpignan.reports.blocks import (
    Block,
    Bullets,
    Heading,
    KeyFigures,
    Paragraph,
    Table,
    cite,
)
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.kinds import PROGRESS
from perpignan.study.models import Priority


def build_progress(scope: Scope) -> Sequence[Block]:
    """Tell what the benchmark has produced: sheets, countries, lessons, sources."""
    initiatives = list(queries.published_initiatives())
    if not initiatives:
        return [Paragraph(_("Aucune initiative n'est encore publiée."))]
    priorities = list(Priority.objects.all())
    return [
        Paragraph(_("Ce que d'autres villes ont fait, et ce que l'étude en retient.")),
        _key_figures(initiatives, scope),
        charts.initiatives_by_country(initiatives).as_block(),
        Heading(_("Les initiatives publiées")),
        _table(initiatives),
        Heading(_("Lecture de l'étude, pour Perpignan")),
        Paragraph(_("Ces enseignements sont des interprétations de l'équipe.")),
        *lessons_of(initiatives, priorities),
        cite(source for initiative in initiatives for source in initiative.sources.all()),
    ]


def _key_figures(initiatives: Sequence[Initiative], scope: Scope) -> KeyFigures:
    cities = len({initiative.city_id for initiative in initiatives})
    countries = len({initiative.city.country for initiative in initiatives})
    total = len(initiatives)
    items = [
        (str(total), ngettext("initiative publiée", "initiatives publiées", total)),
        (str(cities), ngettext("ville", "villes", cities)),
        (str(countries), _("pays")),
    ]
    if scope.is_internal:
        items.append((str(queries.count_to_review()), _("à relire")))
    return KeyFigures(items)


def _table(initiatives: Iterable[Initiative]) -> Table:
    rows = [
        [
            initiative.city.name,
            initiative.name,
            "" if initiative.year is None else str(initiative.year),
            ", ".join(priority.code for priority in initiative.priorities.all()),
        ]
        for initiative in initiatives
    ]
    columns = [_("Ville"), _("Initiative"), _("Année"), _("Priorités")]
    return Table(_("Initiatives publiées, par ville"), columns, rows)


def lessons_of(
    initiatives: Sequence[Initiative], priorities: Iterable[Priority]
) -> Iterable[Block]:
    """Give the lessons of each priority, then of what serves none."""
    told: list[tuple[str, list[Initiative]]] = [
        (priority.name, [item for item in initiatives if priority in item.priorities.all()])
        for priority in priorities
    ]
    told.append((_("Sans priorité"), [item for item in initiatives if not item.priorities.all()]))
    for title, concerned in told:
        if concerned:
            yield Heading(title, level=3)
            yield Bullets([f"{item.city}, {item} : {item.lesson}" for item in concerned])


register(
    Chapter(
        "benchmark", gettext_lazy("Benchmark"), 10, (PROGRESS,), build_progress, "benchmark:index"
    )
)
