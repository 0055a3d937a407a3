"""Frozen versions of the plan: what it said on a day, kept for good."""

import pgtrigger
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from perpignan.study.personal_data import PersonalData

REFUSAL = "Une version figée du plan ne change plus."


class FrozenVersion(models.Model):
    """What a text said on a day. The database itself refuses to change or remove it."""

    number = models.PositiveIntegerField(_("numéro"), unique=True, editable=False)
    title = models.CharField(_("à quelle occasion"), max_length=150)
    frozen_at = models.DateTimeField(_("figée le"), default=timezone.now, editable=False)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        verbose_name=_("figée par"),
        related_name="+",
    )
    author = models.CharField(_("auteur"), max_length=150, blank=True, editable=False)
    snapshot = models.JSONField(_("contenu"), encoder=DjangoJSONEncoder, editable=False)
    is_illustrative = models.BooleanField(_("donnée illustrative"), default=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


def kept(name: str, refusal: str) -> pgtrigger.Trigger:
    """Make the database refuse every change of a frozen version."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=f"RAISE EXCEPTION '{refusal}' USING ERRCODE = 'check_violation';",
    )


class PlanVersion(FrozenVersion):
    """The plan as it stood."""

    title = models.CharField(
        _("à quelle occasion"),
        max_length=150,
        help_text=_("Publié. Par exemple : COPIL 4, choix des solutions."),
    )

    personal_data = PersonalData(
        people=_("Membres de l'équipe qui figent le plan"),
        what=_("Qui a figé, et quand"),
        why=_("Savoir d'où vient chaque version du plan"),
        how_long=_("Le temps de l'étude"),
        basis=_("Mission d'intérêt public (RGPD, article 6.1.e)"),
        fields=("frozen_by", "author"),
        harmless=("title", "snapshot"),
        is_public=False,
    )

    class Meta:
        verbose_name = _("version du plan")
        verbose_name_plural = _("versions du plan")
        ordering = ["-number"]
        triggers = [kept("keep_versions", REFUSAL)]

    def get_absolute_url(self) -> str:
        return reverse("actionplan:version-detail", args=[self.number])
