"""Published contributions as open data: one column, one meaning, told beside the data."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import tablib
from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Column(NamedTuple):
    """A column of the open data: its name, what it means, how it is read."""

    name: str
    meaning: str | Promise
    read: Callable[[Any], Any]


def _day(moment: Any) -> str:
    return timezone.localdate(moment).isoformat() if moment else ""


def _actions(contribution: Any) -> str:
    return " ".join(link.action.code for link in contribution.shown_links)


COLUMNS = (
    Column("id", _("Numéro de la contribution, celui de son adresse"), lambda c: c.pk),
    Column("consultation", _("Adresse courte de la consultation"), lambda c: c.consultation.slug),
    Column("title", _("Titre donné par l'auteur"), lambda c: c.title),
    Column("text", _("Texte de l'auteur"), lambda c: c.text),
    Column("language", _("Langue du texte : fr, ca, en ou autre"), lambda c: c.language),
    Column("theme", _("Code du thème"), lambda c: c.theme.code if c.theme else ""),
    Column("theme_name", _("Nom du thème"), lambda c: c.theme.name if c.theme else ""),
    Column(
        "priority",
        _("Code de la priorité de l'étude à laquelle le thème se rattache"),
        lambda c: c.theme.priority.code if c.theme and c.theme.priority else "",
    ),
    Column("zone", _("Code du secteur"), lambda c: c.zone.code if c.zone else ""),
    Column("place", _("Lieu, en mots"), lambda c: c.place),
    Column("latitude", _("Latitude (WGS 84), vide sans point"), lambda c: c.latitude),
    Column("longitude", _("Longitude (WGS 84), vide sans point"), lambda c: c.longitude),
    Column("submitted_on", _("Jour de l'envoi"), lambda c: _day(c.submitted_at)),
    Column("channel", _("Canal : web, paper, assisted, workshop"), lambda c: c.channel),
    Column(
        "supports",
        _("Nombre de soutiens, un par personne, avec ceux d'une plateforme d'origine"),
        lambda c: c.support_count,
    ),
    Column("comments", _("Nombre de commentaires publiés"), lambda c: c.comment_count),
    Column(
        "answer",
        _(
            "Réponse de la Ville : retained (retenue), partly_retained (retenue en partie), "
            "already_planned (déjà prévue), to_study (à étudier), not_retained (non retenue), "
            "vide sans réponse"
        ),
        lambda c: c.answer,
    ),
    Column("answer_reason", _("Motif de la réponse"), lambda c: c.answer_reason),
    Column("answered_on", _("Jour de la réponse"), lambda c: _day(c.answered_at)),
    Column("actions", _("Codes des actions où l'idée se retrouve"), _actions),
    Column("url", _("Adresse de la page"), lambda c: settings.SITE_URL + c.get_absolute_url()),
    Column(
        "is_illustrative",
        _("1 pour un exemple inventé de la démonstration, sinon 0"),
        lambda c: int(c.is_illustrative),
    ),
)


def contribution_table(contributions: Iterable[Any]) -> tablib.Dataset:
    """Put contributions in a table; they come with their actions and their numbers."""
    table = tablib.Dataset(headers=[column.name for column in COLUMNS])
    for contribution in contributions:
        table.append([column.read(contribution) for column in COLUMNS])
    return table
