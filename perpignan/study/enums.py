"""Choices of the shared nouns: the stored value is English, the label French."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """Who a member of the portal is: each role is a Group of the same name."""

    LEAD = "lead", _("Pilote de l'étude")
    CONSORTIUM = "consortium", _("Membre du groupement")
    DEPARTMENT = "department", _("Référent d'un service")
    DESK = "desk", _("Agent d'accueil")
    OFFICIAL = "official", _("Élu ou décideur")
    ADMINISTRATOR = "administrator", _("Administrateur")


class Confidence(TextChoices):
    """How far a statement may be relied on; what is to verify is never shown as a fact."""

    SOLID = "solid", _("Source proche du fait")
    PRESS = "press", _("Presse ou partie intéressée")
    TO_VERIFY = "to_verify", _("À vérifier")
    ILLUSTRATIVE = "illustrative", _("Illustratif")


class AxisKind(TextChoices):
    SECTOR = "sector", _("Axe sectoriel")
    CROSS_CUTTING = "cross_cutting", _("Axe transversal")


class AcvAxis(TextChoices):
    """The five national axes of the Action Cœur de Ville programme."""

    HOUSING = "housing", _("1. Habitat")
    ECONOMY = "economy", _("2. Développement économique et commercial")
    MOBILITY = "mobility", _("3. Accessibilité, mobilité, connexions")
    PUBLIC_SPACE = "public_space", _("4. Formes urbaines, espace public et patrimoine")
    SERVICES = "services", _("5. Équipements, services publics, culture et loisirs")


class PartnerKind(TextChoices):
    CITY = "city", _("Ville")
    METROPOLIS = "metropolis", _("Intercommunalité")
    STATE = "state", _("État et agences")
    LOCAL_AUTHORITY = "local_authority", _("Autre collectivité")
    PUBLIC_BANK = "public_bank", _("Banque publique")
    CONSULTANT = "consultant", _("Bureau d'études")
    CHAMBER = "chamber", _("Chambre consulaire")
    UNIVERSITY = "university", _("Enseignement et recherche")
    ASSOCIATION = "association", _("Association")
    COMPANY = "company", _("Entreprise")
    SOCIAL = "social", _("Organisme social")
    EUROPE = "europe", _("Institution européenne")
    NETWORK = "network", _("Réseau de partenaires")


class PartnerRole(TextChoices):
    PROJECT_OWNER = "project_owner", _("Maître d'ouvrage")
    LEAD_CONTRACTOR = "lead_contractor", _("Mandataire du groupement")
    CO_CONTRACTOR = "co_contractor", _("Cotraitant")
    FUNDER = "funder", _("Financeur")
    OPERATOR = "operator", _("Opérateur")
    EXPERT = "expert", _("Expertise")
    RELAY = "relay", _("Relais auprès des publics")


class LeverKind(TextChoices):
    GRANT = "grant", _("Subvention")
    LOAN = "loan", _("Prêt")
    INVESTMENT = "investment", _("Investissement")
    ENGINEERING = "engineering", _("Ingénierie")
    CALL_FOR_PROJECTS = "call_for_projects", _("Appel à projets")
    ALLOCATION = "allocation", _("Dotation")
    FISCAL = "fiscal", _("Fiscalité")
    EUROPE = "europe", _("Fonds européen")
    PRIVATE = "private", _("Financement privé")


class LeverDestination(TextChoices):
    CAPITAL = "capital", _("Investissement")
    OPERATING = "operating", _("Fonctionnement")
    BOTH = "both", _("Investissement et fonctionnement")


class LeverRecurrence(TextChoices):
    ONE_OFF = "one_off", _("Une fois")
    YEARLY = "yearly", _("Chaque année")
    CONTINUOUS = "continuous", _("Au fil de l'eau")


class LeverState(TextChoices):
    """The state of a lever at a date, computed from its dates."""

    NOT_YET_OPEN = "not_yet_open", _("Pas encore ouvert")
    OPEN = "open", _("Ouvert")
    CLOSED = "closed", _("Clos")


class ActionStatus(TextChoices):
    PROPOSED = "proposed", _("Proposée")
    UNDER_STUDY = "under_study", _("À l'étude")
    RETAINED = "retained", _("Retenue")
    UNDER_WAY = "under_way", _("En cours")
    DONE = "done", _("Réalisée")
    DISCARDED = "discarded", _("Écartée")


class Visibility(TextChoices):
    PUBLIC = "public", _("Publique")
    INTERNAL = "internal", _("Interne")


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


class PhaseState(TextChoices):
    PLANNED = "planned", _("Prévue")
    UNDER_WAY = "under_way", _("En cours")
    DELIVERED = "delivered", _("Livrée")


class DeliverableStatus(TextChoices):
    """The cycle of intellectual-services contracts, plus the public version."""

    PLANNED = "planned", _("Prévu")
    DRAFTING = "drafting", _("En rédaction")
    SUBMITTED = "submitted", _("Remis")
    IN_REVIEW = "in_review", _("En vérification")
    POSTPONED = "postponed", _("Ajourné")
    ADMITTED = "admitted", _("Admis")
    REJECTED = "rejected", _("Rejeté")
    PUBLISHED = "published", _("Publié")


#: While it is in one of these states, a deliverable past its date is late.
NOT_YET_SUBMITTED = (DeliverableStatus.PLANNED, DeliverableStatus.DRAFTING)


class NewsStatus(TextChoices):
    DRAFT = "draft", _("Brouillon")
    PUBLISHED = "published", _("Publiée")
    WITHDRAWN = "withdrawn", _("Retirée")
