"""Chapter L2.5: which actions first, and how far that holds."""

from collections.abc import Sequence

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from diagnostic.charts import read_session
from diagnostic.charts.ranking import Reading, fragile_swaps
from diagnostic.enums import ActionCategory
from diagnostic.models import Criterion
from diagnostic.queries import latest_frozen_session, show_session
from diagnostic.queries.ranking import ShownSession
from diagnostic.wording import percent
from perpignan.reports import blocks
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.kinds import DIAGNOSTIC, STRATEGY


def build(scope: Scope) -> Sequence[blocks.Block]:
    """Tell the last frozen session: ranking, robustness, disagreements, classes."""
    session = latest_frozen_session()
    if session is None:
        return [blocks.Paragraph(_("Aucune session de classement n'est encore figée."))]
    shown = show_session(session, AnonymousUser())
    reading = read_session(shown)
    if reading is None or shown.result is None:
        return [blocks.Paragraph(shown.problem or _("Aucune action à classer."))]
    return [
        *_summary(shown, reading),
        _table(shown),
        *([reading.effort_impact.as_block()] if reading.effort_impact else []),
        blocks.Heading(_("Le classement tient-il si les poids changent ?")),
        reading.acceptability.as_block(),
        *_swaps(shown, reading),
        blocks.Heading(_("Où les parties prenantes ne sont pas d'accord")),
        blocks.Paragraph(reading.agreement, is_illustrative=session.is_illustrative),
        *([reading.disagreement.as_block()] if reading.disagreement else []),
        *_classes(shown),
        *_method(shown),
        _weights(shown),
    ]


def _summary(shown: ShownSession, reading: Reading) -> list[blocks.Block]:
    said: list[blocks.Block] = [
        blocks.Paragraph(reading.headline, is_illustrative=shown.session.is_illustrative)
    ]
    if shown.session.adopted_note:
        said.append(blocks.Paragraph(shown.session.adopted_note))
    return said


def _table(shown: ShownSession) -> blocks.Table:
    rows = shown.result.rows if shown.result else []
    return blocks.Table(
        _("Classement par la somme pondérée, avec les poids convenus"),
        [_("Rang"), _("Action"), _("Score"), _("Dans les 3 premières"), "TOPSIS", "PROMETHEE"],
        [
            [
                str(row.rank),
                str(shown.action(row.code)),
                percent(row.score),
                percent(row.top_share),
                str(row.ranks["topsis"]),
                str(row.ranks["promethee2"]),
            ]
            for row in rows
        ],
        numeric=(0, 2, 3, 4, 5),
        is_illustrative=shown.session.is_illustrative,
        widths=(1, 6, 2, 2, 2, 2),
    )


def _swaps(shown: ShownSession, reading: Reading) -> list[blocks.Block]:
    if shown.result is None or not fragile_swaps(shown.result):
        return []
    return [
        blocks.Heading(_("Ce qui changerait le résultat"), level=3),
        blocks.Bullets(reading.swaps, is_illustrative=shown.session.is_illustrative),
    ]


def _classes(shown: ShownSession) -> list[blocks.Block]:
    classed = [action for action in shown.actions.values() if action.category]
    if not classed:
        return []
    order = list(ActionCategory.values)
    ordered = sorted(classed, key=lambda action: (order.index(action.category), action.label))
    rows = [[action.category_label, str(action), action.reason or "-"] for action in ordered]
    return [
        blocks.Heading(_("Ce qui est proposé pour chaque action")),
        blocks.Table(
            _("Classe et raison publiée"),
            [_("Classe"), _("Action"), _("Raison")],
            rows,
            is_illustrative=shown.session.is_illustrative,
            widths=(2, 5, 5),
        ),
    ]


def _weights(shown: ShownSession) -> blocks.Table:
    """Give the weight of each criterion as a share of the whole: who ranks again needs it."""
    criteria = shown.data["inputs"]["criteria"]
    whole = sum(item["weight"] for item in criteria) or 1
    return blocks.Table(
        _("Poids convenus des critères"),
        [_("Critère"), _("Poids")],
        [
            [shown.criterion_name(item["code"]), percent(item["weight"] / whole, 1)]
            for item in criteria
        ],
        numeric=(1,),
        is_illustrative=shown.session.is_illustrative,
        widths=(5, 1),
    )


def _method(shown: ShownSession) -> list[blocks.Block]:
    sources = [s for c in Criterion.objects.prefetch_related("sources") for s in c.sources.all()]
    names = {"draws": shown.session.draws, "seed": shown.session.seed}
    print_of = {"sha256": shown.session.sha256}
    return [
        blocks.Heading(_("Méthode")),
        blocks.Paragraph(
            _(
                "Somme pondérée (Fishburn, 1967), vérifiée par TOPSIS (Hwang et Yoon, 1981) et "
                "PROMETHEE II (Brans et Vincke, 1985) ; robustesse par SMAA-2 (Lahdelma et "
                "Salminen, 2001), %(draws)d tirages, graine %(seed)d ; accord par le W de Kendall."
            )
            % names
        ),
        blocks.Paragraph(
            _("Un classement aide à discuter, il ne décide pas. Empreinte : %(sha256)s.") % print_of
        ),
        *([blocks.cite(sources)] if sources else []),
    ]


register(
    Chapter(
        "prioritisation",
        gettext_lazy("Hiérarchisation (L2.5)"),
        25,
        (DIAGNOSTIC, STRATEGY),
        build,
        "diagnostic:ranking",
    )
)
