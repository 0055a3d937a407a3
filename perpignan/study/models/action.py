import pghistory
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from perpignan.study.enums import ActionStatus, Visibility
from perpignan.study.models.base import Illustrated
from perpignan.study.models.user import User


class ActionQuerySet(models.QuerySet["Action"]):
    def public(self) -> "ActionQuerySet":
        return self.filter(visibility=Visibility.PUBLIC)

    def visible_to(self, user: User | AnonymousUser) -> "ActionQuerySet":
        """Everyone sees public actions; who may view actions in the back office, all."""
        if user.has_perm("study.view_action"):
            return self
        return self.public()

    def placed_in(self, zone: str) -> "ActionQuerySet":
        """Keep the actions placed in the zone of this code; those without a zone are not."""
        return self.filter(zones__code=zone)


@pghistory.track()
class Action(Illustrated):
    """Something to do for the heart of town: the noun that every phase points at.

    An action knows no phase: a benchmark case, a finding or a citizen's words point
    at it from their own phase, and the evidence registry gathers them.
    """

    code = models.CharField(_("code"), max_length=20, unique=True)
    title = models.CharField(_("titre"), max_length=200)
    priority = models.ForeignKey(
        "study.Priority", models.PROTECT, verbose_name=_("priorité"), related_name="actions"
    )
    axes = models.ManyToManyField(
        "study.Axis", blank=True, verbose_name=_("axes"), related_name="actions"
    )
    zones = models.ManyToManyField(
        "study.Zone",
        blank=True,
        verbose_name=_("zones"),
        related_name="actions",
        help_text=_("Où elle se fait. Aucune : dans tout le cœur de ville."),
    )
    objective = models.TextField(_("objectif"), blank=True)
    lead_department = models.CharField(_("service responsable"), max_length=200, blank=True)
    status = models.CharField(
        _("état"), max_length=20, choices=ActionStatus, default=ActionStatus.PROPOSED
    )
    discard_reason = models.TextField(
        _("raison de l'abandon"), blank=True, help_text=_("Publiée avec l'action écartée.")
    )
    visibility = models.CharField(
        _("visibilité"), max_length=20, choices=Visibility, default=Visibility.INTERNAL
    )

    objects = ActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status=ActionStatus.DISCARDED) | ~models.Q(discard_reason=""),
                name="action_discarded_with_reason",
                violation_error_message=_("Une action écartée porte la raison de l'abandon."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def clean(self) -> None:
        if self.status == ActionStatus.DISCARDED and not self.discard_reason:
            raise ValidationError({"discard_reason": _("Indiquez pourquoi l'action est écartée.")})
