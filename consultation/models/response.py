import pgtrigger
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultation.enums import Channel, RevisionKind


class ResponseQuerySet(models.QuerySet["Response"]):
    def counted(self) -> "ResponseQuerySet":
        """Keep the responses that count: all but those their authors withdrew."""
        return self.filter(withdrawn_at=None)


class Response(models.Model):
    """What one person answered to a consultation. Nothing here says who she is.

    No address, no user agent, no clear code: the keys are keyed hashes, so that the
    table alone leads neither to a person nor to a receipt.
    """

    consultation = models.ForeignKey(
        "consultation.Consultation",
        models.PROTECT,
        verbose_name=_("consultation"),
        related_name="responses",
    )
    questionnaire = models.ForeignKey(
        "consultation.Questionnaire",
        models.PROTECT,
        verbose_name=_("questionnaire"),
        related_name="+",
    )
    respondent_key = models.CharField(_("clé du répondant"), max_length=64)
    idempotency_key = models.CharField(_("clé d'envoi"), max_length=64, unique=True)
    receipt_hash = models.CharField(_("empreinte du code"), max_length=64, unique=True)
    channel = models.CharField(_("canal"), max_length=20, choices=Channel, default=Channel.WEB)
    language = models.CharField(_("langue"), max_length=5, default="fr")
    answers = models.JSONField(_("réponses"), default=dict, blank=True)
    submitted_at = models.DateTimeField(_("reçue le"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("retirée le"), null=True, blank=True)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name = _("réponse")
        verbose_name_plural = _("réponses")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "respondent_key"], name="response_one_a_respondent"
            ),
            models.CheckConstraint(
                condition=~models.Q(respondent_key=""), name="response_respondent_key_given"
            ),
        ]
        indexes = [models.Index(fields=["consultation", "channel"], name="response_counts")]
        permissions = [
            ("export_response", "Can export the answers, without the free texts"),
            ("read_texts_response", "Can export the free texts too"),
            ("import_response", "Can import answers collected elsewhere"),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class AnswerRevision(models.Model):
    """The append-only log of a response: each version of its answers, the last one current.

    The database refuses any change of a line but one: emptying its answers when their
    author withdraws them.
    """

    response = models.ForeignKey(
        Response, models.CASCADE, verbose_name=_("réponse"), related_name="revisions"
    )
    kind = models.CharField(_("nature"), max_length=20, choices=RevisionKind)
    answers = models.JSONField(_("réponses"), default=dict, blank=True)
    made_at = models.DateTimeField(_("faite le"), default=timezone.now)

    class Meta:
        verbose_name = _("version d'une réponse")
        verbose_name_plural = _("versions des réponses")
        ordering = ["pk"]
        triggers = [
            pgtrigger.Protect(
                name="append_only",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "NEW.answers <> '{}'::jsonb OR NEW.kind <> OLD.kind"
                    " OR NEW.response_id <> OLD.response_id OR NEW.made_at <> OLD.made_at"
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.response_id} {self.kind}"


class DraftResponse(models.Model):
    """Answers in progress, kept a few days under the hash of the browser's token."""

    consultation = models.ForeignKey(
        "consultation.Consultation", models.CASCADE, related_name="drafts"
    )
    questionnaire = models.ForeignKey(
        "consultation.Questionnaire", models.CASCADE, related_name="+"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    answers = models.JSONField(default=dict, blank=True)
    saved_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("réponse en cours")
        verbose_name_plural = _("réponses en cours")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
