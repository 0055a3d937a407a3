"""L1.2: the published sheets one by one, as their public pages tell them."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from benchmark import queries
from benchmark.models import Initiative
from perpignan.reports import blocks
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.kinds import BENCHMARK
from perpignan.study.localisation import localised_text
from perpignan.study.wording import euros


def build(scope: Scope) -> Sequence[blocks.Block]:
    """Tell each published sheet, city by city; what is to be checked is not told as a fact."""
    initiatives = list(queries.published_initiatives())
    if not initiatives:
        return [blocks.Paragraph(_("Aucune initiative n'est encore publiée."))]
    found = [block for initiative in initiatives for block in _sheet(initiative)]
    sources = (source for initiative in initiatives for source in initiative.sources.all())
    return [*found, blocks.cite(sources)]


def _sheet(initiative: Initiative) -> list[blocks.Block]:
    year = f", {initiative.year}" if initiative.year else ""
    title = f"{initiative.city} : {initiative}{year}"
    rows = [(label, text) for label, text in _lines(initiative) if text]
    return [
        blocks.Heading(title),
        blocks.Table(
            _("Fiche %(name)s") % {"name": initiative},
            [_("Rubrique"), _("Contenu")],
            [list(row) for row in rows],
            is_illustrative=initiative.is_illustrative,
            widths=(1, 4),
            page=initiative.get_absolute_url(),
        ),
    ]


def _lines(initiative: Initiative) -> list[tuple[str, str]]:
    priorities = [localised_text(item, "name").text for item in initiative.priorities.all()]
    lines = [
        (_("Priorités"), " ; ".join(priorities)),
        (_("Ce qui a été fait"), initiative.description),
        (_("Gouvernance"), initiative.governance),
        (_("Partenaires"), initiative.partners),
    ]
    if initiative.is_to_verify:
        lines.append((_("Coût et résultats"), _("À vérifier : rien n'en est dit ici.")))
    else:
        lines += [
            (_("Coût"), _cost(initiative)),
            (_("Résultats"), initiative.result),
            (_("Limites"), initiative.limits),
        ]
    return [
        *lines,
        (_("Conditions de transposition"), initiative.transfer_conditions),
        (_("Lecture de l'étude, pour Perpignan"), initiative.lesson),
    ]


def _cost(initiative: Initiative) -> str:
    if initiative.cost_amount is None:
        return initiative.cost
    amount = f"{euros(initiative.cost_amount)} ({initiative.get_cost_basis_display()})"
    return f"{initiative.cost} {amount}".strip()


register(
    Chapter(
        "benchmark_sheets",
        gettext_lazy("Fiches benchmark (L1.2)"),
        12,
        (BENCHMARK,),
        build,
        "benchmark:index",
    )
)
