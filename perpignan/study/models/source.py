import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from perpignan.study.enums import Confidence


@pghistory.track()
class Source(models.Model):
    """A page, a document or a person that a fact of the portal rests on."""

    key = models.SlugField(_("clé"), max_length=60, unique=True)
    title = models.CharField(_("titre"), max_length=250)
    publisher = models.CharField(_("éditeur"), max_length=150, blank=True)
    url = models.URLField(_("adresse"), max_length=500, blank=True)
    published_on = models.DateField(_("publiée le"), null=True, blank=True)
    consulted_on = models.DateField(
        _("consultée le"),
        null=True,
        blank=True,
        help_text=_("Vide : lue dans une copie conservée, à relire avant impression."),
    )
    confidence = models.CharField(
        _("fiabilité"), max_length=20, choices=Confidence, default=Confidence.SOLID
    )
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["key"]

    def __str__(self) -> str:
        return f"{self.title} ({self.publisher})" if self.publisher else self.title
