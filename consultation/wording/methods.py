"""Say in French what the methods return in codes."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy

if TYPE_CHECKING:  # the methods load scipy, which a process that serves pages never needs
    from consultation.budget import election as budget
    from consultation.opinion.votes import Notice, OpinionError

OPINION_MESSAGES = {
    "absent": gettext_lazy("Le fichier %(name)s n'existe pas."),
    "bad_gzip": gettext_lazy("Le fichier %(name)s n'est pas un fichier compressé entier."),
    "twice": gettext_lazy("La colonne « %(column)s » est deux fois dans %(name)s."),
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
BUDGET_MESSAGES = {
    "bad_encoding": gettext_lazy("Ligne %(line)s : le texte n'est pas en UTF-8."),
    "bad_csv": gettext_lazy("Ligne %(line)s : la ligne ne peut être lue (%(reason)s)."),
    "no_section": gettext_lazy("Il manque la section %(section)s, ou ses titres."),
    "no_column": gettext_lazy("Il manque à la section %(section)s : %(columns)s."),
    "no_key": gettext_lazy("Il manque à la section META : %(key)s."),
    "bad_number": gettext_lazy(
        "Ligne %(line)s, colonne « %(column)s » : « %(text)s » n'est pas un nombre."
    ),
    "negative": gettext_lazy("Ligne %(line)s, colonne « %(column)s » : %(text)s est négatif."),
    "bad_vote_type": gettext_lazy("Le type de vote « %(found)s » n'est pas connu."),
    "no_code": gettext_lazy("Ligne %(line)s : le projet n'a pas d'identifiant."),
    "long_code": gettext_lazy("Ligne %(line)s : l'identifiant est bien trop long."),
    "duplicate_project": gettext_lazy("Ligne %(line)s : le projet « %(project)s » est déjà là."),
    "unknown_project": gettext_lazy(
        "Ligne %(line)s : le projet « %(project)s » n'est pas dans la liste."
    ),
    "bad_line": gettext_lazy("Ligne %(line)s : %(found)s cellules au lieu de %(wanted)s."),
    "bad_points": gettext_lazy("Ligne %(line)s : %(found)s notes pour %(wanted)s projets."),
    "unknown_rule": gettext_lazy("La règle « %(rule)s » n'existe pas."),
    "unknown_district": gettext_lazy(
        "Le projet « %(project)s » est du quartier « %(district)s », qui n'a pas de budget."
    ),
    "repeated_projects": gettext_lazy(
        "%(count)s bulletins nomment deux fois un projet : il y compte une fois."
    ),
    "repeated_voters": gettext_lazy(
        "%(count)s bulletins portent un numéro déjà vu : ils comptent."
    ),
    "num_votes": gettext_lazy("Le fichier annonce %(told)s bulletins et en contient %(found)s."),
    "recount": gettext_lazy(
        "Colonne « %(column)s » : %(count)s totaux diffèrent du recomptage (par exemple "
        "« %(example)s »). Le recomptage fait foi."
    ),
}


def opinion_message(said: "OpinionError | Notice") -> str:
    """Say in French why votes cannot be read, or what to know about them."""
    return _said(OPINION_MESSAGES, said.code, said.values)


def budget_message(said: "budget.BudgetError | budget.Notice") -> str:
    """Say in French why ballots cannot be counted, or what to know about them."""
    return _said(BUDGET_MESSAGES, said.code, said.values)


def _said(messages: Mapping[str, Any], code: str, values: Mapping[str, Any]) -> str:
    return str(messages[code]) % values if code in messages else f"{code} {values}"
