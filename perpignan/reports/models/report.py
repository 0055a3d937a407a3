import uuid

import pgtrigger
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.fields import ArrayField
from django.core.files.storage import Storage, storages
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from perpignan.reports.annexes import Annex, annexes_for
from perpignan.reports.enums import PENDING, ReportFormat, ReportStatus
from perpignan.reports.kinds import DEFAULT_URGENCY, KINDS
from perpignan.study.models import User
from perpignan.study.personal_data import PersonalData


def storage_path(report: "Report", filename: str) -> str:
    """Keep each report's files in a folder of its own; nothing serves it by address."""
    return f"reports/{report.pk}/{filename}"


def report_storage() -> Storage:
    """Keep reports where all workers find them: a folder that they share, or S3."""
    return storages["reports"]


class ReportQuerySet(models.QuerySet["Report"]):
    def pending(self) -> "ReportQuerySet":
        return self.filter(status__in=PENDING)

    def visible_to(self, user: User | AnonymousUser) -> "ReportQuerySet":
        """Each sees the reports she asked for and those submitted as deliverables, which she
        is asked to read; who may view reports in the back office, all.

        Reports with internal data are for those who may ask for them, that day too.
        """
        if not user.is_authenticated or not user.has_perm("reports.download_report"):
            return self.none()
        hers = models.Q(requested_by=user) | models.Q(version__isnull=False)
        found = self if user.has_perm("reports.view_report") else self.filter(hers)
        if not user.has_perm("reports.request_internal_report"):
            found = found.filter(is_internal=False)
        return found


class Report(models.Model):
    """A report that someone asked for: the row is the truth, the queue only a messenger.

    Once delivered, neither its data nor its file changes: a trigger of the database
    refuses it, whichever door is tried.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("nature"), max_length=40)
    format = models.CharField(
        _("format"), max_length=8, choices=ReportFormat, default=ReportFormat.PDF
    )
    number = models.PositiveIntegerField(
        _("numéro"), default=0, help_text=_("Compté pour chaque nature de rapport.")
    )
    urgency = models.PositiveSmallIntegerField(
        _("urgence"), default=DEFAULT_URGENCY, help_text=_("Le plus petit passe d'abord.")
    )
    chapters = ArrayField(
        models.CharField(max_length=60),
        verbose_name=_("chapitres choisis"),
        default=list,
        blank=True,
        help_text=_("Tous ceux de la nature du rapport, si rien n'est choisi."),
    )
    annexes = ArrayField(
        models.CharField(max_length=60),
        verbose_name=_("annexes choisies"),
        default=list,
        blank=True,
    )
    language = models.CharField(_("langue"), max_length=5, default="fr")
    priority = models.CharField(
        _("priorité"),
        max_length=4,
        blank=True,
        help_text=_("La seule dont parle le rapport ; toutes, si aucune n'est donnée."),
    )
    zone = models.CharField(
        _("zone"),
        max_length=40,
        blank=True,
        help_text=_("La seule dont parle le rapport ; toutes, si aucune n'est donnée."),
    )
    day = models.DateField(_("date du rapport"))
    is_internal = models.BooleanField(_("contient des données internes"), default=False)
    status = models.CharField(
        _("état"), max_length=10, choices=ReportStatus, default=ReportStatus.QUEUED
    )
    progress = models.PositiveSmallIntegerField(_("avancement (%)"), default=0)
    step = models.CharField(_("partie en cours"), max_length=200, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("demandé par"),
        related_name="reports",
    )
    requested_at = models.DateTimeField(_("demandé le"), default=timezone.now)
    is_notified = models.BooleanField(_("prévenir par courriel"), default=False)
    started_at = models.DateTimeField(_("commencé le"), null=True, blank=True)
    finished_at = models.DateTimeField(_("terminé le"), null=True, blank=True)
    heartbeat_at = models.DateTimeField(_("dernier signe de vie"), default=timezone.now)
    attempt = models.PositiveSmallIntegerField(_("essai"), default=0)
    claim = models.UUIDField(_("jeton du producteur"), null=True, blank=True)
    snapshot = models.JSONField(_("données figées"), null=True, blank=True)
    file = models.FileField(
        _("fichier"), upload_to=storage_path, storage=report_storage, max_length=200, blank=True
    )
    sha256 = models.CharField(_("empreinte SHA-256"), max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_("taille (octets)"), default=0)
    error = models.TextField(_("raison de l'échec"), blank=True)

    objects = ReportQuerySet.as_manager()

    personal_data = PersonalData(
        people=_("Membres de l'équipe"),
        what=_("Qui a demandé un rapport, et quand"),
        why=_("Remettre le rapport à qui l'a demandé"),
        how_long=_("Le temps de l'étude"),
        fields=("requested_by",),
        harmless=(
            "kind",
            "language",
            "priority",
            "zone",
            "step",
            "file",
            "sha256",
            "snapshot",
            "error",
        ),
        is_public=False,
    )

    class Meta:
        verbose_name = _("rapport")
        verbose_name_plural = _("rapports")
        ordering = ["-requested_at"]
        permissions = [
            ("request_report", "Can request a report"),
            ("download_report", "Can download a report"),
            ("request_internal_report", "Can request and read reports with internal data"),
        ]
        indexes = [
            models.Index(
                "heartbeat_at",
                name="report_pending_heartbeat",
                condition=models.Q(status__in=PENDING),
            ),
            models.Index(
                "urgency",
                "requested_at",
                name="report_waiting_in_order",
                condition=models.Q(status=ReportStatus.QUEUED),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "number"],
                condition=models.Q(number__gt=0),
                name="report_number_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=ReportStatus.READY)
                | (
                    models.Q(sha256__regex="^[0-9a-f]{64}$", snapshot__isnull=False, size__gt=0)
                    & ~models.Q(file="")
                ),
                name="report_ready_with_file",
                violation_error_message=_("Un rapport prêt a un fichier et son empreinte."),
            ),
            models.CheckConstraint(
                condition=~models.Q(status=ReportStatus.FAILED) | ~models.Q(error=""),
                name="report_failed_with_reason",
                violation_error_message=_("Un rapport échoué dit pourquoi."),
            ),
            models.CheckConstraint(
                condition=models.Q(progress__lte=100),
                name="report_progress_at_most_100",
            ),
            models.UniqueConstraint(
                fields=[
                    *("requested_by", "kind", "format", "day", "is_internal", "language"),
                    *("priority", "zone"),
                ],
                condition=models.Q(status__in=PENDING),
                name="report_pending_once",
                violation_error_message=_("Ce rapport est déjà en préparation."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="delivered_report_is_final",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__status=ReportStatus.READY.value),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.day:%d/%m/%Y}), {self.number_text}"

    def get_absolute_url(self) -> str:
        return reverse("reports:report-detail", args=[self.pk])

    @property
    def title(self) -> str:
        kind = KINDS.get(self.kind)
        return str(kind.title) if kind else self.kind

    @property
    def number_text(self) -> str:
        """Name the report among those of its kind."""
        return str(_("n° %d") % self.number)

    @property
    def is_pending(self) -> bool:
        return self.status in PENDING

    @property
    def is_ready(self) -> bool:
        return self.status == ReportStatus.READY

    @property
    def is_failed(self) -> bool:
        return self.status == ReportStatus.FAILED

    @property
    def filename(self) -> str:
        """Name the file for the person who downloads it."""
        suffix = f"-{slugify(str(_('interne')))}" if self.is_internal else ""
        number = f"-{self.number}" if self.number else ""
        number += f"-{self.language}" if self.language != "fr" else ""
        for part in filter(None, (self.priority, self.zone)):
            number += f"-{slugify(part)}"
        named = f"{slugify(self.title)}{number}-{self.day:%Y-%m-%d}{suffix}"
        return f"perpignan-{named}.{self.format}"

    @property
    def joined_annexes(self) -> list[Annex]:
        """List the annexes that stand beside it, without their rows."""
        return annexes_for(self.kind, self.annexes) if self.annexes else []

    def annex_filename(self, slug: str) -> str:
        """Name the file of an annex after the report that it stands beside."""
        return f"{self.filename.rpartition('.')[0]}-{slug}.csv"


class ReportNumber(models.Model):
    """The last number given among the reports of a kind."""

    kind = models.CharField(max_length=40, unique=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("numéro de rapport")
        verbose_name_plural = _("numéros de rapport")

    def __str__(self) -> str:
        return f"{self.kind} {self.last}"


class ReportDownload(models.Model):
    """Who downloaded a report, and when: a line is never changed."""

    report = models.ForeignKey(
        Report, models.CASCADE, verbose_name=_("rapport"), related_name="downloads"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("par"), related_name="+"
    )
    annex = models.CharField(
        _("annexe"), max_length=60, blank=True, help_text=_("Vide pour le rapport lui-même.")
    )
    at = models.DateTimeField(_("le"), default=timezone.now)

    personal_data = PersonalData(
        people=_("Personnes qui téléchargent un rapport"),
        what=_("Qui a téléchargé quoi, et quand"),
        why=_("Savoir où circule un document interne"),
        how_long=_("Le temps de l'étude"),
        basis=_("Mission d'intérêt public (RGPD, article 6.1.e)"),
        fields=("by",),
        harmless=("annex",),
        is_public=False,
    )

    class Meta:
        verbose_name = _("téléchargement")
        verbose_name_plural = _("téléchargements")
        ordering = ["-pk"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.report_id} {self.at:%d/%m/%Y}"


class ReportNotice(models.Model):
    """That the person who asked was told her report is ready: once for each report."""

    report = models.OneToOneField(
        Report, models.CASCADE, verbose_name=_("rapport"), related_name="notice"
    )
    at = models.DateTimeField(_("le"), default=timezone.now)

    class Meta:
        verbose_name = _("avis de rapport prêt")
        verbose_name_plural = _("avis de rapports prêts")

    def __str__(self) -> str:
        return f"{self.report_id} {self.at:%d/%m/%Y}"
