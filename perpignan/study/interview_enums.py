"""Choices of the interviews: read in the back office only, so in French only.

Those of `enums` are on public pages too, and exist in the three languages.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class InterviewKind(TextChoices):
    """Whose words an interview reports."""

    RESOURCE_PERSON = "resource_person", _("Personne ressource d'une autre ville")
    DEPARTMENT = "department", _("Service")
    ACTOR = "actor", _("Acteur du territoire")


class InterviewMode(TextChoices):
    VIDEO = "video", _("Visioconférence")
    PHONE = "phone", _("Téléphone")
    ON_SITE = "on_site", _("Sur place")


class InterviewStatus(TextChoices):
    PLANNED = "planned", _("Prévu")
    DONE = "done", _("Réalisé")
    REPORTED = "reported", _("Compte rendu rédigé")
    CANCELLED = "cancelled", _("Annulé")


class Consent(TextChoices):
    """What the person allowed for her words."""

    NONE = "none", _("Aucune publication")
    ANONYMOUS = "anonymous", _("Publication anonyme")
    NAMED = "named", _("Publication nominative après relecture")
