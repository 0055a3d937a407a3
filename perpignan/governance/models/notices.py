"""What a person was told: each fact once, in the portal and by mail."""

import hashlib
import secrets
from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from perpignan.governance.enums import DigestState, Rhythm
from perpignan.study.models import User
from perpignan.study.personal_data import PersonalData


class NoticePreference(models.Model):
    """How often a person is written to: by day, by week, never; and quiet for a while."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("personne"),
        related_name="notice_preference",
    )
    rhythm = models.CharField(
        _("résumé par courriel"), max_length=10, choices=Rhythm, default=Rhythm.DAILY
    )
    quiet_until = models.DateField(
        _("silence jusqu'au"),
        null=True,
        blank=True,
        help_text=_("Pendant un congé, par exemple : rien n'est envoyé jusqu'à ce jour inclus."),
    )

    personal_data = PersonalData(
        people=_("Membres de l'équipe et contacts des partenaires"),
        what=_("Le rythme des courriels qu'ils ont choisi"),
        why=_("Ne pas écrire plus qu'il ne faut"),
        how_long=_("Le temps du compte"),
        basis=_("Mission d'intérêt public (RGPD, article 6.1.e)"),
        fields=("person",),
        is_public=False,
    )

    class Meta:
        verbose_name = _("réglage des avis")
        verbose_name_plural = _("réglages des avis")

    def __str__(self) -> str:
        return self.get_rhythm_display()

    def wants_mail_on(self, day: date) -> bool:
        """Say whether a summary goes out that day: a weekly one goes on Mondays."""
        if self.quiet_until and day <= self.quiet_until:
            return False
        return self.rhythm == Rhythm.DAILY or (self.rhythm == Rhythm.WEEKLY and day.weekday() == 0)


class Digest(models.Model):
    """The summary of a day for a person: the row that only one sender can make."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("personne"),
        related_name="digests",
    )
    day = models.DateField(_("jour"))
    state = models.CharField(
        _("état"), max_length=10, choices=DigestState, default=DigestState.SENDING
    )
    count = models.PositiveSmallIntegerField(_("avis"), default=0)
    error = models.CharField(_("raison de l'échec"), max_length=200, blank=True)
    made_at = models.DateTimeField(_("préparé le"), default=timezone.now)

    personal_data = PersonalData(
        people=_("Membres de l'équipe et contacts des partenaires"),
        what=_("Quel jour un résumé leur fut envoyé"),
        why=_("N'écrire qu'une fois"),
        how_long=_("Le temps du compte"),
        basis=_("Mission d'intérêt public (RGPD, article 6.1.e)"),
        fields=("person",),
        harmless=("error",),
        is_public=False,
    )

    class Meta:
        verbose_name = _("résumé envoyé")
        verbose_name_plural = _("résumés envoyés")
        ordering = ["-day", "person"]
        constraints = [
            models.UniqueConstraint(fields=["person", "day"], name="digest_once_a_day"),
        ]

    def __str__(self) -> str:
        return str(self.day)


class Notice(models.Model):
    """A fact that a person was told, or has read: never told to her again."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("personne"),
        related_name="notices",
    )
    fact = models.CharField(_("fait"), max_length=150)
    digest = models.ForeignKey(
        Digest,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("résumé"),
        related_name="notices",
    )
    read_at = models.DateTimeField(_("lu le"), null=True, blank=True)
    made_at = models.DateTimeField(_("noté le"), default=timezone.now)

    personal_data = PersonalData(
        people=_("Membres de l'équipe et contacts des partenaires"),
        what=_("Les faits dont ils furent avertis, par leur référence"),
        why=_("Ne pas avertir deux fois du même fait"),
        how_long=_("Le temps du compte"),
        basis=_("Mission d'intérêt public (RGPD, article 6.1.e)"),
        fields=("person",),
        harmless=("fact",),
        is_public=False,
    )

    class Meta:
        verbose_name = _("avis")
        verbose_name_plural = _("avis")
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(fields=["person", "fact"], name="notice_of_a_fact_once"),
        ]

    def __str__(self) -> str:
        return self.fact


def fingerprint_of(token: str) -> str:
    """Give what is stored of a secret link: who reads the database cannot follow it."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    return secrets.token_urlsafe(32)


class FeedLinkQuerySet(models.QuerySet["FeedLink"]):
    def alive(self) -> "FeedLinkQuerySet":
        return self.filter(revoked_at=None, person__is_active=True)

    def of_token(self, token: str) -> "FeedLinkQuerySet":
        return self.alive().filter(token_hash=fingerprint_of(token))


class FeedLink(models.Model):
    """A secret link to the calendar of a person, which she may revoke at any time."""

    person = models.ForeignKey(
        User, models.CASCADE, verbose_name=_("personne"), related_name="feed_links"
    )
    token_hash = models.CharField(_("empreinte du lien"), max_length=64, unique=True)
    label = models.CharField(_("pour quel agenda"), max_length=80, blank=True)
    created_at = models.DateTimeField(_("créé le"), default=timezone.now)
    revoked_at = models.DateTimeField(_("révoqué le"), null=True, blank=True)

    objects = FeedLinkQuerySet.as_manager()

    personal_data = PersonalData(
        people=_("Membres de l'équipe et contacts des partenaires"),
        what=_("L'empreinte d'un lien secret vers leur agenda"),
        why=_("Montrer réunions et échéances dans leur agenda"),
        how_long=_("Jusqu'à ce qu'ils le révoquent, ou la fin du compte"),
        basis=_("Mission d'intérêt public (RGPD, article 6.1.e)"),
        fields=("person",),
        harmless=("token_hash", "label"),
        is_public=False,
    )

    class Meta:
        verbose_name = _("lien d'agenda")
        verbose_name_plural = _("liens d'agenda")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.label or str(self.created_at)
