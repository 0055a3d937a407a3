"""What people wrote freely, sorted into themes that the team names and validates.

A free text is never copied: its row points at the answer or at the contribution that
holds it, so that words withdrawn or erased are gone from everywhere at once.
"""

import pghistory
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultation.enums import AnalysisStatus, Clearance, SpokenStatus, ThemeStatus
from perpignan.study.models import Illustrated, User
from perpignan.study.personal_data import PersonalData

#: Bumped when the method changes what the same texts give.
METHOD = 1
BASIS = _("Mission d'intérêt public (RGPD, article 6.1.e)")
MOST_THEMES = 20


class TextAnalysis(models.Model):
    """One reading of the texts of a question, or of the contributions, with what it was asked.

    Frozen once done: a new reading is a new row.
    """

    consultation = models.ForeignKey(
        "consultation.Consultation",
        models.CASCADE,
        verbose_name=_("consultation"),
        related_name="text_analyses",
    )
    question_code = models.SlugField(
        _("question"), max_length=20, blank=True, help_text=_("Vide pour les contributions.")
    )
    theme_count = models.PositiveSmallIntegerField(_("nombre de thèmes demandé"), default=8)
    seed = models.PositiveIntegerField(_("graine"), default=0)
    method = models.PositiveSmallIntegerField(_("version de la méthode"), default=METHOD)
    status = models.CharField(
        _("état"), max_length=10, choices=AnalysisStatus, default=AnalysisStatus.WAITING
    )
    text_count = models.PositiveIntegerField(_("textes lus"), default=0)
    unclear_count = models.PositiveIntegerField(_("textes dans aucun thème"), default=0)
    languages = models.JSONField(_("langues"), default=dict, blank=True)
    campaigns = models.JSONField(_("envois en nombre"), default=list, blank=True)
    requested_at = models.DateTimeField(_("demandée le"), default=timezone.now)
    finished_at = models.DateTimeField(_("finie le"), null=True, blank=True)
    by = models.ForeignKey(
        "study.User",
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("par"),
        related_name="+",
    )

    personal_data = PersonalData(
        people=_("Membres de l'équipe qui lancent la lecture des textes"),
        what=_("Qui l'a demandée et quand ; des décomptes, aucun texte"),
        why=_("Savoir d'où viennent les thèmes publiés"),
        how_long=_("Le temps de la consultation et de son bilan"),
        basis=BASIS,
        fields=("by",),
        harmless=("question_code", "languages", "campaigns"),
        is_public=False,
    )

    class Meta:
        verbose_name = _("lecture des textes libres")
        verbose_name_plural = _("lectures des textes libres")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class FreeTextQuerySet(models.QuerySet["FreeText"]):
    def present(self) -> "FreeTextQuerySet":
        """Keep the texts whose author has not withdrawn them, nor the team taken them off."""
        return self.filter(
            models.Q(response__isnull=False, response__withdrawn_at=None)
            | models.Q(contribution__status=SpokenStatus.PUBLISHED)
        )

    def quotable(self) -> "FreeTextQuerySet":
        """Keep the words that everyone may read: published, or cleared one by one."""
        return self.present().filter(
            models.Q(contribution__isnull=False) | models.Q(clearance=Clearance.CLEARED)
        )

    def to_read(self) -> "FreeTextQuerySet":
        return self.present().filter(response__isnull=False, clearance=Clearance.TO_READ)


class FreeText(models.Model):
    """A text that somebody wrote freely, by where it is kept, and whether it may be quoted."""

    consultation = models.ForeignKey(
        "consultation.Consultation",
        models.CASCADE,
        verbose_name=_("consultation"),
        related_name="+",
    )
    question_code = models.SlugField(_("question"), max_length=20, blank=True)
    response = models.ForeignKey(
        "consultation.Response",
        models.CASCADE,
        null=True,
        blank=True,
        verbose_name=_("réponse"),
        related_name="free_texts",
    )
    contribution = models.ForeignKey(
        "consultation.Contribution",
        models.CASCADE,
        null=True,
        blank=True,
        verbose_name=_("contribution"),
        related_name="free_texts",
    )
    language = models.CharField(_("langue"), max_length=5, blank=True)
    copies = models.PositiveIntegerField(_("textes semblables"), default=0)
    clearance = models.CharField(
        _("citation"), max_length=10, choices=Clearance, default=Clearance.TO_READ
    )
    cleared_at = models.DateTimeField(_("relu le"), null=True, blank=True)
    cleared_by = models.ForeignKey(
        "study.User",
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("par"),
        related_name="+",
    )

    objects = FreeTextQuerySet.as_manager()
    personal_data = PersonalData(
        people=_("Membres de l'équipe qui relisent les textes libres"),
        what=_("Qui a relu quel texte et quand ; le texte reste dans la réponse"),
        why=_("Ne citer que des mots relus"),
        how_long=_("Le temps de la réponse"),
        basis=BASIS,
        fields=("cleared_by",),
        harmless=("question_code", "language"),
        is_public=False,
    )

    class Meta:
        verbose_name = _("texte libre")
        verbose_name_plural = _("textes libres")
        ordering = ["pk"]
        indexes = [models.Index(fields=["consultation", "question_code"], name="free_text_of")]
        constraints = [
            models.UniqueConstraint(fields=["response", "question_code"], name="free_text_once"),
            models.UniqueConstraint(fields=["contribution"], name="free_text_contribution_once"),
            models.CheckConstraint(
                condition=models.Q(response__isnull=True, contribution__isnull=False)
                | models.Q(response__isnull=False, contribution__isnull=True),
                name="free_text_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def words(self) -> str:
        """Read the text where it is kept; empty once it was erased."""
        if self.contribution is not None:
            return f"{self.contribution.title}. {self.contribution.text}"
        said = self.response.answers.get(self.question_code) if self.response else ""
        return said if isinstance(said, str) else ""


class TextThemeQuerySet(models.QuerySet["TextTheme"]):
    def standing(self) -> "TextThemeQuerySet":
        """Keep the themes that the team still works with."""
        return self.filter(status__in=(ThemeStatus.PROPOSED, ThemeStatus.VALIDATED))

    def validated(self) -> "TextThemeQuerySet":
        return self.filter(status=ThemeStatus.VALIDATED)

    def visible_to(self, user: User | AnonymousUser) -> "TextThemeQuerySet":
        """Everyone reads the validated themes of a public consultation; moderators, drafts too."""
        if user.has_perm("consultation.moderate_contribution"):
            return self.standing()
        return self.validated().exclude(consultation__status="draft")


@pghistory.track()
class TextTheme(Illustrated):
    """What many wrote about: found by the method, named, merged, split, validated by the team."""

    consultation = models.ForeignKey(
        "consultation.Consultation",
        models.CASCADE,
        verbose_name=_("consultation"),
        related_name="text_themes",
    )
    question_code = models.SlugField(_("question"), max_length=20, blank=True)
    analysis = models.ForeignKey(
        TextAnalysis,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("lecture"),
        related_name="themes",
    )
    name = models.CharField(_("nom"), max_length=200)
    order = models.PositiveSmallIntegerField(_("ordre"), default=0)
    status = models.CharField(
        _("état"), max_length=10, choices=ThemeStatus, default=ThemeStatus.PROPOSED
    )
    words = ArrayField(models.CharField(max_length=60), verbose_name=_("mots"), default=list)
    phrases = ArrayField(
        models.CharField(max_length=250), verbose_name=_("expressions"), default=list, blank=True
    )
    merged_into = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("réuni avec"),
        related_name="merged",
    )

    objects = TextThemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("thème des textes libres")
        verbose_name_plural = _("thèmes des textes libres")
        ordering = ["consultation", "question_code", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="text_theme_named",
                violation_error_message=_("Donnez un nom au thème."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("consultation:theme-detail", args=[self.consultation.slug, self.pk])

    @property
    def is_validated(self) -> bool:
        return self.status == ThemeStatus.VALIDATED


class ThemeText(models.Model):
    """A text speaks of a theme: by the method, with the share it found, or moved by the team."""

    theme = models.ForeignKey(
        TextTheme, models.CASCADE, verbose_name=_("thème"), related_name="memberships"
    )
    text = models.ForeignKey(
        FreeText, models.CASCADE, verbose_name=_("texte"), related_name="memberships"
    )
    share = models.FloatField(_("part du texte"), default=1.0)
    is_moved = models.BooleanField(_("placé par l'équipe"), default=False)

    class Meta:
        verbose_name = _("texte d'un thème")
        verbose_name_plural = _("textes des thèmes")
        ordering = ["theme", "-share", "text"]
        constraints = [
            models.UniqueConstraint(fields=["theme", "text"], name="theme_text_once"),
        ]

    def __str__(self) -> str:
        return f"{self.theme_id} – {self.text_id}"
