"""L3.3: what residents proposed by themselves, and what the City answered."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from consultation.models import Contribution
from consultation.queries import IdeasTold, ideas_told
from perpignan.reports.blocks import Block, KeyFigures, Paragraph, Table
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.kinds import CONSULTATION
from perpignan.study.localisation import localised_text
from perpignan.study.wording import number


def build(scope: Scope) -> Sequence[Block]:
    """Tell the published ideas, as their pages do; those of one zone where it is asked."""
    told = ideas_told(scope.zone)
    if not told.total:
        where = _("dans cette zone") if scope.zone else _("pour le moment")
        return [Paragraph(_("Aucune idée n'est publiée %(where)s.") % {"where": where})]
    foremost = told.foremost
    is_illustrative = any(idea.is_illustrative for idea in foremost)
    return [
        Paragraph(
            _(
                "Les habitants proposent des idées et soutiennent celles des autres, sans compte. "
                "Qui écrit n'est pas un échantillon : un soutien dit un intérêt, non un vote."
            )
        ),
        KeyFigures(_figures(told), is_illustrative),
        _themes(told, is_illustrative),
        _foremost(foremost, is_illustrative),
    ]


def _figures(told: IdeasTold) -> list[tuple[str, str]]:
    return [
        (number(told.total), ngettext("idée publiée", "idées publiées", told.total)),
        (number(told.supports), ngettext("soutien", "soutiens", told.supports)),
        (
            number(told.answered),
            ngettext("réponse de la Ville", "réponses de la Ville", told.answered),
        ),
    ]


def _themes(told: IdeasTold, is_illustrative: bool) -> Table:
    rows = [[name or _("Sans thème"), number(count)] for name, count in told.themes]
    return Table(
        caption=_("Les idées par thème"),
        columns=[_("Thème"), _("Idées")],
        rows=[*rows, [_("Total"), number(told.total)]],
        numeric=[1],
        totals=[1],
        widths=[8, 2],
        is_illustrative=is_illustrative,
    )


def _foremost(ideas: Sequence[Contribution], is_illustrative: bool) -> Table:
    return Table(
        caption=_("Les idées les plus soutenues"),
        columns=[_("Idée"), _("Secteur"), _("Soutiens"), _("Réponse de la Ville")],
        rows=[
            [
                idea.title,
                localised_text(idea.zone, "name").text if idea.zone else "–",
                number(idea.support_count),  # type: ignore[attr-defined]  # counted by the query
                idea.get_answer_display() or "–",
            ]
            for idea in ideas
        ],
        numeric=[2],
        widths=[8, 4, 2, 3],
        is_illustrative=is_illustrative,
    )


register(
    Chapter(
        "consultation-ideas",
        gettext_lazy("Idées des habitants"),
        34,
        (CONSULTATION,),
        build,
        "consultation:index",
        by_zone=True,
    )
)
