"""Invitations: how a person of the study gets her account."""

from datetime import datetime, timedelta

import pghistory
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from perpignan.study.enums import Role
from perpignan.study.personal_data import PersonalData

#: An invitation that nobody took is erased this long after its end.
KEPT_AFTER_END = timedelta(days=90)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, now: datetime) -> "InvitationQuerySet":
        """Keep those that may still be taken."""
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=now)

    def due(self, now: datetime) -> "InvitationQuerySet":
        """Find those that ended long enough ago."""
        return self.filter(expires_at__lt=now - KEPT_AFTER_END)


# What is erased with the row is kept in no event.
@pghistory.track(exclude=["token_hash", "email", "full_name", "job_title", "department"])
class Invitation(models.Model):
    """A link sent to one person, good once and for a time; the link itself is not kept."""

    email = models.EmailField(_("adresse électronique"))
    role = models.CharField(_("rôle"), max_length=20, choices=Role)
    full_name = models.CharField(_("nom affiché"), max_length=150, blank=True)
    job_title = models.CharField(_("fonction"), max_length=150, blank=True)
    department = models.CharField(_("service"), max_length=150, blank=True)
    organisation = models.ForeignKey(
        "study.Partner",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("organisme"),
        related_name="+",
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        "study.User",
        models.PROTECT,
        verbose_name=_("invitée par"),
        related_name="invitations_sent",
        editable=False,
    )
    created_at = models.DateTimeField(_("envoyée le"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("bonne jusqu'au"), editable=False)
    accepted_at = models.DateTimeField(_("acceptée le"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("retirée le"), null=True, editable=False)
    user = models.ForeignKey(
        "study.User",
        models.CASCADE,
        null=True,
        verbose_name=_("compte"),
        related_name="invitations",
        editable=False,
    )

    objects = InvitationQuerySet.as_manager()

    personal_data = PersonalData(
        people=_("Personnes invitées à rejoindre l'étude"),
        what=_("Adresse électronique, nom affiché, fonction, service"),
        why=_("Ouvrir un compte à une personne précise, et à elle seule"),
        how_long=_("Trois mois après la fin de l'invitation"),
        basis=_("Mission d'intérêt public (RGPD, article 6.1.e)"),
        fields=("email", "full_name", "job_title", "department", "user", "invited_by"),
        harmless=("role", "token_hash"),
        is_public=False,
        due="due",
    )

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=models.Q(accepted_at=None, revoked_at=None),
                name="invitation_one_open_a_person",
                violation_error_message=_(
                    "Une invitation attend déjà cette personne : renvoyez-la ou retirez-la."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} ({self.get_role_display()})"

    @property
    def is_open(self) -> bool:
        """Say whether the link may still be taken."""
        is_waiting = self.accepted_at is None and self.revoked_at is None
        return is_waiting and self.expires_at > timezone.now()

    @property
    def state(self) -> str:
        """Say in a word where the invitation stands."""
        if self.accepted_at:
            return str(_("acceptée"))
        if self.revoked_at:
            return str(_("retirée"))
        return str(_("en attente") if self.is_open else _("expirée"))
