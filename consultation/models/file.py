import uuid
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultation.models.response import YEARS_KEPT
from perpignan.study.models import User
from perpignan.study.personal_data import PersonalData


class AnswerFileQuerySet(models.QuerySet["AnswerFile"]):
    def visible_to(self, user: User | AnonymousUser) -> "AnswerFileQuerySet":
        """Those who may read files see the ones that were sent; nobody else sees any."""
        readable = self.filter(is_sent=True)
        return readable if user.has_perm("consultation.view_answerfile") else self.none()

    def due_for_erasure(self, now: datetime) -> "AnswerFileQuerySet":
        """Find the files of consultations that ended long ago."""
        since = now - timedelta(days=365 * YEARS_KEPT)
        return self.filter(consultation__closes_at__lt=since)

    def forget(self) -> int:
        """Erase the files, then their rows."""
        rows = list(self)
        for row in rows:
            row.file.delete(save=False)
            row.delete()
        return len(rows)


def storage_path(file: "AnswerFile", filename: str) -> str:
    """Keep each file under a random name, none of its sender's choosing."""
    return f"answers/{file.pk.hex}"


class AnswerFile(models.Model):
    """A file that somebody joined to an answer: private, and gone with the answer.

    Its number is a secret that only the answer knows. Nothing here says who sent it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(
        "consultation.Consultation",
        models.PROTECT,
        verbose_name=_("consultation"),
        related_name="answer_files",
    )
    token_hash = models.CharField(max_length=64)
    question_code = models.CharField(_("question"), max_length=20)
    file = models.FileField(_("fichier"), upload_to=storage_path, max_length=100)
    name = models.CharField(_("nom"), max_length=100)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveIntegerField(_("taille"))
    sha256 = models.CharField(_("empreinte SHA-256"), max_length=64)
    is_sent = models.BooleanField(_("envoyé"), default=False)
    stored_at = models.DateTimeField(_("reçu le"), default=timezone.now)

    objects = AnswerFileQuerySet.as_manager()
    personal_data = PersonalData(
        people=_("Personnes qui joignent un fichier à leur réponse"),
        what=_("Le fichier et son nom, sans lien avec qui l'a envoyé"),
        why=_("Lire ce que la personne a voulu montrer"),
        how_long=_("Comme la réponse ; effacé avec elle, ou s'il n'est pas envoyé"),
        basis=_("Mission d'intérêt public (RGPD, article 6.1.e)"),
        fields=("file", "name", "token_hash"),
        harmless=("question_code", "content_type", "sha256"),
        due="due_for_erasure",
        erase="forget",
    )

    class Meta:
        verbose_name = _("fichier joint à une réponse")
        verbose_name_plural = _("fichiers joints aux réponses")
        ordering = ["-stored_at"]
        indexes = [
            models.Index(
                fields=["stored_at"], condition=models.Q(is_sent=False), name="answer_file_unsent"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def value(self) -> dict[str, Any]:
        """Give what an answer stores of the file."""
        return {
            "id": self.pk.hex,
            "name": self.name,
            "size": self.size,
            "content_type": self.content_type,
        }
