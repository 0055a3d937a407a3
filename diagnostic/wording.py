"""Say in French what the methods return in codes."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from diagnostic.measures import SpecError
from diagnostic.ranking.problem import RankingError
from diagnostic.ranking.session import TOP, Row, SwapRow
from perpignan.study import wording
from perpignan.tabular import TableError

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
    "too_many_draws": gettext_lazy(
        "C'est trop de tirages pour autant d'actions : %(most)d au plus ici."
    ),
    "bad_concentration": gettext_lazy("La concentration des poids est un nombre positif."),
    "unknown_method": gettext_lazy("La méthode « %(method)s » n'existe pas."),
    "bad_data": gettext_lazy("Le champ « %(field)s » n'a pas la forme attendue."),
}


def message_of(error: RankingError) -> str:
    """Say in French what keeps a problem from being ranked."""
    template = MESSAGES.get(error.code)
    return str(template) % error.values if template else str(error)


def percent(share: float, places: int = 0) -> str:
    """Write a share of one: `94 %`; what is nearly none or nearly all says so."""
    if 0 < share < 0.005:
        return _("moins de 1 %")
    if 0.995 < share < 1:
        return _("plus de 99 %")
    return wording.percent(Decimal(str(100 * share)), places)


def top_sentence(name: str, row: Row, count: int) -> str:
    """Say how often the first action holds its place, in one plain sentence."""
    if count == 1:
        return _("%(action)s est la seule action : il n'y a rien à départager.") % {"action": name}
    if count <= TOP:
        share = percent(row.acceptability[0])
        return _("%(action)s est première dans %(share)s des pondérations.") % {
            "action": name,
            "share": share,
        }
    return _("%(action)s est dans les trois premières dans %(share)s des pondérations.") % {
        "action": name,
        "share": percent(row.top_share),
    }


def rank_sentence(row: Row, count: int) -> str:
    """Say an action's place in one line: `Rang 2 sur 17, dans les 3 premières...`."""
    place = _("Rang %(rank)d sur %(count)d") % {"rank": row.rank, "count": count}
    if count <= TOP:
        return place
    share = percent(row.top_share)
    return _("%(place)s, dans les trois premières dans %(share)s des tirages") % {
        "place": place,
        "share": share,
    }


def swap_sentence(swap: SwapRow, better: str, worse: str, criterion: str) -> str:
    """Say what would put an action before the one it follows."""
    names = {"better": better, "worse": worse, "criterion": criterion}
    if swap.criterion is None:
        said = _("Aucun changement d'un seul poids ne ferait passer %(worse)s devant %(better)s.")
        return said % names
    if abs(swap.needed - swap.weight) < 1e-9:
        return _("%(better)s et %(worse)s sont à égalité.") % names
    places = 0 if abs(swap.needed - swap.weight) >= 0.015 else 1
    said = _(
        "Si le poids de « %(criterion)s » passait de %(before)s à %(after)s, "
        "%(worse)s rejoindrait %(better)s, et passerait devant au-delà."
    )
    shares = {"before": percent(swap.weight, places), "after": percent(swap.needed, places)}
    return said % (names | shares)


def concordance_sentence(value: float | None) -> str:
    """Say how far stakeholders agree, Kendall's W given last for those who know it."""
    if value is None:
        return _("Il faut au moins deux parties prenantes et deux actions pour les comparer.")
    if value >= 0.9:
        said = _("Les parties prenantes classent presque pareil")
    elif value >= 0.7:
        said = _("Les parties prenantes s'accordent dans l'ensemble, avec des écarts")
    elif value >= 0.5:
        said = _("Les parties prenantes s'accordent en partie seulement")
    else:
        said = _("Les parties prenantes ne s'accordent pas")
    shown = wording.grouped(Decimal(str(value)), 2)
    return _("%(said)s (W de Kendall : %(value)s, 1 = accord complet).") % {
        "said": said,
        "value": shown,
    }


TABLE_MESSAGES = {
    "empty": gettext_lazy("Le fichier est vide."),
    "unreadable": gettext_lazy("Ce fichier n'est ni un CSV ni un classeur lisible."),
    "too_large": gettext_lazy("Le fichier est trop gros une fois décompressé."),
    "no_header": gettext_lazy("La ligne %(line)s, celle des titres, est vide ou absente."),
    "duplicate_column": gettext_lazy("La colonne « %(column)s » est là deux fois."),
    "bad_encoding": gettext_lazy("Le fichier n'est pas écrit en %(encoding)s."),
    "bad_csv": gettext_lazy("La ligne %(line)s n'est pas du CSV : %(reason)s."),
    "no_sheet": gettext_lazy("La feuille « %(sheet)s » n'est pas dans ce classeur."),
}
CELL_MESSAGES = {
    "no_code": gettext_lazy("le territoire n'est pas donné"),
    "bad_number": gettext_lazy("« %(text)s » n'est pas un nombre"),
    "too_large": gettext_lazy("« %(text)s » est trop grand"),
    "bad_year": gettext_lazy("« %(text)s » n'est pas une année entre 1900 et 2100"),
    "unknown_perimeter": gettext_lazy("le territoire « %(text)s » n'est pas connu du portail"),
    "contradiction": gettext_lazy(
        "plusieurs valeurs pour le même territoire et la même année, dès la ligne citée : %(text)s"
    ),
}
SHOWN_TITLES = 12


def table_message(error: TableError) -> str:
    """Say in French why a file cannot be read as a table."""
    return str(TABLE_MESSAGES.get(error.code, TABLE_MESSAGES["unreadable"])) % error.values


def spec_message(error: SpecError) -> str:
    """Say in French what a file lacks for its mapping, and what it has."""
    words = {name: _titles(titles) for name, titles in error.values.items()}
    if error.code == "no_year_column":
        told = _("Aucun titre de colonne ne commence par une année. Titres lus : %(found)s.")
        return told % words
    told = _("Il manque à ce fichier : %(missing)s. Titres lus : %(found)s.")
    return told % words


def _titles(titles: list[str]) -> str:
    shown = ", ".join(f"« {title[:60]} »" for title in titles[:SHOWN_TITLES]).replace("\0", "")
    return f"{shown}…" if len(titles) > SHOWN_TITLES else shown


def cell_message(code: str, text: str) -> str:
    """Say in French why a cell of an imported file is refused."""
    return str(CELL_MESSAGES[code]) % {"text": text}
