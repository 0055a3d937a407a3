"""The last annex of the strategy: the words of the study and what they mean."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from perpignan.reports.blocks import Block, Paragraph, Table
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.kinds import STRATEGY
from perpignan.study.glossary import sorted_terms


def build(scope: Scope) -> Sequence[Block]:
    """Table the words as their page gives them, in the order of a dictionary."""
    return [
        Paragraph(_("Les mots que l'étude emploie, au sens où elle les emploie.")),
        Table(
            _("Les mots de l'étude"),
            [_("Mot"), _("Ce qu'il veut dire ici")],
            [[term.name, term.text] for term in sorted_terms()],
            widths=(1, 3),
        ),
    ]


register(
    Chapter(
        "glossary",
        gettext_lazy("Annexe : glossaire"),
        95,
        (STRATEGY,),
        build,
        "study:glossary",
    )
)
