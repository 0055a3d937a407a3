"""L1.4: what the study learns from other cities, priority by priority."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from benchmark import charts, queries
from benchmark.chapters.state import lessons_of
from perpignan.reports import blocks
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.kinds import BENCHMARK, STRATEGY
from perpignan.study.models import Priority


def build(scope: Scope) -> Sequence[blocks.Block]:
    """Say what is a reading of the study, then give the lessons by priority."""
    initiatives = list(queries.published_initiatives())
    if not initiatives:
        return [blocks.Paragraph(_("Aucune initiative n'est encore publiée."))]
    return [
        blocks.Paragraph(_("Ces enseignements sont des interprétations de l'équipe.")),
        charts.initiatives_by_country(initiatives).as_block(),
        *lessons_of(initiatives, list(Priority.objects.all())),
        blocks.Paragraph(_("Les sources de chaque cas sont sur sa fiche, dans le portail.")),
    ]


register(
    Chapter(
        "benchmark_lessons",
        gettext_lazy("Ce que d'autres villes apprennent à Perpignan (L1.4)"),
        14,
        (BENCHMARK, STRATEGY),
        build,
        "benchmark:index",
    )
)
