from django.db import models
from django.utils.translation import gettext_lazy as _

from perpignan.study.enums import Confidence


class Illustrated(models.Model):
    """Something that may be demonstration content: readers are told when it is."""

    is_illustrative = models.BooleanField(
        _("donnée illustrative"),
        default=False,
        help_text=_("Contenu de démonstration : le portail l'indique aux lecteurs."),
    )

    class Meta:
        abstract = True


class Sourced(models.Model):
    """A fact with its sources and how far it may be relied on."""

    confidence = models.CharField(
        _("fiabilité"), max_length=20, choices=Confidence, default=Confidence.SOLID
    )
    sources = models.ManyToManyField("study.Source", blank=True, verbose_name=_("sources"))

    class Meta:
        abstract = True

    @property
    def is_to_verify(self) -> bool:
        return self.confidence == Confidence.TO_VERIFY


class Translated(models.Model):
    """A name in French, with its Catalan and English where they exist."""

    name = models.CharField(_("nom"), max_length=200)
    name_ca = models.CharField(_("nom en catalan"), max_length=200, blank=True)
    name_en = models.CharField(_("nom en anglais"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name
