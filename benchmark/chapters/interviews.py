"""L1.3: the guides of the interviews; minutes and people never leave the back office."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from benchmark import queries
from perpignan.reports import blocks
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.kinds import BENCHMARK
from perpignan.study.models import InterviewGuide


def build(scope: Scope) -> Sequence[blocks.Block]:
    """Give each guide with its questions, and count the interviews held."""
    guides = list(queries.interview_guides())
    if not guides:
        return [blocks.Paragraph(_("Aucun guide d'entretien n'est encore écrit."))]
    return [
        blocks.Paragraph(_held(queries.count_held_interviews())),
        *(block for guide in guides for block in _guide(guide)),
    ]


def _held(count: int) -> str:
    if not count:
        return _("Aucun entretien n'est encore noté. Les comptes rendus ne sont jamais publiés.")
    told = ngettext(
        "%(count)d entretien avec une ville a été mené.",
        "%(count)d entretiens avec des villes ont été menés.",
        count,
    ) % {"count": count}
    return _("%(told)s Les comptes rendus ne sont jamais publiés.") % {"told": told}


def _guide(guide: InterviewGuide) -> list[blocks.Block]:
    rows = [[item.theme, item.text] for item in guide.questions.all()]
    return [
        blocks.Heading(guide.title),
        blocks.Paragraph(guide.objective, guide.is_illustrative),
        blocks.Table(
            _("Les questions : %(guide)s") % {"guide": guide.title},
            [_("Thème"), _("Question")],
            rows,
            is_illustrative=guide.is_illustrative,
            widths=(1, 3),
        ),
    ]


register(
    Chapter(
        "benchmark_interviews",
        gettext_lazy("Guides d'entretien (L1.3)"),
        13,
        (BENCHMARK,),
        build,
    )
)
