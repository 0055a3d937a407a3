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


class FundingOrigin(TextChoices):
    """Whose money it is: the law of co-financing counts public money only."""

    OWN = "own", _("Part propre du maître d'ouvrage")
    PUBLIC = "public", _("Public")
    EUROPEAN = "european", _("Européen")
    PRIVATE = "private", _("Privé")


class OwnerThreshold(TextChoices):
    """The least share of public money that the owner brings (CGCT, L. 1111-10 III)."""

    USUAL = "20", _("20 %")
    LEAD_FIELD = "30", _("30 % (domaine à chef de file)")
    DEROGATION = "derogation", _("Dérogation")


class DerogationGround(TextChoices):
    """The cases in which the law lets the owner bring less."""

    URBAN_RENEWAL = "anru", _("Opération de l'ANRU (loi n° 2003-710, article 9)")
    PROTECTED_MONUMENT = "monument", _("Monument protégé (décision du préfet)")
    CALAMITY = "calamity", _("Calamité publique (décision du préfet)")


class Participation(TextChoices):
    """How far the public takes part, from being told to deciding together."""

    INFORMATION = "information", _("Information")
    CONSULTATION = "consultation", _("Consultation")
    CONCERTATION = "concertation", _("Concertation")
    CO_CONSTRUCTION = "co_construction", _("Co-construction")


class ContributionKind(TextChoices):
    """What a partner brings."""

    MONEY = "money", _("En argent")
    IN_KIND = "in_kind", _("En nature")


class Direction(TextChoices):
    """Which way an indicator must move."""

    UP = "up", _("Doit monter")
    DOWN = "down", _("Doit baisser")


class IndicatorState(TextChoices):
    """Where an indicator stands, computed from its last measure."""

    UNMEASURED = "unmeasured", _("Pas encore mesuré")
    WITHOUT_TARGET = "without_target", _("Sans cible")
    NO_PROGRESS = "no_progress", _("Sans progrès")
    ON_THE_WAY = "on_the_way", _("En progrès")
    REACHED = "reached", _("Cible atteinte")


class SolutionStatus(TextChoices):
    """What became of a candidate; each state but the first has a public reason."""

    CANDIDATE = "candidate", _("Candidate")
    RETAINED = "retained", _("Retenue")
    DISCARDED = "discarded", _("Écartée")
    MERGED = "merged", _("Fusionnée")
    SPLIT = "split", _("Scindée")


#: What has become something else is history: nothing is decided of it any more.
CLOSED_STATUSES = frozenset({SolutionStatus.MERGED, SolutionStatus.SPLIT})


class Side(TextChoices):
    """Which way an argument pulls."""

    FOR = "for", _("Pour")
    AGAINST = "against", _("Contre")


class ScenarioStatus(TextChoices):
    """Where the computation of a scenario stands; the row is the truth."""

    DRAFT = "draft", _("À calculer")
    QUEUED = "queued", _("En attente")
    RUNNING = "running", _("En calcul")
    DONE = "done", _("Calculé")
    FAILED = "failed", _("Échoué")
    CANCELLED = "withdrawn", _("Annulé")


#: A scenario that waits or is under way is not changed; one computed is frozen.
PENDING_SCENARIOS = (ScenarioStatus.QUEUED, ScenarioStatus.RUNNING)
OPEN_SCENARIOS = (ScenarioStatus.DRAFT, ScenarioStatus.FAILED, ScenarioStatus.CANCELLED)


class SolverStatus(TextChoices):
    """How far the answer of the solver can be relied on."""

    OPTIMAL = "optimal", _("Optimal")
    FEASIBLE = "feasible", _("Admissible")
    INFEASIBLE = "infeasible", _("Impossible")
    UNKNOWN = "unknown", _("Rien trouvé dans le temps donné")
    CANCELLED = "cancelled", _("Arrêté")


class SolverStage(TextChoices):
    """What a computation is doing; the keys are those that the portfolio tells."""

    SELECT = "select", _("Choix des actions et de leur argent")
    SCHEDULE = "schedule", _("Placement des actions dans les années")
    JOINT = "joint", _("Choix et calendrier ensemble")
    EXPLAIN = "explain", _("Prix de chaque action laissée de côté")
    FRONT = "front", _("Valeur selon l'argent propre")


class ValueBasis(TextChoices):
    """What an action is worth in a scenario: the scores of its sheet, or a published ranking."""

    IMPACT = "impact", _("Effet attendu (1 à 5)")
    IMPACT_AND_EASE = "impact_and_ease", _("Effet, et facilité : effet × (6 - effort)")
    RANKING = "ranking", _("Classement publié (score sur 100)")


class PairKind(TextChoices):
    """What two actions are to each other in a scenario."""

    SYNERGY = "synergy", _("Valent plus, ou moins, ensemble")
    EXCLUSION = "exclusion", _("S'excluent")


class Imposition(TextChoices):
    """What a scenario says of an action before it chooses."""

    FREE = "free", _("Au choix")
    IMPOSED = "imposed", _("Imposée")
    FORBIDDEN = "forbidden", _("Interdite")


class GrantScale(TextChoices):
    """Who received a past grant."""

    TOWN = "commune", _("Commune")
    GROUPING = "epci", _("Intercommunalité")
    DEPARTMENT = "department", _("Département")


class StrategyState(TextChoices):
    """Where the global strategy stands; once adopted, it is reopened before it changes."""

    DRAFT = "draft", _("En rédaction")
    PROPOSED = "proposed", _("Proposée au conseil")
    ADOPTED = "adopted", _("Adoptée")
