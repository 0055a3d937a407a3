from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from perpignan.study.personal_data import PersonalData


class AccessCodeQuerySet(models.QuerySet["AccessCode"]):
    def due_for_erasure(self, now: datetime) -> "AccessCodeQuerySet":
        return self.filter(consultation__closes_at__lt=now - timedelta(days=365))


class AccessCode(models.Model):
    """A code printed on a letter: who holds it answers once.

    Only a keyed hash is kept. Whether a code has served is not written here: the response
    bears another hash of it, so that no row leads from a letter to an answer.
    """

    consultation = models.ForeignKey(
        "consultation.Consultation",
        models.CASCADE,
        verbose_name=_("consultation"),
        related_name="access_codes",
    )
    batch = models.CharField(_("lot"), max_length=60)
    code_hash = models.CharField(max_length=64, unique=True)
    made_on = models.DateField(_("fait le"), default=timezone.localdate)

    objects = AccessCodeQuerySet.as_manager()
    personal_data = PersonalData(
        people=_("Personnes qui reçoivent un courrier"),
        what=_("L'empreinte du code de leur courrier ; ni leur nom, ni s'il a servi"),
        why=_("N'admettre que ceux qui ont reçu un code, une fois chacun"),
        how_long=_("Un an après la fin de la consultation"),
        basis=_("Mission d'intérêt public (RGPD, article 6.1.e)"),
        fields=("code_hash",),
        harmless=("batch",),
        due="due_for_erasure",
    )

    class Meta:
        verbose_name = _("code d'accès")
        verbose_name_plural = _("codes d'accès")
        ordering = ["pk"]
        indexes = [models.Index(fields=["consultation", "batch"], name="access_code_batches")]
        permissions = [("make_accesscode", "Can make the codes printed on letters")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
