"""Ranking sessions: what is weighed, scored and classed together, then frozen."""

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from diagnostic.enums import (
    ActionCategory,
    SessionStatus,
    WeightModel,
)
from diagnostic.models.criteria import NOT_NEGATIVE, Criterion, Stakeholder
from perpignan.study.models import Illustrated, User
from perpignan.study.personal_data import PersonalData

MOST_DRAWS = 50_000


class RankingSessionQuerySet(models.QuerySet["RankingSession"]):
    def frozen(self) -> "RankingSessionQuerySet":
        return self.filter(status=SessionStatus.FROZEN)

    def visible_to(self, user: User | AnonymousUser) -> "RankingSessionQuerySet":
        """Everyone sees what is frozen; who may view sessions in preparation, all."""
        return self if user.has_perm("diagnostic.view_rankingsession") else self.frozen()


#: Refuses, in the database itself, whatever would touch a frozen session.
REFUSAL = "Cette session est figée : elle ne change plus."


def _guard(name: str) -> pgtrigger.Trigger:
    """Refuse to add, change or remove a row of a frozen session, whoever asks."""
    lines = [
        "IF EXISTS (SELECT 1 FROM diagnostic_rankingsession s WHERE s.status = 'frozen'",
        "  AND s.id IN (OLD.session_id, NEW.session_id))",
        f"THEN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'check_violation'; END IF;",
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;",
    ]
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func="\n".join(lines),
    )


@pghistory.track(exclude=["results", "results_key"])
class RankingSession(Illustrated):
    """One time that actions were ranked, with the weights and scores of that day.

    Open, it follows what people enter. Frozen, it keeps all it was computed from and
    what came out (`snapshot`), and neither the portal nor SQL changes it any more.
    """

    code = models.SlugField(_("code"), max_length=60, unique=True)
    title = models.CharField(_("titre"), max_length=200)
    held_on = models.DateField(_("date de la séance"))
    status = models.CharField(
        _("état"),
        max_length=10,
        choices=SessionStatus,
        default=SessionStatus.OPEN,
        editable=False,
    )
    adopted_note = models.TextField(
        _("ce qui a été adopté"),
        blank=True,
        help_text=_("Par qui, avec quelles réserves. Publié avec la session figée."),
    )
    weight_model = models.CharField(
        _("incertitude sur les poids"),
        max_length=10,
        choices=WeightModel,
        default=WeightModel.CENTRED,
    )
    concentration = models.PositiveSmallIntegerField(
        _("concentration"),
        default=50,
        validators=[MinValueValidator(1), MaxValueValidator(10_000)],
        help_text=_("Autour des poids convenus : à 50, un poids de 20 % varie d'environ 6 points."),
    )
    draws = models.PositiveIntegerField(
        _("tirages"),
        default=10_000,
        validators=[MinValueValidator(100), MaxValueValidator(MOST_DRAWS)],
    )
    seed = models.PositiveIntegerField(
        _("graine"), default=2020, help_text=_("La même graine redonne les mêmes tirages.")
    )
    results = models.JSONField(null=True, editable=False)
    results_key = models.CharField(max_length=64, blank=True, editable=False)
    snapshot = models.JSONField(null=True, editable=False)
    sha256 = models.CharField(_("empreinte"), max_length=64, blank=True, editable=False)
    frozen_at = models.DateTimeField(_("figée le"), null=True, editable=False)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        verbose_name=_("figée par"),
        related_name="+",
    )

    objects = RankingSessionQuerySet.as_manager()

    personal_data = PersonalData(
        people=_("Membres de l'équipe"),
        what=_("Qui a figé une séance de hiérarchisation"),
        why=_("Savoir qui a arrêté un classement"),
        how_long=_("Le temps de l'étude"),
        fields=("frozen_by",),
        harmless=("code", "title", "adopted_note", "results", "results_key", "snapshot", "sha256"),
        is_public=False,
    )

    class Meta:
        verbose_name = _("session de classement")
        verbose_name_plural = _("sessions de classement")
        ordering = ["-held_on", "-pk"]
        permissions = [("freeze_rankingsession", _("Peut figer une session"))]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status=SessionStatus.OPEN)
                | models.Q(snapshot__isnull=False, frozen_at__isnull=False),
                name="frozen_session_has_its_snapshot",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="frozen_session_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__status=SessionStatus.FROZEN.value),
                func=f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'check_violation';",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("diagnostic:session-detail", args=[self.code])

    @property
    def is_frozen(self) -> bool:
        return self.status == SessionStatus.FROZEN


class OfSession(models.Model):
    """A row of a session, which freezes with it."""

    session: models.ForeignKey[RankingSession, RankingSession]

    class Meta:
        abstract = True

    def clean(self) -> None:
        if self.session_id and self.session.is_frozen:  # type: ignore[attr-defined]  # children have the link
            raise ValidationError(_("Cette session est figée : rien n'y change plus."))


@pghistory.track()
class RankedAction(OfSession):
    """An action that the session ranks, and what is proposed for it."""

    session = models.ForeignKey(
        RankingSession, models.CASCADE, verbose_name=_("session"), related_name="ranked_actions"
    )
    action = models.ForeignKey(
        "study.Action", models.PROTECT, verbose_name=_("action"), related_name="+"
    )
    category = models.CharField(
        _("classe"), max_length=20, choices=ActionCategory, blank=True, default=""
    )
    public_reason = models.TextField(
        _("raison publiée"),
        blank=True,
        help_text=_("Obligatoire pour une action écartée : elle est lue par tous."),
    )

    class Meta:
        verbose_name = _("action de la session")
        verbose_name_plural = _("actions de la session")
        ordering = ["action__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "action"],
                name="action_once_per_session",
                violation_error_message=_("Cette action est déjà dans la session."),
            ),
            models.CheckConstraint(
                condition=~models.Q(category=ActionCategory.DISCARDED)
                | ~models.Q(public_reason=""),
                name="discarded_with_public_reason",
                violation_error_message=_("Dites pourquoi l'action est écartée."),
            ),
        ]
        triggers = [_guard("frozen_session_keeps_actions")]

    def __str__(self) -> str:
        return f"{self.session_id} : {self.action_id}"


@pghistory.track()
class StakeholderWeight(OfSession):
    """How much a criterion counts for a stakeholder in a session."""

    session = models.ForeignKey(
        RankingSession, models.CASCADE, verbose_name=_("session"), related_name="weights"
    )
    stakeholder = models.ForeignKey(
        Stakeholder, models.PROTECT, verbose_name=_("partie prenante"), related_name="weights"
    )
    criterion = models.ForeignKey(
        Criterion, models.PROTECT, verbose_name=_("critère"), related_name="weights"
    )
    weight = models.DecimalField(
        _("poids"), max_digits=8, decimal_places=2, validators=NOT_NEGATIVE
    )

    class Meta:
        verbose_name = _("poids")
        verbose_name_plural = _("poids")
        ordering = ["stakeholder__order", "criterion__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "stakeholder", "criterion"],
                name="weight_once_per_stakeholder",
                violation_error_message=_("Ce poids est déjà donné."),
            ),
            models.CheckConstraint(condition=models.Q(weight__gte=0), name="weight_not_negative"),
        ]
        triggers = [_guard("frozen_session_keeps_weights")]

    def __str__(self) -> str:
        return f"{self.weight}"


@pghistory.track()
class ActionScore(OfSession):
    """What an action is worth on a criterion: a number, an interval, or not known yet."""

    session = models.ForeignKey(
        RankingSession, models.CASCADE, verbose_name=_("session"), related_name="scores"
    )
    action = models.ForeignKey(
        "study.Action", models.PROTECT, verbose_name=_("action"), related_name="+"
    )
    criterion = models.ForeignKey(
        Criterion, models.PROTECT, verbose_name=_("critère"), related_name="scores"
    )
    low = models.DecimalField(
        _("note basse"), max_digits=8, decimal_places=2, null=True, blank=True
    )
    high = models.DecimalField(
        _("note haute"), max_digits=8, decimal_places=2, null=True, blank=True
    )
    source = models.ForeignKey(
        "study.Source",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("source"),
        related_name="+",
    )
    source_text = models.CharField(_("d'où vient la note"), max_length=300, blank=True)
    scored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("notée par"),
        related_name="+",
    )

    personal_data = PersonalData(
        people=_("Membres de l'équipe"),
        what=_("Qui a noté une action"),
        why=_("Savoir qui a noté quoi"),
        how_long=_("Le temps de l'étude"),
        fields=("scored_by",),
        harmless=("source_text",),
        is_public=False,
    )

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["action__code", "criterion__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "action", "criterion"],
                name="score_once_per_criterion",
                violation_error_message=_("Cette action a déjà une note pour ce critère."),
            ),
            models.CheckConstraint(
                condition=models.Q(low__isnull=True, high__isnull=True)
                | models.Q(low__isnull=False, high__isnull=False, low__lte=models.F("high")),
                name="score_is_an_interval",
                violation_error_message=_(
                    "Une note a deux bornes croissantes, ou aucune si elle est inconnue."
                ),
            ),
        ]
        triggers = [_guard("frozen_session_keeps_scores")]

    def __str__(self) -> str:
        return f"{self.low} - {self.high}"

    def clean(self) -> None:
        super().clean()
        if self.low is None or self.high is None or self.criterion_id is None:
            return
        if self.low < self.criterion.scale_min or self.high > self.criterion.scale_max:
            raise ValidationError(
                {
                    "low": _("La note va de %(low)s à %(high)s.")
                    % {
                        "low": self.criterion.scale_min.normalize(),
                        "high": self.criterion.scale_max.normalize(),
                    }
                }
            )
