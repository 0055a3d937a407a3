"""Choices of the report machine: the stored value is English, the label French."""

from django.db.models import IntegerChoices, TextChoices
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


class VersionState(TextChoices):
    """Where a version of a deliverable stands."""

    SUBMITTED = "submitted", _("En relecture")
    POSTPONED = "postponed", _("Ajournée")
    REJECTED = "rejected", _("Rejetée")
    ADMITTED = "admitted", _("Admise")
    PUBLISHED = "published", _("Publiée")
    SUPERSEDED = "superseded", _("Remplacée")


class Weekday(IntegerChoices):
    """Days as the ISO calendar counts them."""

    MONDAY = 1, _("lundi")
    TUESDAY = 2, _("mardi")
    WEDNESDAY = 3, _("mercredi")
    THURSDAY = 4, _("jeudi")
    FRIDAY = 5, _("vendredi")
    SATURDAY = 6, _("samedi")
    SUNDAY = 7, _("dimanche")
