"""Annex: how actions are ranked, with what they are judged by and what a ranking is not."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from diagnostic.models import Criterion
from diagnostic.queries import criteria_with_sources
from perpignan.reports.blocks import Block, Bullets, Heading, Paragraph, Table, cite
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.kinds import DIAGNOSTIC, STRATEGY
from perpignan.study.localisation import localised_text
from perpignan.study.wording import number


def build(scope: Scope) -> Sequence[Block]:
    """Give the criteria, the computations in turn, their limits and their references."""
    criteria = [item for item in criteria_with_sources() if item.is_active]
    if not criteria:
        return [Paragraph(_("Aucun critère n'est encore choisi."))]
    return [
        Paragraph(
            _(
                "Chaque action reçoit une note sur chaque critère : un nombre, un intervalle quand "
                "on hésite, rien quand on ne sait pas. Chaque critère a un poids, convenu en "
                "séance. Le classement les rassemble, et la suite cherche ce qui l'ébranle."
            )
        ),
        _criteria(criteria),
        Heading(_("Les calculs, dans l'ordre")),
        Bullets(_computations()),
        Heading(_("Les limites")),
        Bullets(_limits()),
        cite(source for item in criteria for source in item.sources.all()),
    ]


def _criteria(criteria: Sequence[Criterion]) -> Table:
    rows = [
        [
            localised_text(item, "name").text,
            item.question or "-",
            _("de %(low)s à %(high)s")
            % {"low": number(item.scale_min), "high": number(item.scale_max)},
            str(item.get_family_display()),
        ]
        for item in criteria
    ]
    columns = [_("Critère"), _("Question posée"), _("Notes"), _("Axe du graphique")]
    return Table(_("Les critères et ce qu'ils demandent"), columns, rows, widths=(4, 7, 2, 2))


def _computations() -> list[str]:
    return [
        _(
            "Somme pondérée (Fishburn, 1967) : la note est ramenée entre 0 et 1, multipliée par le "
            "poids du critère, puis les produits s'ajoutent. C'est le classement affiché."
        ),
        _(
            "TOPSIS (Hwang et Yoon, 1981) classe par la distance à la meilleure et à la pire "
            "action imaginables ; PROMETHEE II (Brans et Vincke, 1985) compare les actions deux à "
            "deux. Une action bien placée par les trois l'est pour de bonnes raisons."
        ),
        _(
            "SMAA-2 (Lahdelma et Salminen, 2001) tire au sort des milliers de poids et de notes "
            "autour de ceux qui sont convenus et compte combien de fois chaque action arrive à "
            "chaque rang. La graine du tirage est écrite : on peut le refaire."
        ),
        _(
            "Pour chaque paire d'actions voisines, le portail cherche le changement de poids le "
            "plus petit qui les ferait échanger leurs places, et le dit."
        ),
        _(
            "Le classement de chaque partie prenante est calculé avec ses propres poids ; le W de "
            "Kendall dit si elles sont d'accord. Rien n'est mis en moyenne : un désaccord reste "
            "visible."
        ),
    ]


def _limits() -> list[str]:
    return [
        _("Un classement aide à discuter ; il ne décide pas, et deux rangs voisins se valent."),
        _(
            "Une note haute sur un critère rachète une note basse sur un autre, sauf veto : ce qui "
            "ne se rachète pas doit être écrit comme une condition."
        ),
        _(
            "Une note manquante couvre toute l'échelle : l'action reste classée, et son rang est "
            "d'autant moins sûr."
        ),
        _("Les notes sont celles d'une séance et de ceux qui y étaient ; elle est datée et figée."),
    ]


register(
    Chapter(
        "ranking_method",
        gettext_lazy("Annexe : comment les actions sont classées"),
        91,
        (DIAGNOSTIC, STRATEGY),
        build,
        "diagnostic:ranking",
    )
)
