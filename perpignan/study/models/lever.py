from datetime import date

import pghistory
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from perpignan.study.enums import LeverDestination, LeverKind, LeverRecurrence, LeverState
from perpignan.study.models.base import Illustrated, Sourced

PERCENT = [MinValueValidator(0), MaxValueValidator(100)]


class FundingLeverQuerySet(models.QuerySet["FundingLever"]):
    def open_at(self, day: date) -> "FundingLeverQuerySet":
        return self.filter(
            models.Q(opens_on__isnull=True) | models.Q(opens_on__lte=day),
            models.Q(closes_on__isnull=True) | models.Q(closes_on__gte=day),
        )


@pghistory.track()
class FundingLever(Illustrated, Sourced):
    """A way to pay for an action: who pays, how much at most, for what, and when."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("nom"), max_length=200)
    body = models.CharField(_("organisme"), max_length=200)
    kind = models.CharField(_("nature"), max_length=20, choices=LeverKind)
    destination = models.CharField(
        _("destination"), max_length=20, choices=LeverDestination, blank=True
    )
    priorities = models.ManyToManyField(
        "study.Priority", blank=True, verbose_name=_("priorités"), related_name="levers"
    )
    axes = models.ManyToManyField(
        "study.Axis", blank=True, verbose_name=_("axes"), related_name="levers"
    )
    rate_min = models.DecimalField(
        _("taux minimal (%)"),
        max_digits=6,
        decimal_places=3,
        null=True,
        blank=True,
        validators=PERCENT,
    )
    rate_max = models.DecimalField(
        _("taux maximal (%)"),
        max_digits=6,
        decimal_places=3,
        null=True,
        blank=True,
        validators=PERCENT,
    )
    rate_text = models.CharField(_("taux ou montant, en clair"), max_length=250, blank=True)
    ceiling = models.DecimalField(
        _("plafond (€)"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    eligible_base = models.TextField(_("assiette éligible"), blank=True)
    detail = models.TextField(_("précisions"), blank=True)
    internal_note = models.TextField(
        _("note interne"), blank=True, help_text=_("Jamais publiée : points à vérifier.")
    )
    opens_on = models.DateField(_("ouvre le"), null=True, blank=True)
    closes_on = models.DateField(_("ferme le"), null=True, blank=True)
    recurrence = models.CharField(
        _("récurrence"), max_length=20, choices=LeverRecurrence, default=LeverRecurrence.ONE_OFF
    )
    period = models.CharField(_("période, en clair"), max_length=150, blank=True)
    legal_reference = models.CharField(_("référence"), max_length=200, blank=True)
    url = models.URLField(_("adresse de la fiche"), max_length=500, blank=True)
    beneficiaries = models.TextField(
        _("bénéficiaires"), blank=True, help_text=_("Séparés par des points-virgules.")
    )
    is_contribution_fund = models.BooleanField(
        _("fonds de concours"),
        default=False,
        help_text=_("Ne dépasse pas la part que le bénéficiaire paie lui-même."),
    )
    excludes = models.ManyToManyField("self", blank=True, verbose_name=_("ne se cumule pas avec"))

    objects = FundingLeverQuerySet.as_manager()

    class Meta:
        verbose_name = _("levier de financement")
        verbose_name_plural = _("leviers de financement")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rate_min__isnull=True)
                | models.Q(rate_max__isnull=True)
                | models.Q(rate_min__lte=models.F("rate_max")),
                name="lever_rates_ordered",
                violation_error_message=_("Le taux minimal dépasse le taux maximal."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.opens_on and self.closes_on and self.closes_on < self.opens_on:
            raise ValidationError({"closes_on": _("La fermeture précède l'ouverture.")})

    def state_at(self, day: date) -> LeverState:
        """Say whether the lever could be asked for on that day."""
        if self.opens_on and day < self.opens_on:
            return LeverState.NOT_YET_OPEN
        if self.closes_on and day > self.closes_on:
            return LeverState.CLOSED
        return LeverState.OPEN
