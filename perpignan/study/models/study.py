from datetime import date, timedelta

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from perpignan.study.enums import NOT_YET_SUBMITTED, DeliverableStatus, PhaseState
from perpignan.study.models.base import Illustrated, Translated


@pghistory.track()
class Study(models.Model):
    """The mission that this portal carries: one row."""

    title = models.CharField(_("titre"), max_length=200)
    title_ca = models.CharField(_("titre en catalan"), max_length=200, blank=True)
    title_en = models.CharField(_("titre en anglais"), max_length=200, blank=True)
    purpose = models.TextField(_("objet"), blank=True)
    purpose_ca = models.TextField(_("objet en catalan"), blank=True)
    purpose_en = models.TextField(_("objet en anglais"), blank=True)
    starts_on = models.DateField(_("commence le"))
    funding_date = models.DateField(
        _("date d'appréciation des financements"),
        help_text=_("Un levier est dit ouvert, clos ou à venir à cette date."),
    )
    sources = models.ManyToManyField("study.Source", blank=True, verbose_name=_("sources"))

    class Meta:
        verbose_name = _("étude")
        verbose_name_plural = _("étude")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self._state.adding and Study.objects.exists():
            raise ValidationError(_("Le portail porte une seule étude."))

    def first_day_of_week(self, week: int) -> date:
        """Return the Monday-like first day of the study's week `week` (1 = the first)."""
        return self.starts_on + timedelta(weeks=week - 1)

    def last_day_of_week(self, week: int) -> date:
        return self.first_day_of_week(week) + timedelta(days=6)


@pghistory.track()
class Phase(Translated, Illustrated):
    """A step of the study. Phases overlap: each has its own planned and actual dates."""

    code = models.CharField(_("code"), max_length=4, unique=True)
    order = models.PositiveSmallIntegerField(_("ordre"), default=0)
    gate = models.CharField(_("étape de validation"), max_length=150, blank=True)
    planned_start = models.DateField(_("début prévu"))
    planned_end = models.DateField(_("fin prévue"))
    actual_start = models.DateField(_("début réel"), null=True, blank=True)
    actual_end = models.DateField(_("fin réelle"), null=True, blank=True)

    class Meta:
        verbose_name = _("étape")
        verbose_name_plural = _("étapes")
        ordering = ["order", "code"]

    def clean(self) -> None:
        if self.planned_start and self.planned_end and self.planned_end < self.planned_start:
            raise ValidationError({"planned_end": _("La fin prévue précède le début.")})
        if self.actual_end and not self.actual_start:
            raise ValidationError({"actual_start": _("Indiquez le début réel.")})
        if self.actual_end and self.actual_start and self.actual_end < self.actual_start:
            raise ValidationError({"actual_end": _("La fin réelle précède le début.")})

    @property
    def starts_on(self) -> date:
        return self.actual_start or self.planned_start

    @property
    def ends_on(self) -> date:
        return self.actual_end or self.planned_end

    @property
    def state(self) -> PhaseState:
        return self.state_at(timezone.localdate())

    def state_at(self, day: date) -> PhaseState:
        """Planned until it starts, delivered once its actual end is known and past."""
        if self.actual_end and self.actual_end <= day:
            return PhaseState.DELIVERED
        if self.actual_start and self.actual_start <= day:
            return PhaseState.UNDER_WAY
        return PhaseState.PLANNED


@pghistory.track()
class Deliverable(Illustrated):
    """What the consortium owes at a step, and where it stands."""

    phase = models.ForeignKey(
        Phase, models.CASCADE, verbose_name=_("étape"), related_name="deliverables"
    )
    code = models.CharField(_("code"), max_length=8, unique=True)
    title = models.CharField(_("titre"), max_length=200)
    content = models.TextField(_("contenu"), blank=True)
    due_on = models.DateField(_("échéance"), null=True, blank=True)
    status = models.CharField(
        _("état"), max_length=20, choices=DeliverableStatus, default=DeliverableStatus.PLANNED
    )
    status_reason = models.TextField(
        _("motif"), blank=True, help_text=_("Demandé pour un ajournement ou un rejet.")
    )
    submitted_on = models.DateField(_("remis le"), null=True, blank=True)
    admitted_on = models.DateField(_("admis le"), null=True, blank=True)

    class Meta:
        verbose_name = _("livrable")
        verbose_name_plural = _("livrables")
        ordering = ["phase__order", "code"]
        permissions = [("admit_deliverable", "Can admit, postpone or reject a deliverable")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def clean(self) -> None:
        needs_reason = {DeliverableStatus.POSTPONED, DeliverableStatus.REJECTED}
        if self.status in needs_reason and not self.status_reason:
            raise ValidationError({"status_reason": _("Donnez le motif.")})

    @property
    def is_late(self) -> bool:
        return self.is_late_at(timezone.localdate())

    def is_late_at(self, day: date) -> bool:
        """Say whether it should have been submitted by that day and was not."""
        is_owed = self.status in NOT_YET_SUBMITTED
        return bool(self.due_on and is_owed and self.due_on < day)
