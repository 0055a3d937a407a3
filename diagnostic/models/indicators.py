"""Indicators, and what is known of each: values that may contradict one another."""

from decimal import Decimal

import pghistory
import pgtrigger
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from diagnostic.enums import Direction, Framework, PerimeterKind
from perpignan.study.enums import Confidence
from perpignan.study.models import Illustrated, Translated, User

YEARS = [MinValueValidator(1900), MaxValueValidator(2100)]


class ValueQuerySet(models.QuerySet["IndicatorValue"]):
    def published(self) -> "ValueQuerySet":
        """Keep what may be told as a fact: a value to verify is not."""
        return self.exclude(confidence=Confidence.TO_VERIFY)

    def to_verify(self) -> "ValueQuerySet":
        return self.filter(confidence=Confidence.TO_VERIFY)

    def visible_to(self, user: User | AnonymousUser) -> "ValueQuerySet":
        """Everyone sees what is published; who may view values in the back office, all."""
        return self if user.has_perm("diagnostic.view_indicatorvalue") else self.published()

    def of_zone(self, code: str) -> "ValueQuerySet":
        """Keep what was measured in one zone; everything without a code."""
        return self.filter(perimeter__zone__code=code) if code else self

    def at_home(self) -> "ValueQuerySet":
        """Keep the territory of the study: elsewhere only serves to compare."""
        return self.filter(perimeter__is_home=True)


def by_statement() -> list[pghistory.RowEvent]:
    """Track whole statements: a trigger for each of an import's rows would slow it most.

    A tracker remembers the model that it was first given: each model needs its own.
    """
    kinds = (pghistory.InsertEvent, pghistory.UpdateEvent, pghistory.DeleteEvent)
    return [kind(level=pgtrigger.Statement) for kind in kinds]


@pghistory.track(*by_statement())
class Perimeter(Translated):
    """The territory that a value speaks of; its code is what data files call it."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    kind = models.CharField(_("nature"), max_length=20, choices=PerimeterKind)
    zone = models.ForeignKey(
        "study.Zone", models.PROTECT, null=True, blank=True, verbose_name=_("zone")
    )
    is_home = models.BooleanField(
        _("dans le territoire de l'étude"),
        default=True,
        help_text=_("Sinon, il sert seulement à comparer."),
    )
    other_codes = ArrayField(
        models.CharField(max_length=40),
        verbose_name=_("autres codes"),
        blank=True,
        default=list,
        help_text=_("Ce que d'autres fichiers l'appellent (Insee, QPV, Eurostat), entre virgules."),
    )

    class Meta:
        verbose_name = _("périmètre")
        verbose_name_plural = _("périmètres")
        ordering = ["name"]

    def clean(self) -> None:
        """Refuse a code that already names another perimeter: a file could not choose."""
        taken = models.Q(code__in=self.other_codes) | models.Q(
            other_codes__overlap=[self.code, *self.other_codes]
        )
        other = Perimeter.objects.exclude(pk=self.pk).filter(taken).first()
        if other is not None:
            message = _("Un de ces codes désigne déjà « %(name)s ».")
            raise ValidationError({"other_codes": message}, params={"name": other.name})


@pghistory.track()
class Indicator(Translated):
    """Something that tells where Perpignan stands, defined before it is measured."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    axis = models.ForeignKey(
        "study.Axis", models.PROTECT, verbose_name=_("axe"), related_name="indicators"
    )
    unit = models.CharField(_("unité"), max_length=60)
    definition = models.TextField(_("définition"))
    institution = models.CharField(_("qui le mesure"), max_length=200, blank=True)
    level = models.CharField(
        _("échelle la plus fine"),
        max_length=120,
        blank=True,
        help_text=_("Le plus petit territoire où la mesure existe."),
    )
    direction = models.CharField(
        _("sens souhaité"), max_length=10, choices=Direction, default=Direction.NEUTRAL
    )
    standard_ref = models.CharField(
        _("référence à une norme"),
        max_length=150,
        blank=True,
        help_text=_("Code dans ISO 37120, ISO 37122, U4SSC ou CITYkeys, sans se dire conforme."),
    )
    sources = models.ManyToManyField(
        "study.Source", blank=True, verbose_name=_("sources de la définition")
    )
    actions = models.ManyToManyField(
        "study.Action",
        through="diagnostic.IndicatorAction",
        verbose_name=_("actions"),
        related_name="indicators",
    )
    order = models.PositiveSmallIntegerField(_("ordre"), default=0)

    class Meta:
        verbose_name = _("indicateur")
        verbose_name_plural = _("indicateurs")
        ordering = ["axis__order", "order", "code"]

    def get_absolute_url(self) -> str:
        return reverse("diagnostic:indicator-detail", args=[self.code])

    @property
    def is_percentage(self) -> bool:
        return self.unit.startswith("%")


@pghistory.track()
class StandardCode(models.Model):
    """Where a framework speaks of the same thing; no claim to comply with it."""

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, verbose_name=_("indicateur"), related_name="standard_codes"
    )
    framework = models.CharField(_("référentiel"), max_length=20, choices=Framework)
    code = models.CharField(_("code dans le référentiel"), max_length=60)
    source = models.ForeignKey(
        "study.Source",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("source"),
        related_name="+",
        help_text=_("Où ce code a été lu ; sans elle, il reste à vérifier."),
    )

    class Meta:
        verbose_name = _("code d'un référentiel")
        verbose_name_plural = _("codes des référentiels")
        ordering = ["indicator", "framework", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "framework", "code"],
                name="standard_code_once",
                violation_error_message=_("Ce code est déjà donné à cet indicateur."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_framework_display()} {self.code}"


class Measure(models.Model):
    """A number of some year, with its source and how far it may be relied on."""

    value = models.DecimalField(_("valeur"), max_digits=18, decimal_places=4)
    source = models.ForeignKey(
        "study.Source",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("source"),
        related_name="+",
    )
    confidence = models.CharField(
        _("fiabilité"), max_length=20, choices=Confidence, default=Confidence.SOLID
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        if self.confidence in {Confidence.SOLID, Confidence.PRESS} and self.source_id is None:
            raise ValidationError(
                {"source": _("Une valeur publiée comme un fait a sa source : indiquez-la.")}
            )

    @property
    def is_to_verify(self) -> bool:
        return self.confidence == Confidence.TO_VERIFY

    @property
    def amount(self) -> Decimal:
        """Return the value without the zeros that the column pads it with."""
        return self.value.quantize(Decimal(1)) if self.value % 1 == 0 else self.value.normalize()


@pghistory.track(*by_statement())
class IndicatorValue(Measure):
    """What somebody measured, somewhere, some year, in some way.

    Several values of one year stand side by side when the methods differ: the portal
    shows them together and chooses none.
    """

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, verbose_name=_("indicateur"), related_name="values"
    )
    perimeter = models.ForeignKey(
        Perimeter, models.PROTECT, verbose_name=_("périmètre"), related_name="values"
    )
    year = models.PositiveSmallIntegerField(
        _("année"),
        null=True,
        blank=True,
        validators=YEARS,
        help_text=_("Ne peut manquer que pour une valeur à vérifier."),
    )
    method = models.CharField(
        _("méthode"),
        max_length=200,
        blank=True,
        help_text=_("Ce qui explique qu'une autre mesure de la même année diffère."),
    )
    author = models.CharField(_("auteur de la mesure"), max_length=150, blank=True)

    objects = ValueQuerySet.as_manager()

    class Meta:
        verbose_name = _("valeur d'indicateur")
        verbose_name_plural = _("valeurs d'indicateurs")
        ordering = ["indicator", "year", "method", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "perimeter", "year", "method"],
                name="value_once_per_year_and_method",
                nulls_distinct=False,
                violation_error_message=_(
                    "Cette méthode a déjà une valeur pour ce périmètre et cette année."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(year__isnull=False) | models.Q(confidence=Confidence.TO_VERIFY),
                name="value_without_year_is_to_verify",
                violation_error_message=_("Une valeur sans année reste « à vérifier »."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} ({self.year or '?'})"


@pghistory.track()
class ReferenceValue(Measure):
    """What to compare an indicator with: a national average, similar towns."""

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, verbose_name=_("indicateur"), related_name="references"
    )
    label = models.CharField(_("référence"), max_length=150)
    year = models.PositiveSmallIntegerField(_("année"), validators=YEARS)

    class Meta:
        verbose_name = _("valeur de référence")
        verbose_name_plural = _("valeurs de référence")
        ordering = ["indicator", "label", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "label", "year"],
                name="reference_once_per_year",
                violation_error_message=_("Cette référence a déjà une valeur pour cette année."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.year})"


@pghistory.track()
class IndicatorAction(Illustrated):
    """An indicator that an action starts from and will be judged by."""

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, verbose_name=_("indicateur"), related_name="action_links"
    )
    action = models.ForeignKey(
        "study.Action", models.CASCADE, verbose_name=_("action"), related_name="+"
    )

    class Meta:
        verbose_name = _("lien vers une action")
        verbose_name_plural = _("liens vers des actions")
        ordering = ["action__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "action"],
                name="indicator_supports_action_once",
                violation_error_message=_("Cet indicateur est déjà lié à cette action."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} → {self.action_id}"
