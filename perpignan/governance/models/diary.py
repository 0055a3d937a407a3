"""What may go wrong, what moved and why, and where the study meets people."""

from datetime import datetime, timedelta

import pghistory
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from perpignan.governance.enums import DiaryKind, MeetingStatus, RiskState
from perpignan.governance.models.bodies import Membership
from perpignan.governance.models.codes import diary_code, risk_code
from perpignan.governance.models.meetings import Meeting
from perpignan.study.enums import NOT_YET_SUBMITTED
from perpignan.study.models import Illustrated

LEVEL = [MinValueValidator(1), MaxValueValidator(3)]


@pghistory.track()
class StudyRisk(Illustrated):
    """Something that could harm the study, and what is done against it."""

    code = models.SlugField(_("code"), max_length=40, unique=True, default=risk_code)
    title = models.CharField(_("risque"), max_length=200)
    likelihood = models.PositiveSmallIntegerField(
        _("vraisemblance (1 à 3)"), default=2, validators=LEVEL
    )
    impact = models.PositiveSmallIntegerField(_("gravité (1 à 3)"), default=2, validators=LEVEL)
    response = models.TextField(_("parade"), blank=True)
    holder = models.ForeignKey(
        Membership,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("suivi par"),
        related_name="risks",
    )
    state = models.CharField(_("état"), max_length=10, choices=RiskState, default=RiskState.OPEN)
    reviewed_on = models.DateField(_("revu le"), null=True, blank=True)

    class Meta:
        verbose_name = _("risque de l'étude")
        verbose_name_plural = _("risques de l'étude")
        ordering = [(models.F("likelihood") * models.F("impact")).desc(), "code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(likelihood__range=(1, 3), impact__range=(1, 3)),
                name="risk_levels_from_1_to_3",
                violation_error_message=_("Vraisemblance et gravité se notent de 1 à 3."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def weight(self) -> int:
        return self.likelihood * self.impact


class MilestoneMove(models.Model):
    """A date that moved, and why: written once, never changed."""

    deliverable = models.ForeignKey(
        "study.Deliverable",
        models.CASCADE,
        null=True,
        blank=True,
        verbose_name=_("livrable"),
        related_name="moves",
    )
    meeting = models.ForeignKey(
        Meeting,
        models.CASCADE,
        null=True,
        blank=True,
        verbose_name=_("réunion"),
        related_name="moves",
    )
    old_date = models.DateField(_("ancienne date"))
    new_date = models.DateField(_("nouvelle date"))
    reason = models.CharField(_("raison"), max_length=250)
    moved_on = models.DateField(_("déplacé le"))

    class Meta:
        verbose_name = _("jalon déplacé")
        verbose_name_plural = _("jalons déplacés")
        ordering = ["-moved_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(deliverable__isnull=False, meeting__isnull=True)
                | models.Q(deliverable__isnull=True, meeting__isnull=False),
                name="move_of_one_milestone",
                violation_error_message=_("Un déplacement vise un livrable ou une réunion."),
            ),
            models.CheckConstraint(
                condition=~models.Q(old_date=models.F("new_date")),
                name="move_changes_the_date",
                violation_error_message=_("La nouvelle date est celle d'avant."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.milestone)

    def clean(self) -> None:
        if self._state.adding and self._is_over():
            raise ValidationError(_("Ce qui est rendu, tenu ou annulé ne se déplace plus."))

    def _is_over(self) -> bool:
        if self.meeting is not None:
            return bool(self.meeting.status != MeetingStatus.PLANNED)
        return self.deliverable is not None and self.deliverable.status not in NOT_YET_SUBMITTED

    @property
    def milestone(self) -> object:
        return self.deliverable or self.meeting

    @property
    def days(self) -> int:
        return (self.new_date - self.old_date).days


@pghistory.track()
class DiaryEntry(Illustrated):
    """A workshop, a drop-in or a visit of the heart of town: when, where, for whom."""

    code = models.SlugField(_("code"), max_length=40, unique=True, default=diary_code)
    kind = models.CharField(_("nature"), max_length=10, choices=DiaryKind)
    title = models.CharField(_("titre"), max_length=200)
    starts_at = models.DateTimeField(_("commence le"))
    duration = models.PositiveSmallIntegerField(_("durée (minutes)"), default=120)
    place = models.CharField(_("lieu"), max_length=200, blank=True)
    zone = models.ForeignKey(
        "study.Zone",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("secteur"),
        related_name="diary_entries",
    )
    audience = models.CharField(_("public"), max_length=200, blank=True)
    host = models.ForeignKey(
        Membership,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("animé par"),
        related_name="diary_entries",
    )
    attendance = models.PositiveSmallIntegerField(_("participants"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True, help_text=_("Interne, sans nom."))

    class Meta:
        verbose_name = _("rendez-vous de l'agenda")
        verbose_name_plural = _("ateliers, permanences et visites")
        ordering = ["-starts_at"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.duration == 0:
            raise ValidationError({"duration": _("Donnez une durée en minutes.")})

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.duration)
