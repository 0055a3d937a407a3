"""The benchmark as open data: its published sheets."""

from django.utils.translation import gettext_lazy as _

from benchmark.models import Initiative
from benchmark.queries import published_initiatives
from perpignan.study.open_data import (
    Address,
    Column,
    Dataset,
    address_column,
    illustrative_column,
    register,
)


def _known(sheet: Initiative, text: str) -> str:
    """Leave out what is still to verify, as its page does."""
    return "" if sheet.is_to_verify else text


register(
    Dataset(
        "initiatives",
        _("Exemples d'autres villes"),
        _("Les initiatives lues par l'étude : où, quand, ce qui a été fait, ce qu'on en retient."),
        10,
        (
            Column("code", _("Code de la fiche, celui de son adresse"), lambda s: s.code),
            Column("name", _("Nom de l'initiative"), lambda s: s.name),
            Column("city", _("Ville"), lambda s: s.city.name),
            Column("country", _("Pays, en deux lettres"), lambda s: s.city.country),
            Column("year", _("Année de lancement"), lambda s: s.year),
            Column(
                "priorities",
                _("Codes des priorités de l'étude, séparés par des espaces"),
                lambda s: " ".join(item.code for item in s.priorities.all()),
            ),
            Column("description", _("Ce qui a été fait"), lambda s: s.description),
            Column("cost", _("Coût, en clair"), lambda s: _known(s, s.cost)),
            Column("result", _("Résultats"), lambda s: _known(s, s.result)),
            Column("lesson", _("Lecture de l'étude pour Perpignan"), lambda s: s.lesson),
            Column(
                "sources",
                _("Adresses des sources, séparées par des espaces"),
                lambda s: " ".join(source.url for source in s.sources.all() if source.url),
            ),
            address_column(_("Adresse de la fiche")),
            illustrative_column(),
        ),
        published_initiatives,
        Initiative,
        lambda: [Address(_("interface de programmation"), "/api/v1/initiatives/")],
    )
)
