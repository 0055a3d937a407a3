import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from perpignan.study.enums import AcvAxis, AxisKind, Confidence
from perpignan.study.models.base import Translated


@pghistory.track()
class Axis(Translated):
    """One of the six sector axes of the heart of town, or a cross-cutting one."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    kind = models.CharField(_("nature"), max_length=20, choices=AxisKind)
    acv_axis = models.CharField(
        _("axe Action Cœur de Ville"), max_length=20, choices=AcvAxis, blank=True
    )
    order = models.PositiveSmallIntegerField(_("ordre"), default=0)

    class Meta:
        verbose_name = _("axe")
        verbose_name_plural = _("axes")
        ordering = ["order", "code"]


@pghistory.track()
class Priority(Translated):
    """One of the three priorities that structure every action, or the transversal one."""

    code = models.CharField(_("code"), max_length=4, unique=True)
    order = models.PositiveSmallIntegerField(_("ordre"), default=0)

    class Meta:
        verbose_name = _("priorité")
        verbose_name_plural = _("priorités")
        ordering = ["order", "code"]


@pghistory.track()
class Zone(Translated):
    """A part of the heart of town, or where else a person may live."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    in_qpv = models.BooleanField(
        _("touche un quartier prioritaire"),
        null=True,
        blank=True,
        help_text=_("Les limites d'un QPV ne suivent pas celles des quartiers."),
    )
    qpv_generation = models.PositiveSmallIntegerField(
        _("génération de la carte des QPV"), null=True, blank=True
    )
    is_heart_of_town = models.BooleanField(_("dans le cœur de ville"), default=True)
    latitude = models.FloatField(
        _("latitude du repère"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("Un point connu de la zone : le plan schématique est tracé entre ces repères."),
    )
    longitude = models.FloatField(
        _("longitude du repère"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    confidence = models.CharField(
        _("fiabilité"), max_length=20, choices=Confidence, default=Confidence.SOLID
    )
    note = models.CharField(_("note interne"), max_length=250, blank=True)
    order = models.PositiveSmallIntegerField(_("ordre"), default=0)

    class Meta:
        verbose_name = _("zone")
        verbose_name_plural = _("zones")
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__isnull=False, longitude__isnull=False),
                name="zone_placed_by_both",
                violation_error_message=_("Donnez la latitude et la longitude, ou aucune."),
            ),
        ]
