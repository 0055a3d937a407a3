"""Secret ballots on a budget, and the count that is kept of them."""

from datetime import datetime, timedelta

import pgtrigger
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultation.enums import Channel, RevisionKind
from consultation.models.response import YEARS_KEPT
from perpignan.study.personal_data import PersonalData


class BallotQuerySet(models.QuerySet["Ballot"]):
    def due_for_erasure(self, now: datetime) -> "BallotQuerySet":
        """Find the ballots of votes that ended long ago; their count stays."""
        since = now - timedelta(days=365 * YEARS_KEPT)
        return self.filter(vote__closes_at__lt=since).exclude(choices=[])

    def forget(self) -> int:
        keys = list(self.values_list("pk", flat=True))
        BallotRevision.objects.filter(ballot__in=keys).exclude(choices=[]).update(choices=[])
        return Ballot.objects.filter(pk__in=keys).update(choices=[])


class Ballot(models.Model):
    """What one person chose. Nothing here says who she is, and no page of the team shows it.

    choices: lists [code of the project, points], in the order of preference where there is
    one; points are 0 where the ballot gives none.
    """

    vote = models.ForeignKey(
        "consultation.BudgetVote",
        models.PROTECT,
        verbose_name=_("vote"),
        related_name="ballots",
    )
    respondent_key = models.CharField(_("clé du votant"), max_length=64)
    idempotency_key = models.CharField(_("clé d'envoi"), max_length=64, unique=True)
    receipt_hash = models.CharField(_("empreinte du code"), max_length=64, unique=True)
    channel = models.CharField(_("canal"), max_length=20, choices=Channel, default=Channel.WEB)
    choices = models.JSONField(_("choix"), default=list, blank=True)
    cast_at = models.DateTimeField(_("reçu le"), default=timezone.now)

    objects = BallotQuerySet.as_manager()
    personal_data = PersonalData(
        people=_("Personnes qui votent sur un budget"),
        what=_("Leurs choix, sans nom ni adresse ; l'empreinte du code de leur reçu"),
        why=_("Compter les voix et permettre à chacun de vérifier la sienne"),
        how_long=_(
            "Cinq ans après la fin du vote, puis les bulletins sont vidés ; le décompte reste"
        ),
        basis=_("Mission d'intérêt public (RGPD, article 6.1.e)"),
        fields=("choices", "respondent_key", "idempotency_key", "receipt_hash"),
        due="due_for_erasure",
        erase="forget",
    )

    class Meta:
        verbose_name = _("bulletin")
        verbose_name_plural = _("bulletins")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["vote", "respondent_key"], name="ballot_one_a_respondent"
            ),
            models.CheckConstraint(
                condition=~models.Q(respondent_key=""), name="ballot_respondent_key_given"
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class BallotRevision(models.Model):
    """The append-only log of a ballot: each version of its choices, the last one counted."""

    ballot = models.ForeignKey(
        Ballot, models.CASCADE, verbose_name=_("bulletin"), related_name="revisions"
    )
    kind = models.CharField(_("nature"), max_length=20, choices=RevisionKind)
    choices = models.JSONField(_("choix"), default=list, blank=True)
    made_at = models.DateTimeField(_("faite le"), default=timezone.now)
    sent_key = models.CharField(
        _("clé d'envoi d'une correction"), max_length=64, null=True, unique=True
    )

    personal_data = PersonalData(
        people=_("Personnes qui votent sur un budget"),
        what=_("Les versions successives de leurs choix"),
        why=_("Montrer qu'aucun bulletin n'a été changé sans trace"),
        how_long=_("Comme les bulletins"),
        basis=_("Mission d'intérêt public (RGPD, article 6.1.e)"),
        fields=("choices", "sent_key"),
    )

    class Meta:
        verbose_name = _("version d'un bulletin")
        verbose_name_plural = _("versions des bulletins")
        ordering = ["pk"]
        triggers = [
            pgtrigger.Protect(
                name="ballot_append_only",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "NEW.choices <> '[]'::jsonb OR NEW.kind <> OLD.kind"
                    " OR NEW.ballot_id <> OLD.ballot_id OR NEW.made_at <> OLD.made_at"
                    " OR NEW.sent_key IS DISTINCT FROM OLD.sent_key"
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.ballot_id} {self.kind}"


class BudgetCount(models.Model):
    """The count of a vote, made once after its closing and never changed.

    results: what the page, the interface and the report show, by part of the vote (one, or
    one a district). files: the ballots of each part as they were counted, in the `.pb` format,
    in an order that says nothing of when they came.
    """

    vote = models.OneToOneField(
        "consultation.BudgetVote", models.PROTECT, verbose_name=_("vote"), related_name="count"
    )
    ballots = models.PositiveIntegerField(_("bulletins"))
    results = models.JSONField(_("résultats"))
    files = models.JSONField(_("fichiers des bulletins"))
    made_at = models.DateTimeField(_("fait le"), default=timezone.now)

    class Meta:
        verbose_name = _("décompte d'un vote")
        verbose_name_plural = _("décomptes des votes")
        ordering = ["-made_at"]
        triggers = [
            pgtrigger.Protect(
                name="budget_count_frozen", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.vote_id}"
