"""L1.1: what each sheet is asked, and how the cities were chosen and compared."""

from collections.abc import Sequence

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from benchmark import charts, queries
from benchmark.queries import Likeness
from perpignan.reports import blocks
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.kinds import BENCHMARK

MOST_CITIES = 15


def build(scope: Scope) -> Sequence[blocks.Block]:
    """Give the questions of the grid, then the cities with their likeness to Perpignan."""
    found: list[blocks.Block] = [_grid()]
    likeness = queries.cities_like_home(AnonymousUser())
    if likeness.cities:
        found += [
            blocks.Heading(_("Les villes comparées")),
            charts.nearest_cities(likeness).as_block(),
            _criteria(likeness),
            blocks.Paragraph(
                _(
                    "La ressemblance se calcule sur les chiffres que le portail tient ; une "
                    "population ou une superficie à vérifier pèse, et le dit."
                )
            ),
        ]
    return found


def _grid() -> blocks.Table:
    rows = [
        (_("Ce qui a été fait"), _("Le besoin, la réponse, l'année, les publics.")),
        (_("Gouvernance"), _("Qui décide, qui anime, avec quels moyens humains.")),
        (_("Partenaires"), _("Qui a compté, sous quelle forme.")),
        (_("Coût"), _("Un montant seulement s'il est établi, avec sa base, HT ou TTC.")),
        (_("Résultats"), _("Ce qui a été mesuré, par qui, quand.")),
        (_("Limites"), _("Ce qui n'a pas marché, ce qui reste à prouver.")),
        (_("Conditions de transposition"), _("Ce qu'il faudrait ici pour faire de même.")),
        (
            _("Enseignement"),
            _("Ce que l'étude en retient pour Perpignan : une lecture, pas un fait."),
        ),
    ]
    return blocks.Table(
        _("La grille : ce que chaque fiche doit dire"),
        [_("Rubrique"), _("Question posée")],
        [list(row) for row in rows],
        widths=(2, 5),
    )


def _criteria(likeness: Likeness) -> blocks.Table:
    rows = [
        [
            item.city.name,
            str(item.city.get_country_display()),
            str(item.distance).replace(".", ","),
            str(item.shared_criteria),
            _("à vérifier") if item.is_to_verify else _("sourcé"),
        ]
        for item in likeness.cities[:MOST_CITIES]
    ]
    return blocks.Table(
        _("Les villes, de la plus proche à la plus éloignée"),
        [_("Ville"), _("Pays"), _("Distance"), _("Critères communs"), _("Chiffres")],
        rows,
        numeric=(2, 3),
        widths=(4, 3, 2, 2, 2),
    )


register(
    Chapter(
        "benchmark_grid",
        gettext_lazy("Grille d'analyse et choix des villes (L1.1)"),
        11,
        (BENCHMARK,),
        build,
        "benchmark:index",
    )
)
