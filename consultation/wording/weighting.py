"""Say in French why answers cannot be weighed."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy

WEIGHTING_MESSAGES = {
    "no_margin": gettext_lazy(
        "Aucune population de référence n'est importée pour les questions posées."
    ),
    "no_respondent": gettext_lazy(
        "Aucune personne n'a répondu à toutes les questions que le recensement connaît."
    ),
    "empty_cell": gettext_lazy(
        "Personne n'a répondu dans la catégorie « %(category)s » (%(margin)s), où vivent des "
        "habitants : aucun poids ne peut parler pour eux."
    ),
    "small_cell": gettext_lazy(
        "Moins de %(least)s personnes ont répondu dans la catégorie « %(category)s » "
        "(%(margin)s) : leur poids parlerait d'elles plus que des habitants."
    ),
    "unknown_population": gettext_lazy(
        "Des personnes ont répondu dans la catégorie « %(category)s » (%(margin)s), où le "
        "recensement ne compte personne."
    ),
    "unknown_category": gettext_lazy(
        "La catégorie « %(category)s » (%(margin)s) manque à la population de référence."
    ),
    "bad_share": gettext_lazy("La population de référence de « %(margin)s » est vide."),
    "no_convergence": gettext_lazy(
        "Le calcul ne trouve pas de poids qui rendent toutes les marges ensemble."
    ),
}


def refusal_message(refusal: Mapping[str, Any], labels: Mapping[tuple[str, str], str]) -> str:
    """Say why, naming questions and categories by `labels`: (question, category) -> words.

    A question alone is named under (question, ""). The exact number of people is not told: it
    is small.
    """
    values = dict(refusal["values"])
    margin, category = str(values.get("margin", "")), str(values.get("category", ""))
    values["margin"] = labels.get((margin, ""), margin)
    values["category"] = labels.get((margin, category), category)
    message = WEIGHTING_MESSAGES.get(refusal["code"])
    return str(message) % values if message is not None else str(refusal["code"])
