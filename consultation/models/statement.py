"""Statements to agree or disagree with, and the votes on them."""

from datetime import datetime, timedelta

import pgtrigger
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultation.enums import Opinion, SpokenStatus
from consultation.models.response import YEARS_KEPT
from consultation.models.spoken import Spoken, SpokenQuerySet
from perpignan.study.models import Illustrated, User
from perpignan.study.personal_data import PersonalData

STATEMENT_LENGTH = 280


class StatementQuerySet(SpokenQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> "StatementQuerySet":
        """Everyone reads published statements; moderators, all but the withdrawn."""
        if user.has_perm("consultation.moderate_contribution"):
            return self.exclude(status=SpokenStatus.WITHDRAWN)
        return self.published().exclude(consultation__status="draft")


class Statement(Spoken, Illustrated):
    """A sentence on which people say: agree, disagree, pass.

    Some are the options of a question of statements, found by their codes in all the versions
    of a questionnaire; others were proposed by citizens, or added by the team.
    """

    consultation = models.ForeignKey(
        "consultation.Consultation",
        models.PROTECT,
        verbose_name=_("consultation"),
        related_name="statements",
    )
    text_ca = models.CharField(_("texte en catalan"), max_length=STATEMENT_LENGTH, blank=True)
    text_en = models.CharField(_("texte en anglais"), max_length=STATEMENT_LENGTH, blank=True)
    question_code = models.CharField(
        _("code de la question"), max_length=40, blank=True, editable=False
    )
    option_code = models.CharField(
        _("code de la réponse proposée"), max_length=40, blank=True, editable=False
    )

    objects = StatementQuerySet.as_manager()
    personal_data = PersonalData(
        people=_("Personnes qui proposent une affirmation"),
        what=_("Leur phrase, sans nom ; l'empreinte d'un code"),
        why=_("Soumettre à tous ce que proposent les habitants"),
        how_long=_("Le temps de la publication ; retirée aussitôt que son auteur le demande"),
        basis=_("Mission d'intérêt public (RGPD, article 6.1.e)"),
        fields=("text", "text_ca", "text_en", "idempotency_key", "receipt_hash"),
        harmless=("language", "status_reason", "external_id", "question_code", "option_code"),
    )

    class Meta:
        verbose_name = _("affirmation")
        verbose_name_plural = _("affirmations")
        ordering = ["consultation", "pk"]
        indexes = [models.Index(fields=["consultation", "status"], name="statement_list")]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "question_code", "option_code"],
                condition=~models.Q(question_code=""),
                name="statement_of_one_option",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=SpokenStatus.REFUSED) | ~models.Q(status_reason=""),
                name="statement_refused_with_reason",
                violation_error_message=_("Une affirmation refusée porte le motif du refus."),
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=(SpokenStatus.MERGED, SpokenStatus.SPLIT)),
                name="statement_stays_whole",
            ),
            models.UniqueConstraint(
                fields=["consultation", "external_id"],
                condition=~models.Q(external_id=""),
                name="statement_external_once",
                violation_error_message=_("Cette affirmation a déjà été importée."),
            ),
        ]

    def __str__(self) -> str:
        return self.text or f"{self._meta.verbose_name} {self.pk}"


class StatementVoteQuerySet(models.QuerySet["StatementVote"]):
    def due_for_erasure(self, now: datetime) -> "StatementVoteQuerySet":
        """Find the votes of consultations that ended long ago, as for responses."""
        since = now - timedelta(days=365 * YEARS_KEPT)
        return self.filter(statement__consultation__closes_at__lt=since)


class StatementVote(models.Model):
    """A vote given on the page of votes: one line each time, the last one counts.

    The key is the one that a response of the same person bears, so that what she said in the
    questionnaire and here meet. The database refuses to change a line.
    """

    statement = models.ForeignKey(
        Statement, models.CASCADE, verbose_name=_("affirmation"), related_name="votes"
    )
    voter_key = models.CharField(_("clé du votant"), max_length=64, db_index=True)
    opinion = models.CharField(_("avis"), max_length=10, choices=Opinion)
    made_at = models.DateTimeField(_("le"), default=timezone.now)

    objects = StatementVoteQuerySet.as_manager()
    personal_data = PersonalData(
        people=_("Personnes qui donnent leur avis sur des affirmations"),
        what=_("Leur avis sur chacune, sans nom ; l'empreinte d'un jeton de leur navigateur"),
        why=_("Trouver ce qui réunit et ce qui sépare"),
        how_long=_("Comme les réponses ; effacé aussitôt qu'elles le demandent"),
        basis=_("Mission d'intérêt public (RGPD, article 6.1.e)"),
        fields=("opinion", "voter_key"),
        due="due_for_erasure",
    )

    class Meta:
        verbose_name = _("avis sur une affirmation")
        verbose_name_plural = _("avis sur des affirmations")
        ordering = ["pk"]
        indexes = [models.Index(fields=["statement", "made_at"], name="statement_vote_recent")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(voter_key=""), name="vote_key_given"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.statement_id} {self.opinion}"
