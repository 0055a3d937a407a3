from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Direction(TextChoices):
    """Which way an indicator should move for the heart of town to do better."""

    UP = "up", _("Une hausse est souhaitée")
    DOWN = "down", _("Une baisse est souhaitée")
    NEUTRAL = "neutral", _("Ni hausse ni baisse souhaitée")


class Framework(TextChoices):
    """The frameworks whose codes an indicator may bear."""

    ISO_37120 = "iso_37120", "ISO 37120"
    ISO_37122 = "iso_37122", "ISO 37122"
    U4SSC = "u4ssc", "U4SSC"
    CITYKEYS = "citykeys", "CITYkeys"


class PerimeterKind(TextChoices):
    """How large a territory a value speaks of."""

    HEART_OF_TOWN = "heart_of_town", _("Centre-ville")
    COMMUNE = "commune", _("Commune")
    URBAN_UNIT = "urban_unit", _("Unité urbaine")
    INTERCOMMUNAL = "intercommunal", _("Intercommunalité")
    NEIGHBOURHOOD = "neighbourhood", _("Quartier, QPV ou IRIS")
    WIDER = "wider", _("Département, région ou pays")


class CriterionDirection(TextChoices):
    """Whether a high score speaks for an action or against it."""

    MAX = "max", _("Plus la note est haute, mieux c'est")
    MIN = "min", _("Plus la note est basse, mieux c'est")


class CriterionFamily(TextChoices):
    """Which axis of the effort/impact chart a criterion feeds."""

    IMPACT = "impact", _("Impact")
    EFFORT = "effort", _("Effort")
    OTHER = "other", _("Ni l'un ni l'autre")


class SessionStatus(TextChoices):
    OPEN = "open", _("En préparation")
    FROZEN = "frozen", _("Figée")


class WeightModel(TextChoices):
    """How uncertain the weights are taken to be."""

    CENTRED = "centred", _("Autour des poids convenus")
    ORDERED = "ordered", _("Seul l'ordre des critères est convenu")
    UNIFORM = "uniform", _("Rien n'est convenu")


class ActionCategory(TextChoices):
    """What is proposed for an action once it is ranked."""

    QUICK_WIN = "quick_win", _("Action rapide")
    STRUCTURING = "structuring", _("Action structurante")
    TO_EXAMINE = "to_examine", _("À instruire")
    DISCARDED = "discarded", _("Écartée")


class MaturityLevelValue(IntegerChoices):
    """The five steps of the scale, from what happens by chance to what is kept improving."""

    AD_HOC = 1, _("Ponctuel")
    OPPORTUNISTIC = 2, _("Opportuniste")
    REPEATABLE = 3, _("Structuré")
    OPERATIONAL = 4, _("Généralisé")
    OPTIMISED = 5, _("Amélioré en continu")


class AssetKind(TextChoices):
    """What the inventory counts."""

    TOOL = "tool", _("Outil")
    SERVICE = "service", _("Service")
    DATA = "data", _("Données")
    INFRASTRUCTURE = "infrastructure", _("Infrastructure")

    @property
    def plural(self) -> str:
        return str(ASSET_PLURALS[self])


#: The titles under which the inventory is laid out.
ASSET_PLURALS = {
    AssetKind.TOOL: _("Outils"),
    AssetKind.SERVICE: _("Services"),
    AssetKind.DATA: _("Données"),
    AssetKind.INFRASTRUCTURE: _("Infrastructures"),
}


class AssetState(TextChoices):
    IN_SERVICE = "in_service", _("En service")
    TO_VERIFY = "to_verify", _("État à vérifier")
    STOPPED = "stopped", _("Arrêté")
    PLANNED = "planned", _("Prévu")


class CostBasis(TextChoices):
    EXCLUDING = "excluding", _("HT")
    INCLUDING = "including", _("TTC")
    UNKNOWN = "unknown", _("base non précisée")


class Origin(TextChoices):
    """Where an expectation was heard or read."""

    INTERVIEW = "interview", _("Entretien")
    CONSULTATION = "consultation", _("Consultation")
    DOCUMENT = "document", _("Document")
    WORKSHOP = "workshop", _("Atelier")


class Weight(TextChoices):
    LOW = "low", _("Faible")
    MEDIUM = "medium", _("Moyen")
    HIGH = "high", _("Fort")


class Box(TextChoices):
    """The four boxes of an AFOM: two speak of the heart of town, two of what surrounds it."""

    STRENGTH = "strength", _("Atout")
    WEAKNESS = "weakness", _("Faiblesse")
    OPPORTUNITY = "opportunity", _("Opportunité")
    THREAT = "threat", _("Menace")

    @property
    def plural(self) -> str:
        return str(BOX_PLURALS[self])


#: The boxes' titles in the matrix.
BOX_PLURALS = {
    Box.STRENGTH: _("Atouts"),
    Box.WEAKNESS: _("Faiblesses"),
    Box.OPPORTUNITY: _("Opportunités"),
    Box.THREAT: _("Menaces"),
}


class FindingStatus(TextChoices):
    """What has become of a finding; a merged or split one stays readable."""

    ACTIVE = "active", _("En vigueur")
    MERGED = "merged", _("Fusionné")
    SPLIT = "split", _("Scindé")


class TableShape(TextChoices):
    """How the years of a file are laid out."""

    ROWS = "rows", _("Une ligne par territoire (et par année)")
    YEARS = "years", _("Une colonne par année")


class NewPerimeters(TextChoices):
    """What to do with a territory that the portal does not know."""

    REFUSE = "refuse", _("Le compter comme une erreur")
    COMPARE = "compare", _("Le créer, pour comparer")
    HOME = "home", _("Le créer dans le territoire de l'étude")


class ImportStatus(TextChoices):
    """Where an import stands: the first run only checks, the second one writes."""

    UPLOADED = "uploaded", _("Correspondance à choisir")
    QUEUED = "queued", _("En attente")
    RUNNING = "running", _("En cours")
    PREVIEW = "preview", _("À confirmer")
    DONE = "done", _("Terminé")
    FAILED = "failed", _("Échoué")
    DISCARDED = "discarded", _("Abandonné")
