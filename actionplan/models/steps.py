"""Steps and risks of a sheet: what is done, and what may go wrong."""

from datetime import date

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from actionplan.models.sheets import SCORE, ActionSheet, SheetPart


@pghistory.track()
class ActionStep(SheetPart):
    """What is done, in order; a step with a date is a milestone."""

    sheet = models.ForeignKey(
        ActionSheet, models.CASCADE, verbose_name=_("fiche"), related_name="steps"
    )
    order = models.PositiveSmallIntegerField(_("ordre"), default=1)
    text = models.CharField(_("étape"), max_length=250)
    due_on = models.DateField(
        _("échéance"), null=True, blank=True, help_text=_("Une étape datée est un jalon.")
    )
    done_on = models.DateField(_("franchie le"), null=True, blank=True)

    class Meta:
        verbose_name = _("étape de l'action")
        verbose_name_plural = _("étapes de l'action")
        ordering = ["sheet", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "order"],
                name="step_order_once",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message=_("Deux étapes portent le même numéro."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.text}"

    def is_late_at(self, day: date) -> bool:
        return bool(self.due_on and self.done_on is None and self.due_on < day)


@pghistory.track()
class Risk(SheetPart):
    """What may go wrong."""

    sheet = models.ForeignKey(
        ActionSheet, models.CASCADE, verbose_name=_("fiche"), related_name="risks"
    )
    text = models.CharField(_("risque"), max_length=250)
    likelihood = models.PositiveSmallIntegerField(
        _("vraisemblance (1 à 5)"), null=True, blank=True, validators=SCORE
    )
    impact = models.PositiveSmallIntegerField(
        _("gravité (1 à 5)"), null=True, blank=True, validators=SCORE
    )
    answer = models.CharField(_("réponse prévue"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("risque")
        verbose_name_plural = _("risques")
        ordering = ["sheet", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "text"],
                name="risk_once_per_sheet",
                violation_error_message=_("Ce risque est déjà sur la fiche."),
            ),
            models.CheckConstraint(
                condition=(models.Q(likelihood__isnull=True) | models.Q(likelihood__range=(1, 5)))
                & (models.Q(impact__isnull=True) | models.Q(impact__range=(1, 5))),
                name="risk_scores_from_1_to_5",
                violation_error_message=_("Vraisemblance et gravité se notent de 1 à 5."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def severity(self) -> int | None:
        """Return likelihood times impact, from 1 to 25; None while one is not judged."""
        if self.likelihood is None or self.impact is None:
            return None
        return self.likelihood * self.impact
