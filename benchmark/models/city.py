from decimal import Decimal

import pghistory
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from benchmark.enums import CityKind, Country, InitiativeStatus, SizeClass
from benchmark.validators import LATITUDES, LONGITUDES, YEARS
from perpignan.study.enums import Confidence
from perpignan.study.models import Translated
from perpignan.study.permissions import Person


def order_of_magnitude(value: Decimal | int) -> Decimal:
    """Round to two figures: 2 622 becomes 2 600."""
    number = Decimal(value)
    return number.quantize(Decimal(1).scaleb(number.adjusted() - 1)) if number else number


class CityQuerySet(models.QuerySet["City"]):
    def public(self) -> "CityQuerySet":
        """Keep Perpignan and the cities that a published sheet makes known."""
        published = models.Q(initiatives__status=InitiativeStatus.PUBLISHED)
        return self.filter(published | models.Q(is_home=True)).distinct()

    def visible_to(self, user: Person) -> "CityQuerySet":
        return self if user.has_perm("benchmark.view_city") else self.public()


@pghistory.track()
class City(Translated):
    """A city or metropolis that Perpignan is compared with, and Perpignan itself.

    Each figure has its own confidence: an order of magnitude that nobody has checked
    is useful for finding likenesses, and is never shown as a fact.
    """

    code = models.SlugField(_("code"), max_length=60, unique=True)
    country = models.CharField(_("pays"), max_length=2, choices=Country)
    kind = models.CharField(_("nature"), max_length=20, choices=CityKind, default=CityKind.COMMUNE)
    population = models.PositiveIntegerField(
        _("population"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    population_year = models.PositiveSmallIntegerField(
        _("année de la population"), null=True, blank=True, validators=YEARS
    )
    population_source = models.ForeignKey(
        "study.Source",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("source de la population"),
        related_name="+",
    )
    population_confidence = models.CharField(
        _("fiabilité de la population"),
        max_length=20,
        choices=Confidence,
        default=Confidence.TO_VERIFY,
    )
    area = models.DecimalField(
        _("superficie (km²)"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    area_source = models.ForeignKey(
        "study.Source",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("source de la superficie"),
        related_name="+",
    )
    area_confidence = models.CharField(
        _("fiabilité de la superficie"),
        max_length=20,
        choices=Confidence,
        default=Confidence.TO_VERIFY,
    )
    latitude = models.DecimalField(
        _("latitude"), max_digits=7, decimal_places=4, null=True, blank=True, validators=LATITUDES
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=7,
        decimal_places=4,
        null=True,
        blank=True,
        validators=LONGITUDES,
    )
    is_home = models.BooleanField(
        _("ville de l'étude"), default=False, help_text=_("Perpignan : une seule ville l'est.")
    )

    objects = CityQuerySet.as_manager()

    class Meta:
        verbose_name = _("ville")
        verbose_name_plural = _("villes")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_home"],
                condition=models.Q(is_home=True),
                name="city_one_home",
                violation_error_message=_("Une autre ville est déjà celle de l'étude."),
            ),
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__isnull=False, longitude__isnull=False),
                name="city_both_coordinates",
                violation_error_message=_("Donnez la latitude et la longitude, ou aucune."),
            ),
        ]

    def clean(self) -> None:
        sourced = {Confidence.SOLID, Confidence.PRESS}
        for figure in ("population", "area"):
            is_sure = getattr(self, f"{figure}_confidence") in sourced
            known = getattr(self, figure) is not None
            if known and is_sure and getattr(self, f"{figure}_source_id") is None:
                message = _("Sans source, la donnée reste « à vérifier ».")
                raise ValidationError({f"{figure}_confidence": message})

    @property
    def density(self) -> Decimal | None:
        """Inhabitants per square kilometre, if both figures are held."""
        if self.population is None or self.area is None:
            return None
        return (self.population / Decimal(self.area)).quantize(Decimal(1))

    @property
    def density_told(self) -> Decimal | None:
        """Give the density, rounded when one of its figures is not checked."""
        density = self.density
        return order_of_magnitude(density) if density and self.is_density_to_verify else density

    @property
    def size_class(self) -> SizeClass | None:
        return None if self.population is None else SizeClass.of(self.population)

    @property
    def is_population_to_verify(self) -> bool:
        return self.population_confidence == Confidence.TO_VERIFY

    @property
    def is_density_to_verify(self) -> bool:
        return Confidence.TO_VERIFY in (self.population_confidence, self.area_confidence)


@pghistory.track()
class CityIndicator(models.Model):
    """One more figure about a city, comparable between cities that hold the same code."""

    city = models.ForeignKey(
        City, models.CASCADE, verbose_name=_("ville"), related_name="indicators"
    )
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("indicateur"), max_length=150)
    unit = models.CharField(_("unité"), max_length=30, blank=True)
    year = models.PositiveSmallIntegerField(_("année"), validators=YEARS)
    value = models.DecimalField(_("valeur"), max_digits=14, decimal_places=3)
    source = models.ForeignKey(
        "study.Source", models.PROTECT, verbose_name=_("source"), related_name="+"
    )
    confidence = models.CharField(
        _("fiabilité"), max_length=20, choices=Confidence, default=Confidence.SOLID
    )

    class Meta:
        verbose_name = _("indicateur de ville")
        verbose_name_plural = _("indicateurs de ville")
        ordering = ["city__name", "code", "-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code", "year"],
                name="city_indicator_once_a_year",
                violation_error_message=_("Cet indicateur a déjà une valeur pour cette année."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.year})"

    @property
    def is_to_verify(self) -> bool:
        return self.confidence == Confidence.TO_VERIFY
