"""Choices of the governance: the stored value is English, the label French."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BodyKind(TextChoices):
    STEERING = "steering", _("Comité de pilotage")
    TECHNICAL = "technical", _("Comité technique")
    PROJECT_TEAM = "project_team", _("Équipe projet")
    CONTACTS = "contacts", _("Référents des services")
    WORKSHOP = "workshop", _("Atelier")


class MeetingStatus(TextChoices):
    PLANNED = "planned", _("Prévue")
    HELD = "held", _("Tenue")
    CANCELLED = "cancelled", _("Annulée")


class MinutesState(TextChoices):
    DRAFT = "draft", _("En rédaction")
    IN_REVIEW = "in_review", _("En relecture")
    APPROVED = "approved", _("Approuvé")


class DecisionState(TextChoices):
    TO_TAKE = "to_take", _("À prendre")
    TAKEN = "taken", _("Prise")
    CARRIED_OUT = "carried_out", _("Exécutée")
    DROPPED = "dropped", _("Abandonnée")


class TaskState(TextChoices):
    OPEN = "open", _("À faire")
    DONE = "done", _("Faite")
    DROPPED = "dropped", _("Abandonnée")


class RequestKind(TextChoices):
    DOCUMENT = "document", _("Document")
    DATA = "data", _("Jeu de données")


class RequestState(TextChoices):
    """Where a request stands at a date, computed from its dates."""

    WAITING = "waiting", _("Attendu")
    LATE = "late", _("En retard")
    RECEIVED = "received", _("Reçu")
    DROPPED = "dropped", _("Abandonné")


class RiskState(TextChoices):
    OPEN = "open", _("Suivi")
    OCCURRED = "occurred", _("Survenu")
    CLOSED = "closed", _("Clos")


class MilestoneKind(TextChoices):
    """What a date of the study is; the stored value stands in addresses."""

    DELIVERABLE = "livrable", _("Livrable")
    MEETING = "reunion", _("Réunion")


class DiaryKind(TextChoices):
    WORKSHOP = "workshop", _("Atelier")
    DROP_IN = "drop_in", _("Permanence")
    VISIT = "visit", _("Visite de terrain")


class Rhythm(TextChoices):
    DAILY = "daily", _("Chaque jour, s'il y a du nouveau")
    WEEKLY = "weekly", _("Chaque lundi, s'il y a du nouveau")
    NEVER = "never", _("Jamais")


class DigestState(TextChoices):
    """Where the summary of a day stands; one cut short stays as it is, never sent twice."""

    SENDING = "sending", _("En cours d'envoi")
    SENT = "sent", _("Envoyé")
    FAILED = "failed", _("Échec")
