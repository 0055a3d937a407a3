"""What surrounds the levers of the catalogue: their deadlines, and what they gave before."""

from decimal import Decimal

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from actionplan.enums import GrantScale
from actionplan.models.amounts import amount_field
from actionplan.models.costs import YEARS
from perpignan.study.models import Illustrated


@pghistory.track()
class LeverDeadline(Illustrated):
    """The last day to send a file to a lever, for one of its calls."""

    lever = models.ForeignKey(
        "study.FundingLever", models.CASCADE, verbose_name=_("levier"), related_name="deadlines"
    )
    on = models.DateField(_("date limite"))
    label = models.CharField(_("appel ou session"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("échéance d'un levier")
        verbose_name_plural = _("échéances des leviers")
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["lever", "on"],
                name="lever_deadline_once",
                violation_error_message=_("Cette échéance est déjà donnée."),
            ),
        ]

    def __str__(self) -> str:
        return self.label or str(self.lever)


class PastGrant(models.Model):
    """A State grant of a past year, as published: what such projects really obtained."""

    key = models.CharField(_("identifiant"), max_length=40, unique=True)
    year = models.PositiveSmallIntegerField(_("année"), validators=YEARS)
    program = models.CharField(_("dotation"), max_length=10, db_index=True)
    department = models.CharField(_("département"), max_length=3)
    territory_code = models.CharField(_("code du territoire"), max_length=10)
    territory = models.CharField(_("territoire"), max_length=120)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    scale = models.CharField(_("échelon"), max_length=20, choices=GrantScale)
    category = models.CharField(_("catégorie"), max_length=80)
    description = models.TextField(_("projet"))
    total_cost = amount_field(_("coût total (€)"))
    amount = amount_field(_("subvention (€)"))

    class Meta:
        verbose_name = _("subvention passée")
        verbose_name_plural = _("subventions passées")
        ordering = ["-amount", "key"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__gte=0, total_cost__gte=0),
                name="past_grant_not_negative",
                violation_error_message=_("Un montant ne peut pas être négatif."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.program} {self.year}, {self.territory}"

    @property
    def rate(self) -> Decimal | None:
        """Give the part of the cost that was granted, in percent."""
        if not self.total_cost:
            return None
        share: Decimal = self.amount * 100 / self.total_cost
        return share.quantize(Decimal("0.1"))
