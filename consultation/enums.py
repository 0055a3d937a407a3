"""Choices of the consultation: the stored value is English, the label French."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ConsultationStatus(TextChoices):
    DRAFT = "draft", _("Brouillon")
    ANNOUNCED = "announced", _("Annoncée")
    OPEN = "open", _("Ouverte")
    CLOSED = "closed", _("Close")
    RESULTS_PUBLISHED = "results_published", _("Résultats publiés")
    FOLLOW_UP_PUBLISHED = "follow_up_published", _("Suites publiées")


class QuestionType(TextChoices):
    SINGLE = "single", _("Un seul choix")
    MULTI = "multi", _("Plusieurs choix")
    SCALE = "scale", _("Échelle")
    RANK = "rank", _("Classement")
    POINTS = "points", _("Points à répartir")
    TEXT = "text", _("Texte libre")
    MAP_POINT = "map_point", _("Lieu")


#: Types whose answers name options of the question.
CHOICE_TYPES = frozenset(
    {
        QuestionType.SINGLE,
        QuestionType.MULTI,
        QuestionType.SCALE,
        QuestionType.RANK,
        QuestionType.POINTS,
    }
)


class Channel(TextChoices):
    """By which way an answer came; the totals of all channels add up."""

    WEB = "web", _("En ligne")
    PAPER = "paper", _("Sur papier")
    ASSISTED = "assisted", _("Avec un agent")
    WORKSHOP = "workshop", _("En atelier")


class RevisionKind(TextChoices):
    SUBMITTED = "submitted", _("Envoi")
    CORRECTED = "corrected", _("Correction")
    WITHDRAWN = "withdrawn", _("Retrait")


class Moderation(TextChoices):
    """When the team reads what citizens write for all to read."""

    BEFORE = "before", _("Avant la publication")
    AFTER = "after", _("Après la publication")


class SpokenStatus(TextChoices):
    """Where a contribution or a comment stands."""

    PENDING = "pending", _("En attente de relecture")
    PUBLISHED = "published", _("Publiée")
    REFUSED = "refused", _("Refusée")
    MERGED = "merged", _("Réunie avec une autre")
    SPLIT = "split", _("Partagée en plusieurs")
    WITHDRAWN = "withdrawn", _("Retirée par son auteur")


class ContributionAnswer(TextChoices):
    """What the City does with an idea."""

    RETAINED = "retained", _("Retenue")
    PARTLY_RETAINED = "partly_retained", _("Retenue en partie")
    ALREADY_PLANNED = "already_planned", _("Déjà prévue")
    TO_STUDY = "to_study", _("À étudier")
    NOT_RETAINED = "not_retained", _("Non retenue")


class ModerationVerb(TextChoices):
    SUBMITTED = "submitted", _("Reçue")
    IMPORTED = "imported", _("Importée")
    SUPPORT_WITHDRAWN = "support_withdrawn", _("Soutien retiré")
    PUBLISHED = "published", _("Publiée")
    REFUSED = "refused", _("Refusée")
    ANSWERED = "answered", _("Répondue")
    MERGED = "merged", _("Réunie")
    SPLIT = "split", _("Partagée")
    WITHDRAWN = "withdrawn", _("Retirée par son auteur")
