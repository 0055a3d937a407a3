"""Workshops: how many came, what each option gathered, what was said."""

from datetime import datetime, timedelta

import pghistory
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultation.enums import VerbatimStatus
from perpignan.study.models import Illustrated
from perpignan.study.models.user import User
from perpignan.study.personal_data import PersonalData

MOST_PARTICIPANTS = 2000
DISCARDED_DAYS = 180


@pghistory.track()
class Workshop(Illustrated):
    """A meeting where people answered together; its participants count as participants."""

    consultation = models.ForeignKey(
        "consultation.Consultation",
        models.PROTECT,
        verbose_name=_("consultation"),
        related_name="workshops",
    )
    title = models.CharField(_("titre"), max_length=200)
    held_on = models.DateField(_("date"))
    place = models.CharField(_("lieu"), max_length=150)
    zone = models.ForeignKey(
        "study.Zone",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("quartier"),
        related_name="+",
    )
    participant_count = models.PositiveSmallIntegerField(
        _("nombre de participants"), validators=[MaxValueValidator(MOST_PARTICIPANTS)]
    )
    facilitators = models.CharField(
        _("animation"),
        max_length=250,
        blank=True,
        help_text=_("De préférence des fonctions, sans nom."),
    )

    personal_data = PersonalData(
        people=_("Personnes qui animent les ateliers"),
        what=_("Leur fonction, ou leur nom s'il a été écrit"),
        why=_("Savoir à qui demander le compte rendu"),
        how_long=_("Le temps de l'étude ; l'équipe efface à la demande"),
        fields=("facilitators",),
        harmless=("title", "place"),
        is_public=False,
    )

    class Meta:
        verbose_name = _("atelier")
        verbose_name_plural = _("ateliers")
        ordering = ["-held_on", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("consultation:workshop-detail", args=[self.consultation.slug, self.pk])


@pghistory.track()
class WorkshopCount(models.Model):
    """How many in a workshop chose an option."""

    workshop = models.ForeignKey(
        Workshop, models.CASCADE, verbose_name=_("atelier"), related_name="counts"
    )
    option = models.ForeignKey(
        "consultation.Option", models.PROTECT, verbose_name=_("réponse"), related_name="+"
    )
    count = models.PositiveSmallIntegerField(_("nombre"))

    class Meta:
        verbose_name = _("décompte d'atelier")
        verbose_name_plural = _("décomptes d'atelier")
        ordering = ["workshop", "option"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "option"], name="workshop_count_once_an_option"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.option_id} : {self.count}"

    def clean(self) -> None:
        if self.count > self.workshop.participant_count:
            raise ValidationError({"count": _("Plus de réponses que de participants.")})


class VerbatimQuerySet(models.QuerySet["Verbatim"]):
    def due_for_erasure(self, now: datetime) -> "VerbatimQuerySet":
        """Find the words that were set aside, some time after the workshop."""
        day = timezone.localdate(now) - timedelta(days=DISCARDED_DAYS)
        return self.filter(status=VerbatimStatus.DISCARDED, workshop__held_on__lt=day)

    def public(self) -> "VerbatimQuerySet":
        return self.filter(status=VerbatimStatus.PUBLISHED)

    def visible_to(self, user: User | AnonymousUser) -> "VerbatimQuerySet":
        """Everyone reads what was read over and published; the team all that was noted."""
        return self if user.has_perm("consultation.view_verbatim") else self.public()


@pghistory.track(exclude=["text"])
class Verbatim(models.Model):
    """Words heard in a workshop, read over before anyone else reads them."""

    workshop = models.ForeignKey(
        Workshop, models.CASCADE, verbose_name=_("atelier"), related_name="verbatims"
    )
    question = models.ForeignKey(
        "consultation.Question",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("question"),
        related_name="+",
    )
    text = models.TextField(
        _("propos"), max_length=1000, help_text=_("Sans nom, ni adresse, ni information de santé.")
    )
    status = models.CharField(
        _("état"), max_length=10, choices=VerbatimStatus, default=VerbatimStatus.PENDING
    )

    objects = VerbatimQuerySet.as_manager()
    personal_data = PersonalData(
        people=_("Participants aux ateliers"),
        what=_("Leurs propos, notés sans nom et relus avant d'être publics"),
        why=_("Rendre compte de ce qui a été dit"),
        how_long=_("Le temps de l'étude ; ce qui est écarté est effacé six mois après l'atelier"),
        fields=("text",),
        due="due_for_erasure",
    )

    class Meta:
        verbose_name = _("propos d'atelier")
        verbose_name_plural = _("propos d'atelier")
        ordering = ["workshop", "pk"]

    def __str__(self) -> str:
        return self.text[:80]
