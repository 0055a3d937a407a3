"""Say in French what the methods return in codes."""

from django.utils.translation import gettext_lazy

from diagnostic.ranking.problem import RankingError

MESSAGES = {
    "no_criterion": gettext_lazy("Aucun critère : il en faut au moins un."),
    "no_action": gettext_lazy("Aucune action à classer."),
    "duplicate_criterion": gettext_lazy("Deux critères portent le même code."),
    "duplicate_action": gettext_lazy("L'action « %(action)s » figure deux fois."),
    "unknown_criterion": gettext_lazy(
        "Action « %(action)s » : le critère « %(criterion)s » n'est pas défini."
    ),
    "bad_score": gettext_lazy(
        "Action « %(action)s », critère « %(criterion)s » : un nombre, un intervalle "
        "[bas, haut] ou null est attendu."
    ),
    "out_of_scale": gettext_lazy(
        "Action « %(action)s », critère « %(criterion)s » : la note sort de l'échelle."
    ),
    "bad_scale": gettext_lazy(
        "Critère « %(criterion)s » : l'échelle est [minimum, maximum], en nombres croissants."
    ),
    "bad_threshold": gettext_lazy("Critère « %(criterion)s » : les seuils vérifient 0 ≤ q ≤ p."),
    "bad_direction": gettext_lazy("Critère « %(criterion)s » : le sens est « max » ou « min »."),
    "all_missing": gettext_lazy(
        "Critère « %(criterion)s » : aucune action n'a de note. Donnez une note ou une échelle."
    ),
    "bad_weight": gettext_lazy("Les poids sont des nombres positifs ou nuls."),
    "zero_weights": gettext_lazy("Tous les poids sont nuls : au moins un doit compter."),
    "bad_draws": gettext_lazy("Il faut au moins un tirage."),
    "bad_concentration": gettext_lazy("La concentration des poids est un nombre positif."),
    "unknown_method": gettext_lazy("La méthode « %(method)s » n'existe pas."),
    "bad_data": gettext_lazy("Le champ « %(field)s » n'a pas la forme attendue."),
}


def message_of(error: RankingError) -> str:
    """Say in French what keeps a problem from being ranked."""
    template = MESSAGES.get(error.code)
    return str(template) % error.values if template else str(error)
