"""Meetings: when, where, about what, and what was written of them."""

from datetime import datetime, timedelta

import pghistory
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from perpignan.governance.enums import BodyKind, MeetingStatus, MinutesState
from perpignan.governance.models.bodies import Body, Membership
from perpignan.governance.models.codes import meeting_code
from perpignan.study.enums import Role
from perpignan.study.models import Illustrated, User
from perpignan.study.permissions import Person
from perpignan.study.personal_data import PersonalData
from perpignan.study.waiting import AgendaKind

#: Minutes are owed this long after a meeting.
MINUTES_WITHIN = timedelta(hours=48)


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: Person) -> "MeetingQuerySet":
        """The team sees every meeting; officials the steering ones; members their own."""
        if user.has_perm("governance.view_meeting"):
            return self
        if not isinstance(user, User):
            return self.none()
        mine = models.Q(body__memberships__in=Membership.objects.held_by(user))
        if user.has_role(Role.OFFICIAL):
            mine |= models.Q(body__kind=BodyKind.STEERING)
        return self.filter(mine).distinct()

    def to_come(self, now: datetime) -> "MeetingQuerySet":
        planned = self.filter(status=MeetingStatus.PLANNED, starts_at__gte=now)
        return planned.order_by("starts_at")

    def without_minutes(self, now: datetime) -> "MeetingQuerySet":
        """Keep the meetings whose time has come and of which nothing is written."""
        past = self.exclude(status=MeetingStatus.CANCELLED).filter(starts_at__lt=now)
        return past.filter(minutes__isnull=True)


@pghistory.track()
class Meeting(Illustrated):
    """A body meets, on site or by video; its agenda is built from what waits."""

    code = models.SlugField(_("code"), max_length=40, unique=True, default=meeting_code)
    body = models.ForeignKey(
        Body, models.PROTECT, verbose_name=_("instance"), related_name="meetings"
    )
    title = models.CharField(_("titre"), max_length=200)
    starts_at = models.DateTimeField(_("commence le"))
    duration = models.PositiveSmallIntegerField(_("durée (minutes)"), default=90)
    place = models.CharField(_("lieu"), max_length=200, blank=True)
    video_url = models.URLField(_("lien de visioconférence"), blank=True)
    status = models.CharField(
        _("état"), max_length=10, choices=MeetingStatus, default=MeetingStatus.PLANNED
    )

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("réunion")
        verbose_name_plural = _("réunions")
        ordering = ["-starts_at"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("governance:meeting-detail", args=[self.code])

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.duration)

    @property
    def minutes_due_on(self) -> datetime:
        return self.ends_at + MINUTES_WITHIN

    @property
    def is_past(self) -> bool:
        return self.starts_at < timezone.now()


@pghistory.track()
class AgendaItem(models.Model):
    """A point of an agenda; one that came from what waits keeps its key."""

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, verbose_name=_("réunion"), related_name="agenda"
    )
    order = models.PositiveSmallIntegerField(_("ordre"))
    kind = models.CharField(_("nature"), max_length=10, choices=AgendaKind, default=AgendaKind.TALK)
    title = models.CharField(_("point"), max_length=250)
    url = models.CharField(_("page"), max_length=250, blank=True)
    key = models.CharField(_("origine"), max_length=120, blank=True, editable=False)

    class Meta:
        verbose_name = _("point de l'ordre du jour")
        verbose_name_plural = _("points de l'ordre du jour")
        ordering = ["meeting", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "key"],
                condition=~models.Q(key=""),
                name="agenda_fact_once",
                violation_error_message=_("Ce point est déjà à l'ordre du jour."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class MinutesQuerySet(models.QuerySet["Minutes"]):
    def visible_to(self, user: Person) -> "MinutesQuerySet":
        """The team reads drafts; the members of the body what is under review or approved."""
        if user.has_perm("governance.view_minutes"):
            return self
        seen = Meeting.objects.visible_to(user)
        return self.filter(meeting__in=seen).exclude(state=MinutesState.DRAFT)


@pghistory.track(exclude=["attendees"])
class Minutes(models.Model):
    """What was said and settled at a meeting, within two days of it."""

    meeting = models.OneToOneField(
        Meeting, models.CASCADE, verbose_name=_("réunion"), related_name="minutes"
    )
    attendees = models.TextField(_("présents"), blank=True, help_text=_("Des fonctions, sans nom."))
    text = models.TextField(_("compte rendu"))
    state = models.CharField(
        _("état"), max_length=10, choices=MinutesState, default=MinutesState.DRAFT
    )
    approved_on = models.DateField(_("approuvé le"), null=True, blank=True, editable=False)

    objects = MinutesQuerySet.as_manager()

    personal_data = PersonalData(
        people=_("Participants des réunions"),
        what=_("Leurs fonctions, et ce qui fut dit"),
        why=_("Tenir le relevé des décisions"),
        how_long=_("Le temps de l'étude"),
        basis=_("Mission d'intérêt public (RGPD, article 6.1.e)"),
        fields=("attendees", "text"),
        is_public=False,
    )

    class Meta:
        verbose_name = _("compte rendu")
        verbose_name_plural = _("comptes rendus")
        ordering = ["-meeting__starts_at"]
        permissions = [("approve_minutes", "Can approve the minutes of a meeting")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=MinutesState.APPROVED, approved_on__isnull=False)
                | ~models.Q(state=MinutesState.APPROVED) & models.Q(approved_on__isnull=True),
                name="minutes_approved_with_date",
                violation_error_message=_("Un compte rendu approuvé porte sa date."),
            ),
        ]

    def __str__(self) -> str:
        return str(_("Compte rendu : %(meeting)s") % {"meeting": self.meeting})

    def clean(self) -> None:
        """Date an approval on the day it is given; what is not approved bears none."""
        if self.state != MinutesState.APPROVED:
            self.approved_on = None
        elif self.approved_on is None:
            self.approved_on = timezone.localdate()

    @property
    def code(self) -> str:
        return self.meeting.code
