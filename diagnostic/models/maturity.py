"""Digital maturity, as the departments see themselves, round after round."""

import pghistory
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from diagnostic.enums import MaturityLevelValue
from perpignan.study.models import Illustrated, Translated
from perpignan.study.personal_data import PersonalData


@pghistory.track()
class MaturityDimension(Translated):
    """One thing on which a town may be more or less mature."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    question = models.CharField(_("question posée"), max_length=300)
    question_ca = models.CharField(_("question en catalan"), max_length=300, blank=True)
    question_en = models.CharField(_("question en anglais"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(_("ordre"), default=0)
    sources = models.ManyToManyField("study.Source", blank=True, verbose_name=_("sources"))

    class Meta:
        verbose_name = _("dimension de maturité")
        verbose_name_plural = _("dimensions de maturité")
        ordering = ["order", "code"]


@pghistory.track()
class MaturityLevel(models.Model):
    """What a level looks like on a dimension, so that two agents read it alike."""

    dimension = models.ForeignKey(
        MaturityDimension, models.CASCADE, verbose_name=_("dimension"), related_name="levels"
    )
    level = models.PositiveSmallIntegerField(_("niveau"), choices=MaturityLevelValue)
    description = models.CharField(_("description"), max_length=300)

    class Meta:
        verbose_name = _("niveau de maturité")
        verbose_name_plural = _("niveaux de maturité")
        ordering = ["dimension__order", "level"]
        constraints = [
            models.UniqueConstraint(
                fields=["dimension", "level"],
                name="maturity_level_once",
                violation_error_message=_("Ce niveau est déjà décrit."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level}. {MaturityLevelValue(self.level).label}"


@pghistory.track()
class MaturityRound(Illustrated):
    """A time when departments were asked; a later one tells whether things moved."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    title = models.CharField(_("titre"), max_length=200)
    opens_on = models.DateField(_("ouvre le"))
    closes_on = models.DateField(_("ferme le"))

    class Meta:
        verbose_name = _("tour d'auto-évaluation")
        verbose_name_plural = _("tours d'auto-évaluation")
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens_on__lte=models.F("closes_on")),
                name="maturity_round_opens_first",
                violation_error_message=_("Le tour ferme après son ouverture."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('diagnostic:maturity')}?tour={self.code}"

    @property
    def is_open(self) -> bool:
        return self.opens_on <= timezone.localdate() <= self.closes_on


class MaturityAnswer(models.Model):
    """Where a department sees itself. Not tracked: its comment is for the team alone."""

    round = models.ForeignKey(
        MaturityRound, models.CASCADE, verbose_name=_("tour"), related_name="answers"
    )
    respondent = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        verbose_name=_("répondant"),
        related_name="+",
    )
    respondent_label = models.CharField(
        _("répondant sans compte"),
        max_length=100,
        blank=True,
        help_text=_("Pour une réponse de démonstration ou recueillie de vive voix."),
    )
    dimension = models.ForeignKey(
        MaturityDimension, models.PROTECT, verbose_name=_("dimension"), related_name="answers"
    )
    level = models.PositiveSmallIntegerField(_("niveau"), choices=MaturityLevelValue)
    comment = models.TextField(
        _("commentaire"), blank=True, help_text=_("Lu par l'équipe de l'étude, jamais publié.")
    )
    answered_at = models.DateTimeField(_("répondu le"), default=timezone.now, editable=False)

    personal_data = PersonalData(
        people=_("Agents des services qui évaluent leur maturité numérique"),
        what=_("Leur niveau déclaré, leur commentaire"),
        why=_("Établir le diagnostic"),
        how_long=_("Le temps de l'étude ; le commentaire n'est jamais publié"),
        fields=("respondent", "respondent_label", "comment"),
        is_public=False,
    )

    class Meta:
        verbose_name = _("réponse d'auto-évaluation")
        verbose_name_plural = _("réponses d'auto-évaluation")
        ordering = ["round", "dimension__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "respondent", "dimension"],
                condition=models.Q(respondent__isnull=False),
                name="maturity_answer_once_per_person",
                violation_error_message=_("Cette personne a déjà répondu sur cette dimension."),
            ),
            models.UniqueConstraint(
                fields=["round", "respondent_label", "dimension"],
                condition=models.Q(respondent__isnull=True),
                name="maturity_answer_once_per_label",
                violation_error_message=_("Ce répondant a déjà répondu sur cette dimension."),
            ),
            models.CheckConstraint(
                condition=models.Q(respondent__isnull=False, respondent_label="")
                | (models.Q(respondent__isnull=True) & ~models.Q(respondent_label="")),
                name="maturity_answer_has_one_respondent",
                violation_error_message=_("Une réponse a un compte ou un nom, pas les deux."),
            ),
            models.CheckConstraint(
                condition=models.Q(level__range=(1, 5)), name="maturity_level_in_scale"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dimension_id} : {self.level}"

    def clean(self) -> None:
        if not self.respondent_id and not self.respondent_label:
            raise ValidationError(_("Dites qui a répondu."))
