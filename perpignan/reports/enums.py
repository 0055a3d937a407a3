"""Choices of the report machine: the stored value is English, the label French."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReportStatus(TextChoices):
    QUEUED = "queued", _("En attente")
    RUNNING = "running", _("En cours")
    READY = "ready", _("Prêt")
    FAILED = "failed", _("Échoué")
    CANCELLED = "cancelled", _("Annulé")


class ReportFormat(TextChoices):
    PDF = "pdf", _("PDF")
    DOCX = "docx", _("Word (DOCX)")
    ODT = "odt", _("OpenDocument (ODT)")
    XLSX = "xlsx", _("Tableaux (XLSX)")
    PPTX = "pptx", _("Diaporama (PPTX)")


#: A report in one of these states still has to end.
PENDING = (ReportStatus.QUEUED, ReportStatus.RUNNING)
