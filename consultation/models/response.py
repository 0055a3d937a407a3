from datetime import datetime, timedelta

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultation.enums import Channel, MarkReason, RevisionKind
from perpignan.study.personal_data import PersonalData

#: How long answers are kept, once the consultation is over.
YEARS_KEPT = 5
DRAFT_DAYS = 7


class ResponseQuerySet(models.QuerySet["Response"]):
    def due_for_erasure(self, now: datetime) -> "ResponseQuerySet":
        """Find the answers of consultations that ended long ago."""
        since = now - timedelta(days=365 * YEARS_KEPT)
        return self.filter(consultation__closes_at__lt=since).exclude(answers={})

    def forget(self) -> int:
        """Empty the answers and their logs; that someone took part stays counted."""
        keys = list(self.values_list("pk", flat=True))
        AnswerRevision.objects.filter(response__in=keys).exclude(answers={}).update(answers={})
        return Response.objects.filter(pk__in=keys).update(answers={})

    def counted(self) -> "ResponseQuerySet":
        """Keep the responses that count: all but those their authors withdrew."""
        return self.filter(withdrawn_at=None)

    def marked(self) -> "ResponseQuerySet":
        """Keep the responses that bear a mark of suspicion."""
        return self.filter(models.Exists(_standing_marks()))

    def unmarked(self) -> "ResponseQuerySet":
        return self.filter(~models.Exists(_standing_marks()))


def _standing_marks() -> models.QuerySet["ResponseMark"]:
    return ResponseMark.objects.filter(response=models.OuterRef("pk"), lifted_at=None)


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
    personal_data = PersonalData(
        people=_("Personnes qui répondent à une consultation"),
        what=_(
            "Leurs réponses, sans nom ni adresse ; une tranche d'âge et un quartier si elles "
            "les ont donnés ; l'empreinte du code de leur reçu"
        ),
        why=_("Établir le bilan de la consultation et éclairer le plan d'action"),
        how_long=_(
            "Cinq ans après la fin de la consultation, puis les réponses sont vidées. "
            "Jusqu'à la fin de la consultation, chacun peut retirer la sienne avec son code"
        ),
        basis=_("Mission d'intérêt public (RGPD, article 6.1.e)"),
        fields=("answers", "respondent_key", "idempotency_key", "receipt_hash"),
        harmless=("language",),
        due="due_for_erasure",
        erase="forget",
    )

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
            ("mark_response", "Can mark responses as doubtful"),
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
    sent_key = models.CharField(
        _("clé d'envoi d'une correction"), max_length=64, null=True, unique=True
    )

    personal_data = PersonalData(
        people=_("Personnes qui répondent à une consultation"),
        what=_("Les versions successives de leurs réponses"),
        why=_("Montrer qu'aucune réponse n'a été changée sans trace"),
        how_long=_("Comme les réponses ; vidées aussitôt d'un retrait"),
        basis=_("Mission d'intérêt public (RGPD, article 6.1.e)"),
        fields=("answers", "sent_key"),
    )

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
                    " OR NEW.sent_key IS DISTINCT FROM OLD.sent_key"
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.response_id} {self.kind}"


class DraftResponseQuerySet(models.QuerySet["DraftResponse"]):
    def due_for_erasure(self, now: datetime) -> "DraftResponseQuerySet":
        return self.filter(saved_at__lt=now - timedelta(days=DRAFT_DAYS))


class ResponseMark(models.Model):
    """A doubt about a response. It still is there and counts: results are read with and without.

    A mark tells nothing of where the response came from; lifting it keeps its trace.
    """

    response = models.ForeignKey(
        Response, models.CASCADE, verbose_name=_("réponse"), related_name="marks"
    )
    reason = models.CharField(_("motif"), max_length=20, choices=MarkReason)
    made_at = models.DateTimeField(_("faite le"), default=timezone.now)
    lifted_at = models.DateTimeField(_("levée le"), null=True, blank=True)

    class Meta:
        verbose_name = _("réserve sur une réponse")
        verbose_name_plural = _("réserves sur des réponses")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "reason"],
                name="response_mark_unique",
                violation_error_message=_("Cette réponse porte déjà cette réserve."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.response_id} {self.reason}"


class DraftResponse(models.Model):
    """Answers in progress, kept a few days under the hash of the browser's token.

    Sending them stores a response, or corrects the one that `corrects` names. The draft
    follows its author from a browser to another: those it left are remembered by their
    keys, to tell them so.
    """

    consultation = models.ForeignKey(
        "consultation.Consultation", models.CASCADE, related_name="drafts"
    )
    questionnaire = models.ForeignKey(
        "consultation.Questionnaire", models.CASCADE, related_name="+"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    resume_hash = models.CharField(max_length=64, unique=True, null=True)
    former_keys = ArrayField(models.CharField(max_length=64), default=list, blank=True)
    respondent_key = models.CharField(max_length=64, blank=True)
    corrects = models.ForeignKey(Response, models.CASCADE, null=True, related_name="corrections")
    answers = models.JSONField(default=dict, blank=True)
    saved_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = DraftResponseQuerySet.as_manager()
    personal_data = PersonalData(
        people=_("Personnes qui ont commencé à répondre"),
        what=_("Leurs réponses en cours, sous l'empreinte d'un jeton de leur navigateur"),
        why=_("Reprendre plus tard sans rien perdre"),
        how_long=_("Sept jours après le dernier enregistrement, ou jusqu'à l'envoi"),
        basis=_("Mission d'intérêt public (RGPD, article 6.1.e)"),
        fields=("answers", "token_hash", "resume_hash", "respondent_key"),
        due="due_for_erasure",
    )

    class Meta:
        verbose_name = _("réponse en cours")
        verbose_name_plural = _("réponses en cours")
        indexes = [GinIndex(fields=["former_keys"], name="draft_former_keys")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
