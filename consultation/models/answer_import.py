import uuid
from datetime import datetime, timedelta
from pathlib import PurePath

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultation.enums import AnswerImportStatus, Channel
from perpignan.study.personal_data import PersonalData

#: A file waits this long for its confirmation, then it is erased.
FILE_DAYS = 7
AGENT_DAYS = 365


def storage_path(record: "AnswerImport", filename: str) -> str:
    """Name the file by its import: what the sender called it says nothing to the disk."""
    return f"answer-imports/{record.pk}{PurePath(filename).suffix.lower()[:6]}"


class AnswerImportQuerySet(models.QuerySet["AnswerImport"]):
    def due_for_erasure(self, now: datetime) -> "AnswerImportQuerySet":
        waiting = models.Q(created_at__lt=now - timedelta(days=FILE_DAYS)) & ~models.Q(file="")
        signed = models.Q(created_at__lt=now - timedelta(days=AGENT_DAYS), by__isnull=False)
        return self.filter(waiting | signed)

    def forget(self) -> int:
        """Erase the files, and who sent those of more than a year ago."""
        rows = list(self)
        for row in rows:
            row.erase_file()
        old = timezone.now() - timedelta(days=AGENT_DAYS)
        AnswerImport.objects.filter(created_at__lt=old).update(by=None)
        return len(rows)


class AnswerImport(models.Model):
    """A file of answers collected elsewhere: looked at, then stored whole or not at all."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(
        "consultation.Consultation",
        models.PROTECT,
        verbose_name=_("consultation"),
        related_name="answer_imports",
    )
    file = models.FileField(_("fichier"), upload_to=storage_path, max_length=200, blank=True)
    file_name = models.CharField(_("nom du fichier"), max_length=200)
    channel = models.CharField(
        _("canal, si le fichier ne le dit pas"),
        max_length=20,
        choices=Channel,
        default=Channel.PAPER,
    )
    status = models.CharField(
        _("état"),
        max_length=10,
        choices=AnswerImportStatus,
        default=AnswerImportStatus.CHECKED,
    )
    row_count = models.PositiveIntegerField(_("lignes"), default=0)
    new_count = models.PositiveIntegerField(_("réponses nouvelles"), default=0)
    known_count = models.PositiveIntegerField(_("déjà importées"), default=0)
    error_count = models.PositiveIntegerField(_("erreurs"), default=0)
    errors = models.JSONField(_("premières erreurs"), default=list, blank=True)
    by = models.ForeignKey(
        "study.User", models.SET_NULL, null=True, verbose_name=_("par"), related_name="+"
    )
    created_at = models.DateTimeField(_("envoyé le"), default=timezone.now)

    objects = AnswerImportQuerySet.as_manager()
    personal_data = PersonalData(
        people=_("Personnes qui ont répondu ailleurs, agent qui importe"),
        what=_("Le fichier envoyé, jusqu'à sa confirmation ; l'agent qui l'a envoyé"),
        why=_("Relire avant d'enregistrer ; savoir qui a importé"),
        how_long=_("Le fichier : jusqu'à la confirmation, sept jours au plus. L'agent : un an"),
        fields=("file", "file_name", "errors", "by"),
        is_public=False,
        due="due_for_erasure",
        erase="forget",
    )

    class Meta:
        verbose_name = _("import de réponses")
        verbose_name_plural = _("imports de réponses")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("consultation:import-detail", args=[self.consultation.slug, self.pk])

    def erase_file(self) -> None:
        if self.file:
            self.file.delete(save=False)
            self.save(update_fields=["file"])
