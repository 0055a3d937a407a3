from django.db.models import TextChoices
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
