"""Say in French what the methods return in codes."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy

from consultation.opinion.votes import Notice, OpinionError

OPINION_MESSAGES = {
    "unreadable": gettext_lazy("Fichier illisible, %(name)s : %(reason)s"),
    "empty": gettext_lazy("Le fichier %(name)s est vide."),
    "no_votes_file": gettext_lazy(
        "Le dossier %(name)s ne contient ni votes.csv ni participants-votes.csv."
    ),
    "no_column": gettext_lazy("Il manque à %(name)s : %(columns)s."),
    "bad_encoding": gettext_lazy("%(name)s, ligne %(line)s : le texte n'est pas en UTF-8."),
    "bad_csv": gettext_lazy("%(name)s, ligne %(line)s : ce n'est pas du CSV (%(reason)s)."),
    "bad_line": gettext_lazy(
        "%(name)s, ligne %(line)s : %(found)s cellules au lieu de %(wanted)s."
    ),
    "no_code": gettext_lazy("%(name)s, ligne %(line)s : la colonne « %(column)s » est vide."),
    "long_code": gettext_lazy(
        "%(name)s, ligne %(line)s : la colonne « %(column)s » est bien trop longue."
    ),
    "bad_vote": gettext_lazy(
        "%(name)s, ligne %(line)s : le vote est 1, 0 ou -1, pas « %(vote)s »."
    ),
    "bad_time": gettext_lazy("%(name)s, ligne %(line)s : « %(text)s » n'est pas une date."),
    "bad_moderation": gettext_lazy(
        "%(name)s, ligne %(line)s : la modération est 1, 0 ou -1, pas « %(text)s »."
    ),
    "bad_seed": gettext_lazy("La graine est un entier positif ou nul."),
    "bad_limit": gettext_lazy("Les nombres minimaux et maximaux sont des entiers positifs."),
    "unknown_statements": gettext_lazy(
        "%(count)s propositions votées ne sont pas dans comments.csv (par exemple "
        "« %(example)s ») : leurs votes sont comptés."
    ),
    "turned_over": gettext_lazy(
        "Les totaux de comments.csv montrent que -1 veut dire d'accord : les votes sont retournés."
    ),
}


def opinion_message(said: OpinionError | Notice) -> str:
    """Say in French why votes cannot be read, or what to know about them."""
    return _said(OPINION_MESSAGES, said.code, said.values)


def _said(messages: Mapping[str, Any], code: str, values: Mapping[str, Any]) -> str:
    return str(messages[code]) % values if code in messages else f"{code} {values}"
