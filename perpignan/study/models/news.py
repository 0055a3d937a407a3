import pghistory
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from perpignan.study.enums import NewsStatus
from perpignan.study.models.base import Illustrated


class NewsQuerySet(models.QuerySet["News"]):
    def published(self) -> "NewsQuerySet":
        """Keep what is out by now: a later date waits for its day."""
        return self.filter(status=NewsStatus.PUBLISHED, published_on__lte=timezone.localdate())

    def visible_to(self, user: object) -> "NewsQuerySet":
        """Everyone reads what is published; who may view news in the back office, all."""
        may_see = getattr(user, "has_perm", None)
        return self if may_see and may_see("study.view_news") else self.published()


@pghistory.track()
class News(Illustrated):
    """A piece of news of the study, in the languages that it was written in.

    It may point at a thing of any phase, by the name and the code that this thing has in
    the chain of evidence: the study knows no phase.
    """

    code = models.SlugField(
        _("code"), max_length=60, unique=True, help_text=_("L'adresse de la page : mots et tirets.")
    )
    title = models.CharField(_("titre"), max_length=200)
    title_ca = models.CharField(_("titre en catalan"), max_length=200, blank=True)
    title_en = models.CharField(_("titre en anglais"), max_length=200, blank=True)
    text = models.TextField(_("texte"))
    text_ca = models.TextField(_("texte en catalan"), blank=True)
    text_en = models.TextField(_("texte en anglais"), blank=True)
    status = models.CharField(
        _("état"), max_length=20, choices=NewsStatus, default=NewsStatus.DRAFT, editable=False
    )
    published_on = models.DateField(_("publiée le"), null=True, blank=True, editable=False)
    link_kind = models.CharField(_("nature de ce dont elle parle"), max_length=30, blank=True)
    link_code = models.CharField(
        _("code de ce dont elle parle"),
        max_length=100,
        blank=True,
        help_text=_("Le code d'une action, d'un constat, d'un exemple ; montré s'il est public."),
    )

    objects = NewsQuerySet.as_manager()

    class Meta:
        verbose_name = _("actualité")
        verbose_name_plural = _("actualités")
        ordering = ["-published_on", "-pk"]
        permissions = [("publish_news", "Can publish and withdraw news")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status=NewsStatus.DRAFT) | models.Q(published_on__isnull=False),
                name="news_published_with_date",
                violation_error_message=_("Une actualité publiée porte sa date."),
            ),
            models.CheckConstraint(
                condition=models.Q(link_kind="", link_code="")
                | (~models.Q(link_kind="") & ~models.Q(link_code="")),
                name="news_link_whole",
                violation_error_message=_("Donnez la nature et le code, ou aucun des deux."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_published(self) -> bool:
        return self.status == NewsStatus.PUBLISHED

    def get_absolute_url(self) -> str:
        return reverse("study:news-detail", args=[self.code])
