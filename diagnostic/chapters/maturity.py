"""Chapter L2.4: digital maturity as departments see it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from diagnostic.charts import maturity_chart, maturity_sentence
from diagnostic.charts.maturity import wide_sentence
from diagnostic.queries import closed_rounds, dimensions_with_levels, results_of
from perpignan.reports import blocks
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.kinds import DIAGNOSTIC


def build(scope: Scope) -> Sequence[blocks.Block]:
    """Tell the last closed round, beside the one before it."""
    closed = list(closed_rounds()[:2])
    results = results_of(closed)
    chart = maturity_chart(results[0], *results[1:]) if results else None
    if chart is None:
        return [blocks.Paragraph(_("Aucun résultat d'auto-évaluation n'est encore à publier."))]
    wide = wide_sentence(results[0])
    warned = _("Un grand écart est un résultat en soi : la médiane cache deux expériences.")
    return [
        blocks.Paragraph(maturity_sentence(results[0]), is_illustrative=chart.is_illustrative),
        chart.as_block(),
        *([blocks.Paragraph(f"{wide} {warned}")] if wide else []),
        blocks.Heading(_("Ce que veut dire chaque niveau")),
        _levels(),
        _sources(),
    ]


def _levels() -> blocks.Table:
    rows = [
        [dimension.name, str(level.get_level_display()), level.description]
        for dimension in dimensions_with_levels()
        for level in dimension.levels.all()
    ]
    columns = [_("Dimension"), _("Niveau"), _("Description")]
    return blocks.Table(_("Échelle de maturité"), columns, rows, widths=(3, 2, 6))


def _sources() -> blocks.Sources:
    found = [source for item in dimensions_with_levels() for source in item.sources.all()]
    return blocks.cite(found)


register(
    Chapter(
        "maturity",
        gettext_lazy("Maturité numérique (L2.4)"),
        24,
        (DIAGNOSTIC,),
        build,
        "diagnostic:maturity",
    )
)
