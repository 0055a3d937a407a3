"""What reviewers say of a sheet, a chapter or an initiative, until it is resolved."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from perpignan.study.personal_data import PersonalData


class CommentQuerySet(models.QuerySet["Comment"]):
    def on(self, kind: str, key: str) -> "CommentQuerySet":
        return self.filter(kind=kind, key=key)

    def open(self) -> "CommentQuerySet":
        return self.filter(resolved_at=None)


class Comment(models.Model):
    """A remark on something of the study, open until someone resolves it."""

    kind = models.CharField(_("nature"), max_length=30)
    key = models.CharField(_("code visé"), max_length=80)
    place = models.CharField(_("chapitre"), max_length=60, blank=True)
    text = models.TextField(_("remarque"), max_length=4000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("par"), related_name="remarks"
    )
    at = models.DateTimeField(_("le"), default=timezone.now)
    mentioned = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        verbose_name=_("personnes à prévenir"),
        related_name="mentions",
    )
    resolved_at = models.DateTimeField(_("réglée le"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("réglée par"),
        related_name="+",
    )

    objects = CommentQuerySet.as_manager()

    personal_data = PersonalData(
        people=_("Relecteurs et personnes qu'ils préviennent"),
        what=_("Leurs remarques et leur compte"),
        why=_("Relire les textes de l'étude"),
        how_long=_("Le temps de l'étude"),
        basis=_("Mission d'intérêt public (RGPD, article 6.1.e)"),
        fields=("by", "text", "resolved_by"),
        harmless=("key", "kind", "place"),
        is_public=False,
    )

    class Meta:
        verbose_name = _("remarque")
        verbose_name_plural = _("remarques")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["kind", "key"], name="comment_of_a_thing")]

    def __str__(self) -> str:
        return self.text[:80]
