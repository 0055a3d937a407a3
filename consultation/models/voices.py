"""What others add to a contribution: their support, a comment; and what moderators did."""

import pgtrigger
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultation.enums import ModerationVerb, SpokenStatus
from consultation.models.contribution import READABLE, Contribution
from consultation.models.spoken import REASON_MAX, Spoken, SpokenQuerySet
from perpignan.study.models import Illustrated, User
from perpignan.study.personal_data import PersonalData

COMMENT_LENGTH = 1500


class Support(models.Model):
    """One person stands by a contribution: a keyed hash of her browser's token, once.

    The key is the same for all the contributions of a consultation, so that a person who
    supported two of them counts once when they are merged; it leads nowhere else.
    """

    contribution = models.ForeignKey(
        Contribution, models.CASCADE, verbose_name=_("contribution"), related_name="supports"
    )
    supporter_key = models.CharField(_("clé du soutien"), max_length=64)

    personal_data = PersonalData(
        people=_("Personnes qui soutiennent une idée"),
        what=_("L'empreinte d'un jeton de leur navigateur"),
        why=_("Compter chaque personne une fois"),
        how_long=_("Jusqu'au retrait du soutien ou de l'idée"),
        basis=_("Mission d'intérêt public (RGPD, article 6.1.e)"),
        fields=("supporter_key",),
    )

    class Meta:
        verbose_name = _("soutien")
        verbose_name_plural = _("soutiens")
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "supporter_key"], name="support_one_a_person"
            ),
            models.CheckConstraint(condition=~models.Q(supporter_key=""), name="support_key_given"),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class CommentQuerySet(SpokenQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> "CommentQuerySet":
        """Everyone reads published comments of what everyone reads; moderators, all."""
        if user.has_perm("consultation.moderate_contribution"):
            return self.exclude(status=SpokenStatus.WITHDRAWN)
        return self.published().filter(contribution__status__in=READABLE)


class Comment(Spoken, Illustrated):
    """What another citizen says of a contribution; comments are not commented."""

    contribution = models.ForeignKey(
        Contribution, models.CASCADE, verbose_name=_("contribution"), related_name="comments"
    )

    objects = CommentQuerySet.as_manager()
    personal_data = PersonalData(
        people=_("Auteurs de commentaires"),
        what=_("Leur commentaire, sans nom ; l'empreinte d'un code"),
        why=_("Publier ce que disent les habitants des idées des autres"),
        how_long=_("Le temps de la publication"),
        basis=_("Mission d'intérêt public (RGPD, article 6.1.e)"),
        fields=("text", "idempotency_key", "receipt_hash"),
        harmless=("language", "status_reason", "external_id"),
    )

    class Meta:
        verbose_name = _("commentaire")
        verbose_name_plural = _("commentaires")
        ordering = ["submitted_at", "pk"]
        indexes = [models.Index(fields=["contribution", "status"], name="comment_list")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status=SpokenStatus.REFUSED) | ~models.Q(status_reason=""),
                name="comment_refused_with_reason",
                violation_error_message=_("Un commentaire refusé porte le motif du refus."),
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=(SpokenStatus.MERGED, SpokenStatus.SPLIT)),
                name="comment_stays_whole",
            ),
            models.UniqueConstraint(
                fields=["contribution", "external_id"],
                condition=~models.Q(external_id=""),
                name="comment_external_once",
                violation_error_message=_("Ce commentaire a déjà été importé."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


def _one_of(*names: str) -> models.Q:
    """Ask that one of these links be there, and the others not."""
    given = models.Q()
    for name in names:
        given |= models.Q(**{f"{other}__isnull": other != name for other in names})
    return given


class ModerationEvent(models.Model):
    """The append-only log of what was decided of a contribution, a comment or a statement.

    The database refuses to change or delete a line; only the account of who left the
    team may be forgotten.
    """

    contribution = models.ForeignKey(
        Contribution,
        models.CASCADE,
        null=True,
        blank=True,
        verbose_name=_("contribution"),
        related_name="events",
    )
    comment = models.ForeignKey(
        Comment,
        models.CASCADE,
        null=True,
        blank=True,
        verbose_name=_("commentaire"),
        related_name="events",
    )
    statement = models.ForeignKey(
        "consultation.Statement",
        models.CASCADE,
        null=True,
        blank=True,
        verbose_name=_("affirmation"),
        related_name="events",
    )
    verb = models.CharField(_("décision"), max_length=20, choices=ModerationVerb)
    reason = models.CharField(_("motif"), max_length=REASON_MAX, blank=True)
    by = models.ForeignKey(
        "study.User",
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("par"),
        related_name="+",
    )
    made_at = models.DateTimeField(_("le"), default=timezone.now)

    personal_data = PersonalData(
        people=_("Membres de l'équipe qui relisent les contributions"),
        what=_("Qui a décidé, quand et pourquoi"),
        why=_("Garder la trace des décisions de modération"),
        how_long=_("Le temps de la consultation et de son bilan"),
        basis=_("Mission d'intérêt public (RGPD, article 6.1.e)"),
        fields=("by",),
        harmless=("reason",),
        is_public=False,
    )

    class Meta:
        verbose_name = _("décision de modération")
        verbose_name_plural = _("décisions de modération")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=_one_of("contribution", "comment", "statement"),
                name="moderation_of_one_thing",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="append_only",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "NEW.verb <> OLD.verb OR NEW.reason <> OLD.reason"
                    " OR NEW.made_at <> OLD.made_at OR NEW.by_id IS NOT NULL"
                    " OR NEW.contribution_id IS DISTINCT FROM OLD.contribution_id"
                    " OR NEW.comment_id IS DISTINCT FROM OLD.comment_id"
                    " OR NEW.statement_id IS DISTINCT FROM OLD.statement_id"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()} {self.made_at:%Y-%m-%d}"
