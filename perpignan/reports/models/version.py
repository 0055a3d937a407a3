"""A deliverable submitted: which report it is, what was decided of it."""

import pgtrigger
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from perpignan.reports.enums import VersionState
from perpignan.reports.models.report import Report
from perpignan.study.personal_data import PersonalData


class DeliverableVersion(models.Model):
    """A report submitted as a deliverable. An admitted one is final: only superseded."""

    deliverable = models.ForeignKey(
        "study.Deliverable",
        models.PROTECT,
        verbose_name=_("livrable"),
        related_name="versions",
    )
    number = models.PositiveSmallIntegerField(_("version"))
    report = models.OneToOneField(
        Report, models.PROTECT, verbose_name=_("rapport"), related_name="version"
    )
    state = models.CharField(
        _("état"), max_length=12, choices=VersionState, default=VersionState.SUBMITTED
    )
    note = models.TextField(
        _("ce qui change"), blank=True, help_text=_("Dit aux relecteurs depuis la version d'avant.")
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("remis par"), related_name="+"
    )
    submitted_at = models.DateTimeField(_("remis le"), default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("décidé par"),
        related_name="+",
    )
    decided_at = models.DateTimeField(_("décidé le"), null=True, blank=True)
    reason = models.TextField(_("motif"), blank=True)

    personal_data = PersonalData(
        people=_("Membres de l'équipe et élus"),
        what=_("Qui a remis et qui a décidé"),
        why=_("Savoir qui engage la Ville"),
        how_long=_("Le temps de l'étude"),
        basis=_("Mission d'intérêt public (RGPD, article 6.1.e)"),
        fields=("submitted_by", "decided_by"),
        harmless=("note", "reason"),
        is_public=False,
    )

    class Meta:
        verbose_name = _("version d'un livrable")
        verbose_name_plural = _("versions des livrables")
        ordering = ["deliverable", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["deliverable", "number"], name="deliverable_version_number_once"
            ),
            models.UniqueConstraint(
                fields=["deliverable"],
                condition=models.Q(state=VersionState.SUBMITTED),
                name="deliverable_one_version_in_review",
                violation_error_message=_("Une version de ce livrable est déjà en relecture."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="admitted_version_is_final",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.state IN ('admitted', 'published', 'superseded')"
                    " AND (NEW.state NOT IN ('published', 'superseded')"
                    " OR NEW.report_id <> OLD.report_id OR NEW.number <> OLD.number)"
                ),
            ),
            pgtrigger.Protect(
                name="decided_version_stays",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.state <> 'submitted'"),
            ),
        ]

    def __str__(self) -> str:
        return str(_("%(code)s, version %(number)d") % self._names())

    def _names(self) -> dict[str, object]:
        return {"code": self.deliverable.code, "number": self.number}

    def clean(self) -> None:
        if self.report_id and not self.report.is_ready:
            raise ValidationError({"report": _("Ce rapport n'est pas encore prêt.")})
