"""Reports that make themselves: every Monday the team's note."""

from datetime import date

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from perpignan.reports.enums import ReportFormat, Weekday
from perpignan.reports.kinds import KINDS
from perpignan.study.personal_data import PersonalData


@pghistory.track()
class ReportSchedule(models.Model):
    """A report asked for each week at an hour, in the name of a person."""

    kind = models.CharField(_("nature"), max_length=40)
    format = models.CharField(
        _("format"), max_length=8, choices=ReportFormat, default=ReportFormat.PDF
    )
    is_internal = models.BooleanField(_("avec les données internes"), default=False)
    weekday = models.PositiveSmallIntegerField(
        _("jour"), choices=Weekday.choices, default=Weekday.MONDAY
    )
    hour = models.PositiveSmallIntegerField(
        _("heure"), default=7, validators=[MaxValueValidator(23)]
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("pour"),
        related_name="+",
        help_text=_("La personne au nom de qui le rapport est demandé, prévenue par courriel."),
    )
    is_active = models.BooleanField(_("actif"), default=True)
    last_day = models.DateField(_("dernier jour fait"), null=True, blank=True, editable=False)

    personal_data = PersonalData(
        people=_("Personnes pour qui un rapport est programmé"),
        what=_("Leur compte"),
        why=_("Préparer le rapport à leur nom"),
        how_long=_("Le temps de l'étude"),
        basis=_("Mission d'intérêt public (RGPD, article 6.1.e)"),
        fields=("owner",),
        harmless=("kind",),
        is_public=False,
    )

    class Meta:
        verbose_name = _("rapport programmé")
        verbose_name_plural = _("rapports programmés")
        ordering = ["weekday", "hour", "kind"]

    def __str__(self) -> str:
        kind = KINDS.get(self.kind)
        return f"{kind.title if kind else self.kind}, {Weekday(self.weekday).label}"

    def is_due_on(self, day: date, hour: int) -> bool:
        """Say whether this day's report is still to be asked for."""
        is_the_day = day.isoweekday() == self.weekday and hour >= self.hour
        return self.is_active and is_the_day and self.last_day != day
