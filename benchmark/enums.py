"""Choices of the benchmark: the stored value is English, the label French."""

from typing import Self

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Country(TextChoices):
    """Where a city is: ISO 3166-1 code, French name."""

    AD = "AD", _("Andorre")
    AT = "AT", _("Autriche")
    BE = "BE", _("Belgique")
    BG = "BG", _("Bulgarie")
    CA = "CA", _("Canada")
    CH = "CH", _("Suisse")
    CY = "CY", _("Chypre")
    CZ = "CZ", _("Tchéquie")
    DE = "DE", _("Allemagne")
    DK = "DK", _("Danemark")
    EE = "EE", _("Estonie")
    ES = "ES", _("Espagne")
    FI = "FI", _("Finlande")
    FR = "FR", _("France")
    GB = "GB", _("Royaume-Uni")
    GR = "GR", _("Grèce")
    HR = "HR", _("Croatie")
    HU = "HU", _("Hongrie")
    IE = "IE", _("Irlande")
    IS = "IS", _("Islande")
    IT = "IT", _("Italie")
    JP = "JP", _("Japon")
    KR = "KR", _("Corée du Sud")
    LT = "LT", _("Lituanie")
    LU = "LU", _("Luxembourg")
    LV = "LV", _("Lettonie")
    MA = "MA", _("Maroc")
    MC = "MC", _("Monaco")
    MT = "MT", _("Malte")
    NL = "NL", _("Pays-Bas")
    NO = "NO", _("Norvège")
    PL = "PL", _("Pologne")
    PT = "PT", _("Portugal")
    RO = "RO", _("Roumanie")
    SE = "SE", _("Suède")
    SG = "SG", _("Singapour")
    SI = "SI", _("Slovénie")
    SK = "SK", _("Slovaquie")
    US = "US", _("États-Unis")


class CityKind(TextChoices):
    """What the population and the area are those of."""

    COMMUNE = "commune", _("Commune")
    METROPOLIS = "metropolis", _("Métropole")
    INTERCOMMUNAL = "intercommunal", _("Autre intercommunalité")


class SizeClass(TextChoices):
    """A class of population, wide enough for orders of magnitude."""

    SMALL = "small", _("Moins de 50 000 habitants")
    MEDIUM = "medium", _("De 50 000 à 150 000 habitants")
    LARGE = "large", _("De 150 000 à 500 000 habitants")
    VERY_LARGE = "very_large", _("500 000 habitants et plus")

    @property
    def bounds(self) -> tuple[int, int | None]:
        """Return the first population of the class and the first beyond it."""
        limits = {"small": (0, 50_000), "medium": (50_000, 150_000), "large": (150_000, 500_000)}
        return limits.get(self.value, (500_000, None))

    @classmethod
    def of(cls, population: int) -> Self:
        return next(c for c in cls if c.bounds[1] is None or population < c.bounds[1])


class InitiativeStatus(TextChoices):
    DRAFT = "draft", _("Brouillon")
    IN_REVIEW = "in_review", _("En relecture")
    PUBLISHED = "published", _("Publiée")


class VatBasis(TextChoices):
    EXCLUDING = "excluding", _("HT")
    INCLUDING = "including", _("TTC")
    UNKNOWN = "unknown", _("base non précisée")
