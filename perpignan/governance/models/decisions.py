"""What bodies decide, who carries it, and the to-dos that follow."""

from datetime import date

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from perpignan.governance.enums import DecisionState, TaskState
from perpignan.governance.models.bodies import Body, Membership
from perpignan.governance.models.codes import decision_code, task_code
from perpignan.governance.models.meetings import Meeting
from perpignan.study.models import Illustrated, User
from perpignan.study.permissions import Person


class DecisionQuerySet(models.QuerySet["Decision"]):
    def visible_to(self, user: Person) -> "DecisionQuerySet":
        """The team, the officials and the contacts read decisions taken; the team, drafts."""
        if user.has_perm("governance.change_decision"):
            return self
        if user.has_perm("governance.view_decision"):
            return self.exclude(state=DecisionState.TO_TAKE)
        if not isinstance(user, User):
            return self.none()
        return self.filter(holder__in=Membership.objects.held_by(user))

    def to_take(self) -> "DecisionQuerySet":
        return self.filter(state=DecisionState.TO_TAKE)

    def to_carry_out(self) -> "DecisionQuerySet":
        return self.filter(state=DecisionState.TAKEN)


@pghistory.track()
class Decision(Illustrated):
    """Something a body has to settle or has settled, with who carries it and by when."""

    code = models.SlugField(_("code"), max_length=40, unique=True, default=decision_code)
    body = models.ForeignKey(
        Body, models.PROTECT, verbose_name=_("instance"), related_name="decisions"
    )
    meeting = models.ForeignKey(
        Meeting,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("réunion"),
        related_name="decisions",
    )
    text = models.TextField(_("décision"), max_length=2000)
    decided_on = models.DateField(_("prise le"), null=True, blank=True)
    holder = models.ForeignKey(
        Membership,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("porteur"),
        related_name="decisions",
    )
    due_on = models.DateField(_("échéance"), null=True, blank=True)
    state = models.CharField(
        _("état"), max_length=12, choices=DecisionState, default=DecisionState.TO_TAKE
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("décision")
        verbose_name_plural = _("décisions")
        ordering = ["-decided_on", "code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[DecisionState.TO_TAKE, DecisionState.DROPPED])
                | models.Q(decided_on__isnull=False),
                name="decision_taken_with_date",
                violation_error_message=_("Une décision prise porte sa date."),
            ),
        ]

    def __str__(self) -> str:
        return Truncator(self.text).chars(120)

    def get_absolute_url(self) -> str:
        return reverse("governance:decision-list") + f"#{self.code}"

    def clean(self) -> None:
        taken = (DecisionState.TAKEN, DecisionState.CARRIED_OUT)
        if self.state in taken and self.decided_on is None:
            raise ValidationError({"decided_on": _("Indiquez la date de la décision.")})
        if self.meeting is not None and self.meeting.body_id != self.body_id:
            raise ValidationError({"meeting": _("Cette réunion est celle d'une autre instance.")})

    def is_late_at(self, day: date) -> bool:
        waits = self.state in (DecisionState.TO_TAKE, DecisionState.TAKEN)
        return bool(waits and self.due_on and self.due_on < day)


@pghistory.track()
class DecisionLink(models.Model):
    """What a decision bears on: an action, a deliverable, a solution, by kind and code."""

    decision = models.ForeignKey(
        Decision, models.CASCADE, verbose_name=_("décision"), related_name="links"
    )
    kind = models.CharField(_("nature"), max_length=30)
    key = models.CharField(_("code visé"), max_length=80)

    class Meta:
        verbose_name = _("objet de la décision")
        verbose_name_plural = _("objets des décisions")
        ordering = ["decision", "kind", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "kind", "key"],
                name="decision_link_once",
                violation_error_message=_("Cet objet est déjà lié à la décision."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, user: Person) -> "TaskQuerySet":
        """The team sees every to-do; each sees those of her seats."""
        if user.has_perm("governance.view_task"):
            return self
        if not isinstance(user, User):
            return self.none()
        return self.filter(holder__in=Membership.objects.held_by(user))

    def to_do(self) -> "TaskQuerySet":
        return self.filter(state=TaskState.OPEN)


@pghistory.track()
class Task(Illustrated):
    """Something small that someone does by a date."""

    code = models.SlugField(_("code"), max_length=40, unique=True, default=task_code)
    title = models.CharField(_("à faire"), max_length=200)
    detail = models.TextField(_("précisions"), blank=True)
    holder = models.ForeignKey(
        Membership, models.PROTECT, verbose_name=_("porteur"), related_name="tasks"
    )
    decision = models.ForeignKey(
        Decision,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("décision d'origine"),
        related_name="tasks",
    )
    interview = models.ForeignKey(
        "study.Interview",
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("entretien d'origine"),
        related_name="follow_ups",
    )
    due_on = models.DateField(_("échéance"), null=True, blank=True)
    state = models.CharField(_("état"), max_length=10, choices=TaskState, default=TaskState.OPEN)
    done_on = models.DateField(_("faite le"), null=True, blank=True, editable=False)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("tâche")
        verbose_name_plural = _("tâches")
        ordering = [models.F("due_on").asc(nulls_last=True), "code"]

    def __str__(self) -> str:
        return self.title

    def is_late_at(self, day: date) -> bool:
        return bool(self.state == TaskState.OPEN and self.due_on and self.due_on < day)
