"""How an action will be judged: a baseline, a target, and dated measures."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actionplan.enums import Direction, IndicatorState
from actionplan.models.sheets import ActionSheet, SheetPart
from perpignan.study.models import Illustrated


def _value(label: Any, **options: Any) -> models.DecimalField:
    return models.DecimalField(label, max_digits=16, decimal_places=4, **options)


@pghistory.track()
class ActionIndicator(Illustrated, SheetPart):
    """What tells whether an action works; the diagnostic's own indicator may be named."""

    sheet = models.ForeignKey(
        ActionSheet, models.CASCADE, verbose_name=_("fiche"), related_name="indicators"
    )
    code = models.CharField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("indicateur"), max_length=200)
    unit = models.CharField(_("unité"), max_length=40, blank=True)
    direction = models.CharField(
        _("sens du progrès"), max_length=10, choices=Direction, default=Direction.UP
    )
    baseline = _value(_("situation de départ"), null=True, blank=True)
    baseline_on = models.DateField(_("constatée le"), null=True, blank=True)
    target = _value(_("cible"), null=True, blank=True)
    target_on = models.DateField(_("à atteindre le"), null=True, blank=True)
    diagnostic_code = models.CharField(
        _("indicateur du diagnostic"),
        max_length=40,
        blank=True,
        help_text=_("Son code, quand le diagnostic suit la même chose : VAC_COM, par exemple."),
    )
    order = models.PositiveSmallIntegerField(_("ordre"), default=0)

    class Meta:
        verbose_name = _("indicateur de l'action")
        verbose_name_plural = _("indicateurs de l'action")
        ordering = ["sheet", "order", "code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def clean(self) -> None:
        if self.baseline is None or self.target is None:
            return
        is_up = self.target >= self.baseline
        if is_up != (self.direction == Direction.UP) and self.target != self.baseline:
            raise ValidationError(
                {"target": _("La cible va à l'inverse du sens de progrès choisi.")}
            )

    def last_of(self, measures: "Sequence[IndicatorMeasure]") -> "IndicatorMeasure | None":
        return max(measures, key=lambda measure: measure.measured_on, default=None)

    def state_with(self, last: "IndicatorMeasure | None") -> IndicatorState:
        """Say where the indicator stands, from its last measure."""
        if last is None:
            return IndicatorState.UNMEASURED
        if self.target is None:
            return IndicatorState.WITHOUT_TARGET
        sign = 1 if self.direction == Direction.UP else -1
        if sign * (last.value - self.target) >= 0:
            return IndicatorState.REACHED
        if self.baseline is not None and sign * (last.value - self.baseline) <= 0:
            return IndicatorState.NO_PROGRESS
        return IndicatorState.ON_THE_WAY

    def share_done(self, last: "IndicatorMeasure | None") -> Decimal | None:
        """Return the part of the way done, from 0 to 100; None where it cannot be told."""
        if last is None or self.target is None or self.baseline is None:
            return None
        way = self.target - self.baseline
        if way == 0:
            return None
        share: Decimal = (last.value - self.baseline) / way * 100
        return min(max(share, Decimal(0)), Decimal(100)).quantize(Decimal(1))


@pghistory.track()
class IndicatorMeasure(models.Model):
    """The value of an indicator on a day."""

    indicator = models.ForeignKey(
        ActionIndicator, models.CASCADE, verbose_name=_("indicateur"), related_name="measures"
    )
    measured_on = models.DateField(_("mesuré le"))
    value = _value(_("valeur"))
    note = models.CharField(_("note"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("mesure")
        verbose_name_plural = _("mesures")
        ordering = ["indicator", "measured_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "measured_on"],
                name="one_measure_a_day",
                violation_error_message=_("Cet indicateur a déjà une mesure ce jour-là."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code}, {self.measured_on:%d/%m/%Y}"

    def clean(self) -> None:
        if self.measured_on and self.measured_on > timezone.localdate():
            raise ValidationError({"measured_on": _("Une mesure ne vient pas du futur.")})
