"""What the diagnostic adds to reports."""

from collections.abc import Sequence

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from diagnostic.charts import build_chart, dated, with_unit
from diagnostic.models import Indicator
from diagnostic.queries import indicators_for
from perpignan.reports import blocks
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.kinds import PROGRESS


def build(scope: Scope) -> Sequence[blocks.Block]:
    """Say what is measured, show the clearest disagreement, and name what is missing."""
    indicators = list(indicators_for(AnonymousUser()))
    known = [item for item in indicators if dated(list(item.values.all()))]
    missing = [item for item in indicators if item not in known]
    if not indicators:
        return [blocks.Paragraph(_("Aucun indicateur n'est encore défini."))]
    return [
        _summary(known, missing),
        blocks.KeyFigures(_figures(indicators, known)),
        *_main_chart(known),
        *([_table(known)] if known else []),
        *_missing(missing),
        _sources(known),
    ]


def _summary(known: Sequence[Indicator], missing: Sequence[Indicator]) -> blocks.Paragraph:
    said = ngettext(
        "%(count)d indicateur a au moins une valeur publiée avec sa source.",
        "%(count)d indicateurs ont au moins une valeur publiée avec sa source.",
        len(known),
    ) % {"count": len(known)}
    lacking = ngettext(
        "%(count)d indicateur est défini sans valeur sourcée à ce jour.",
        "%(count)d indicateurs sont définis sans valeur sourcée à ce jour.",
        len(missing),
    ) % {"count": len(missing)}
    kept = _("Quand plusieurs mesures d'une même année diffèrent, elles sont montrées ensemble.")
    return blocks.Paragraph(f"{said} {lacking} {kept}")


def _figures(indicators: Sequence[Indicator], known: Sequence[Indicator]) -> list[tuple[str, str]]:
    values = sum(len(dated(list(item.values.all()))) for item in known)
    return [
        (str(len(indicators)), _("indicateurs définis")),
        (str(len(known)), _("indicateurs mesurés")),
        (str(values), _("valeurs publiées")),
    ]


def _main_chart(known: Sequence[Indicator]) -> list[blocks.Block]:
    """Draw the indicator of which the most is known."""
    if not known:
        return []
    chosen = max(known, key=lambda item: (len(item.values.all()), len(item.references.all())))
    chart = build_chart(chosen, list(chosen.values.all()), list(chosen.references.all()))
    return [chart.as_block()] if chart else []


def _table(known: Sequence[Indicator]) -> blocks.Table:
    rows = [
        [
            indicator.name,
            with_unit(value, indicator),
            str(value.year),
            value.method or "-",
            value.source.publisher if value.source else value.author,
        ]
        for indicator in known
        for value in dated(list(indicator.values.all()))
    ]
    columns = [_("Indicateur"), _("Valeur"), _("Année"), _("Méthode"), _("Source")]
    return blocks.Table(_("Valeurs publiées"), columns, rows, numeric=(1, 2))


def _missing(missing: Sequence[Indicator]) -> list[blocks.Block]:
    if not missing:
        return []
    return [
        blocks.Heading(_("Ce qui reste à mesurer")),
        blocks.Bullets(
            [
                f"{item.name} ({item.institution})" if item.institution else item.name
                for item in missing
            ]
        ),
    ]


def _sources(known: Sequence[Indicator]) -> blocks.Sources:
    measures = [m for item in known for m in (*item.values.all(), *item.references.all())]
    return blocks.cite(m.source for m in measures if m.source)


register(
    Chapter("diagnostic", gettext_lazy("Diagnostic"), 20, (PROGRESS,), build, "diagnostic:index")
)
