from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Direction(TextChoices):
    """Which way an indicator should move for the heart of town to do better."""

    UP = "up", _("Une hausse est souhaitée")
    DOWN = "down", _("Une baisse est souhaitée")
    NEUTRAL = "neutral", _("Ni hausse ni baisse souhaitée")


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
