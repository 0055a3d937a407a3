from typing import Any

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from consultation.enums import CHOICE_TYPES, ConditionOperator, Profile, QuestionType
from consultation.validators.building import setting_errors
from consultation.validators.rules import RESERVED_CODES, QuestionRule

ANY_LABEL = _("une seule des conditions suffit")


@pghistory.track()
class Questionnaire(models.Model):
    """The questions of a consultation in one wording; frozen once people answer it.

    A correction makes a new version: earlier answers keep the one they were given to.
    """

    consultation = models.ForeignKey(
        "consultation.Consultation",
        models.CASCADE,
        verbose_name=_("consultation"),
        related_name="questionnaires",
    )
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    frozen_at = models.DateTimeField(_("figé le"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        ordering = ["consultation", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "version"], name="questionnaire_version_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation}, version {self.version}"

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None


@pghistory.track()
class Section(models.Model):
    """A page of the questionnaire."""

    questionnaire = models.ForeignKey(
        Questionnaire, models.CASCADE, verbose_name=_("questionnaire"), related_name="sections"
    )
    code = models.SlugField(_("code"), max_length=40, help_text=_("Sert d'adresse à la page."))
    order = models.PositiveSmallIntegerField(_("ordre"), default=0)
    title = models.CharField(_("titre"), max_length=200)
    title_ca = models.CharField(_("titre en catalan"), max_length=200, blank=True)
    title_en = models.CharField(_("titre en anglais"), max_length=200, blank=True)
    introduction = models.TextField(_("introduction"), blank=True)
    introduction_ca = models.TextField(_("introduction en catalan"), blank=True)
    introduction_en = models.TextField(_("introduction en anglais"), blank=True)
    priority = models.ForeignKey(
        "study.Priority",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("priorité"),
        related_name="+",
    )
    any_condition_suffices = models.BooleanField(ANY_LABEL, default=False)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["questionnaire", "order", "code"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "code"], name="section_code_unique"),
        ]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class Question(models.Model):
    """A question; none is compulsory."""

    questionnaire = models.ForeignKey(
        Questionnaire,
        models.CASCADE,
        verbose_name=_("questionnaire"),
        related_name="questions",
        editable=False,
    )
    section = models.ForeignKey(
        Section, models.CASCADE, verbose_name=_("section"), related_name="questions"
    )
    code = models.SlugField(_("code"), max_length=20)
    order = models.PositiveSmallIntegerField(_("ordre"), default=0)
    type = models.CharField(_("type"), max_length=20, choices=QuestionType)
    text = models.CharField(_("question"), max_length=300)
    text_ca = models.CharField(_("question en catalan"), max_length=300, blank=True)
    text_en = models.CharField(_("question en anglais"), max_length=300, blank=True)
    hint = models.CharField(_("aide"), max_length=300, blank=True)
    hint_ca = models.CharField(_("aide en catalan"), max_length=300, blank=True)
    hint_en = models.CharField(_("aide en anglais"), max_length=300, blank=True)
    follow_up = models.CharField(
        _("précision demandée"), max_length=200, blank=True, help_text=_("Pour un lieu.")
    )
    follow_up_ca = models.CharField(_("précision demandée, en catalan"), max_length=200, blank=True)
    follow_up_en = models.CharField(_("précision demandée, en anglais"), max_length=200, blank=True)
    image = models.ImageField(_("image"), upload_to="questions/", blank=True)
    image_alt = models.CharField(_("texte de remplacement de l'image"), max_length=250, blank=True)
    image_alt_ca = models.CharField(
        _("texte de remplacement, en catalan"), max_length=250, blank=True
    )
    image_alt_en = models.CharField(
        _("texte de remplacement, en anglais"), max_length=250, blank=True
    )
    min_choices = models.PositiveSmallIntegerField(
        _("nombre de choix au moins"), null=True, blank=True
    )
    max_choices = models.PositiveSmallIntegerField(
        _("nombre de choix au plus"), null=True, blank=True
    )
    minimum = models.DecimalField(
        _("nombre le plus petit"), max_digits=12, decimal_places=3, null=True, blank=True
    )
    maximum = models.DecimalField(
        _("nombre le plus grand"), max_digits=12, decimal_places=3, null=True, blank=True
    )
    decimals = models.PositiveSmallIntegerField(_("chiffres après la virgule"), default=0)
    unit = models.CharField(_("unité"), max_length=30, blank=True)
    allows_other = models.BooleanField(_("propose « autre, précisez »"), default=False)
    allows_dont_know = models.BooleanField(_("propose « je ne sais pas »"), default=False)
    profile = models.CharField(
        _("renseigne sur"),
        max_length=20,
        choices=Profile,
        blank=True,
        help_text=_("Pour comparer les personnes qui répondent au recensement."),
    )
    any_condition_suffices = models.BooleanField(ANY_LABEL, default=False)
    points = models.PositiveSmallIntegerField(_("points à répartir"), null=True, blank=True)
    max_length = models.PositiveSmallIntegerField(
        _("longueur du texte au plus"), null=True, blank=True
    )

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["questionnaire", "section__order", "order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire", "code"],
                name="question_code_unique",
                violation_error_message=_("Ce code est déjà celui d'une autre question."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"

    def clean(self) -> None:
        is_placed = self.section_id and self.questionnaire_id
        if is_placed and self.section.questionnaire_id != self.questionnaire_id:
            raise ValidationError({"section": _("Cette section est d'un autre questionnaire.")})
        errors: dict[str, Any] = setting_errors(self.type, self.__dict__)
        if "-" in self.code:
            errors["code"] = _("Des lettres et des chiffres, sans tiret.")
        if self.image and not self.image_alt:
            errors["image_alt"] = _("Décrivez l'image pour qui ne la voit pas.")
        if errors:
            raise ValidationError(errors)

    def rule(self) -> QuestionRule:
        """Say what an answer must respect; options must have been prefetched."""
        options = list(self.options.all())
        return QuestionRule(
            code=self.code,
            type=self.type,
            option_codes=tuple(option.code for option in options if not option.is_row),
            row_codes=tuple(option.code for option in options if option.is_row),
            min_choices=self.min_choices,
            max_choices=self.max_choices,
            points=self.points,
            max_length=self.max_length,
            minimum=self.minimum,
            maximum=self.maximum,
            decimals=self.decimals,
            allows_other=self.allows_other,
            allows_dont_know=self.allows_dont_know,
            section=self.section.code,
        )


@pghistory.track()
class Option(models.Model):
    """An answer proposed by a question."""

    question = models.ForeignKey(
        Question, models.CASCADE, verbose_name=_("question"), related_name="options"
    )
    code = models.SlugField(_("code"), max_length=40)
    order = models.PositiveSmallIntegerField(_("ordre"), default=0)
    is_row = models.BooleanField(
        _("ligne de la grille"), default=False, help_text=_("Pour une grille seulement.")
    )
    text = models.CharField(_("réponse proposée"), max_length=200)
    text_ca = models.CharField(_("réponse en catalan"), max_length=200, blank=True)
    text_en = models.CharField(_("réponse en anglais"), max_length=200, blank=True)
    zone = models.ForeignKey(
        "study.Zone",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("zone"),
        related_name="+",
        help_text=_("Le texte est recopié de la zone, puis figé avec le questionnaire."),
    )

    class Meta:
        verbose_name = _("réponse proposée")
        verbose_name_plural = _("réponses proposées")
        ordering = ["question", "order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "code"],
                name="option_code_unique",
                violation_error_message=_("Ce code est déjà celui d'une autre réponse."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        errors: dict[str, Any] = {}
        question_type = self.question.type if self.question_id else ""
        if self.code in RESERVED_CODES:
            errors["code"] = _("Ce code est réservé au portail.")
        if question_type and question_type not in CHOICE_TYPES:
            errors["text"] = _("Une question de ce type n'a pas de réponses proposées.")
        elif self.is_row and question_type != QuestionType.MATRIX:
            errors["is_row"] = _("Seule une grille a des lignes.")
        if errors:
            raise ValidationError(errors)


@pghistory.track()
class Condition(models.Model):
    """An earlier answer on which a question, or a whole section, depends."""

    section = models.ForeignKey(
        Section,
        models.CASCADE,
        null=True,
        blank=True,
        verbose_name=_("section"),
        related_name="conditions",
    )
    question = models.ForeignKey(
        Question,
        models.CASCADE,
        null=True,
        blank=True,
        verbose_name=_("question"),
        related_name="conditions",
    )
    depends_on = models.ForeignKey(
        Question,
        models.CASCADE,
        verbose_name=_("selon la réponse à"),
        related_name="dependants",
    )
    operator = models.CharField(_("il faut"), max_length=20, choices=ConditionOperator)
    option_codes = ArrayField(
        models.CharField(max_length=40),
        verbose_name=_("réponses"),
        default=list,
        blank=True,
        help_text=_("Les codes des réponses, séparés par des virgules."),
    )
    number = models.DecimalField(
        _("nombre"), max_digits=12, decimal_places=3, null=True, blank=True
    )

    class Meta:
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(section__isnull=False, question__isnull=True)
                | models.Q(section__isnull=True, question__isnull=False),
                name="condition_of_one_thing",
                violation_error_message=_("Une condition porte sur une question ou une section."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.depends_on.code} {self.get_operator_display()}"
