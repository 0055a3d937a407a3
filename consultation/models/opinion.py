"""What the votes on statements were found to say: frozen analyses, groups with names."""

import pghistory
import pgtrigger
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OpinionAnalysis(models.Model):
    """The groups of opinion found at one moment. Frozen: new votes make another one.

    `result` is what everyone may read; `axes` places a newcomer among these groups, so that
    the next analysis can tell which of its groups are which, and holds nobody's place.
    """

    consultation = models.ForeignKey(
        "consultation.Consultation",
        models.CASCADE,
        verbose_name=_("consultation"),
        related_name="opinion_analyses",
    )
    made_at = models.DateTimeField(_("faite le"), default=timezone.now)
    stamp = models.CharField(_("état des votes"), max_length=100)
    participant_count = models.PositiveIntegerField(_("participants"))
    statement_count = models.PositiveIntegerField(_("affirmations"))
    vote_count = models.PositiveIntegerField(_("votes"))
    group_count = models.PositiveSmallIntegerField(_("groupes"))
    stability = models.FloatField(_("stabilité"), null=True, blank=True)
    parameters = models.JSONField(_("paramètres"), default=dict)
    result = models.JSONField(_("résultat"), default=dict)
    axes = models.JSONField(_("axes"), default=dict)

    class Meta:
        verbose_name = _("analyse des opinions")
        verbose_name_plural = _("analyses des opinions")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["consultation", "-id"], name="opinion_analysis_last")]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.made_at:%Y-%m-%d %H:%M}"


@pghistory.track()
class OpinionGroup(models.Model):
    """A group of opinion that lasts from one analysis to the next; the team names it."""

    consultation = models.ForeignKey(
        "consultation.Consultation",
        models.CASCADE,
        verbose_name=_("consultation"),
        related_name="opinion_groups",
    )
    letter = models.CharField(_("lettre"), max_length=3)
    name = models.CharField(
        _("nom"),
        max_length=80,
        blank=True,
        help_text=_("Ce que le groupe défend, non ce que seraient ses membres."),
    )
    name_ca = models.CharField(_("nom en catalan"), max_length=80, blank=True)
    name_en = models.CharField(_("nom en anglais"), max_length=80, blank=True)
    description = models.TextField(_("description"), max_length=600, blank=True)
    is_current = models.BooleanField(_("dans la dernière analyse"), default=True)

    class Meta:
        verbose_name = _("groupe d'opinion")
        verbose_name_plural = _("groupes d'opinion")
        ordering = ["consultation", "-is_current", "letter"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "letter"],
                condition=models.Q(is_current=True),
                name="opinion_group_letter_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"{self._meta.verbose_name} {self.letter}"


class ReliabilityReport(models.Model):
    """Which answers bear a mark, and what results become without them; frozen."""

    consultation = models.ForeignKey(
        "consultation.Consultation",
        models.CASCADE,
        verbose_name=_("consultation"),
        related_name="reliability_reports",
    )
    made_at = models.DateTimeField(_("fait le"), default=timezone.now)
    stamp = models.CharField(_("état des réponses"), max_length=100)
    response_count = models.PositiveIntegerField(_("réponses"))
    marked_count = models.PositiveIntegerField(_("réponses marquées"))
    result = models.JSONField(_("résultat"), default=dict)

    class Meta:
        verbose_name = _("rapport de fiabilité")
        verbose_name_plural = _("rapports de fiabilité")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["consultation", "-id"], name="reliability_report_last")]
        triggers = [pgtrigger.Protect(name="frozen_report", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.made_at:%Y-%m-%d %H:%M}"
