from django.db import models
from django.utils.translation import gettext_lazy as _


class ConsultationResults(models.Model):
    """What a consultation said when its answers were last counted: every door reads this row.

    Only what may be published is written in the documents, cells too small already hidden;
    the pages read them and count nothing.
    """

    consultation = models.OneToOneField(
        "consultation.Consultation",
        models.CASCADE,
        verbose_name=_("consultation"),
        related_name="results",
    )
    questionnaire = models.ForeignKey(
        "consultation.Questionnaire",
        models.CASCADE,
        verbose_name=_("questionnaire"),
        related_name="+",
        help_text=_("Celui dont les questions ont été comptées."),
    )
    counted_at = models.DateTimeField(_("comptés le"))
    fingerprint = models.CharField(_("empreinte de ce qui a été compté"), max_length=200)
    threshold = models.PositiveSmallIntegerField(_("seuil de publication"))
    response_count = models.PositiveIntegerField(_("réponses"))
    participant_count = models.PositiveIntegerField(_("participants aux ateliers"))
    unmarked_count = models.PositiveIntegerField(_("réponses sans réserve"))
    channels = models.JSONField(_("participations par canal"), default=dict, blank=True)
    counts = models.JSONField(_("décomptes par question"), default=dict, blank=True)
    tables = models.JSONField(_("tableaux croisés"), default=dict, blank=True)
    open_rows = models.JSONField(_("lignes ouvertes"), default=dict, blank=True)
    weighting = models.JSONField(_("redressement"), default=dict, blank=True)

    class Meta:
        verbose_name = _("résultats d'une consultation")
        verbose_name_plural = _("résultats des consultations")
        ordering = ["-counted_at"]

    def __str__(self) -> str:
        return str(self.consultation)
