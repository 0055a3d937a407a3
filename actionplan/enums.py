from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class VatBasis(TextChoices):
    """Whether amounts include value-added tax: stored, never guessed."""

    EXCLUDED = "HT", _("Hors taxes (HT)")
    INCLUDED = "TTC", _("Toutes taxes comprises (TTC)")


class CostKind(TextChoices):
    """Which budget a cost falls in: the law treats the two apart."""

    CAPITAL = "capital", _("Investissement")
    OPERATING = "operating", _("Fonctionnement")


class CostNature(TextChoices):
    """What is paid for; the refund of VAT depends on it."""

    STUDY = "study", _("Études")
    EQUIPMENT = "equipment", _("Équipement")
    SOFTWARE = "software", _("Logiciel acquis")
    WORKS = "works", _("Travaux")
    CLOUD = "cloud", _("Hébergement infonuagique")
    SUBSCRIPTION = "subscription", _("Abonnement")
    SERVICE = "service", _("Prestation")
    STAFF = "staff", _("Personnel")
    TRAINING = "training", _("Formation")
    COMMUNICATION = "communication", _("Communication")
    MAINTENANCE = "maintenance", _("Maintenance")
    OTHER = "other", _("Autre")


class Involvement(TextChoices):
    """What a partner does in an action."""

    RESPONSIBLE = "responsible", _("Réalise")
    ACCOUNTABLE = "accountable", _("Répond du résultat")
    CONTRIBUTOR = "contributor", _("Contribue")
    CONSULTED = "consulted", _("Consulté")
    INFORMED = "informed", _("Informé")


class RequestState(TextChoices):
    """Where a lever stands for an action; only granted and paid are firm."""

    CONSIDERED = "considered", _("Pressenti")
    REQUESTED = "requested", _("Demandé")
    GRANTED = "granted", _("Accordé")
    REFUSED = "refused", _("Refusé")
    PAID = "paid", _("Versé")


#: States that say the money is there.
FIRM_STATES = frozenset({RequestState.GRANTED, RequestState.PAID})
