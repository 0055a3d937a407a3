"""What actions are judged by, and by whom: criteria and those who weigh them."""

import pghistory
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from diagnostic.enums import CriterionDirection, CriterionFamily
from perpignan.study.models import Translated

NOT_NEGATIVE = [MinValueValidator(0)]


@pghistory.track()
class Criterion(Translated):
    """A point of view from which actions are scored, on a scale that everyone shares."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    question = models.CharField(
        _("question posée"),
        max_length=300,
        blank=True,
        help_text=_("Ce que se demande la personne qui note, et ce que valent les extrêmes."),
    )
    direction = models.CharField(
        _("sens"),
        max_length=3,
        choices=CriterionDirection,
        default=CriterionDirection.MAX,
        help_text=_(
            "Le coût et le délai se notent ici de 0 (lourd, lointain) à 4 (léger, proche) : "
            "une note haute est bonne, comme pour les autres critères."
        ),
    )
    family = models.CharField(
        _("axe du graphique"),
        max_length=10,
        choices=CriterionFamily,
        default=CriterionFamily.OTHER,
        help_text=_("Effort ou impact : dans quel axe du graphique ce critère compte."),
    )
    scale_min = models.DecimalField(_("note la plus basse"), max_digits=8, decimal_places=2)
    scale_max = models.DecimalField(_("note la plus haute"), max_digits=8, decimal_places=2)
    typical_weight = models.DecimalField(
        _("poids type"), max_digits=8, decimal_places=2, default=1, validators=NOT_NEGATIVE
    )
    indifference = models.DecimalField(
        _("seuil d'indifférence (q)"),
        max_digits=8,
        decimal_places=2,
        default=0,
        validators=NOT_NEGATIVE,
        help_text=_("Un écart de note jusqu'à ce seuil ne compte pas (PROMETHEE)."),
    )
    preference = models.DecimalField(
        _("seuil de préférence (p)"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=NOT_NEGATIVE,
        help_text=_("Au-delà de cet écart, la préférence est entière (PROMETHEE)."),
    )
    veto = models.DecimalField(
        _("veto"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Une note pire que cette limite fait passer l'action après toutes les autres."),
    )
    is_active = models.BooleanField(
        _("sert aux sessions en préparation"),
        default=True,
        help_text=_("Les sessions figées gardent les critères qu'elles avaient."),
    )
    order = models.PositiveSmallIntegerField(_("ordre"), default=0)
    sources = models.ManyToManyField("study.Source", blank=True, verbose_name=_("sources"))

    class Meta:
        verbose_name = _("critère")
        verbose_name_plural = _("critères")
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(scale_min__lt=models.F("scale_max")),
                name="criterion_scale_grows",
                violation_error_message=_(
                    "La note la plus haute est au-dessus de la note la plus basse."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(preference__isnull=True)
                | models.Q(preference__gte=models.F("indifference")),
                name="criterion_thresholds_in_order",
                violation_error_message=_(
                    "Le seuil de préférence n'est pas sous celui d'indifférence."
                ),
            ),
        ]


@pghistory.track()
class Stakeholder(Translated):
    """Someone whose weights are heard apart; the reference holds the agreed weights."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    organisation = models.ForeignKey(
        "study.Partner",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("organisme"),
        related_name="+",
    )
    is_reference = models.BooleanField(
        _("poids convenus"),
        default=False,
        help_text=_("Ses poids font le classement principal ; un seul porte cette marque."),
    )
    order = models.PositiveSmallIntegerField(_("ordre"), default=0)

    class Meta:
        verbose_name = _("partie prenante")
        verbose_name_plural = _("parties prenantes")
        ordering = ["order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_reference"],
                condition=models.Q(is_reference=True),
                name="one_reference_stakeholder",
                violation_error_message=_("Les poids convenus ont déjà leur porteur."),
            ),
        ]
