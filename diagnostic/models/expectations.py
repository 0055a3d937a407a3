"""What people expect of the heart of town and of its digital services."""

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from diagnostic.enums import Origin, Weight
from perpignan.study.enums import Visibility
from perpignan.study.models import Illustrated, Source
from perpignan.study.permissions import Person


class ExpectationQuerySet(models.QuerySet["Expectation"]):
    def public(self) -> "ExpectationQuerySet":
        return self.filter(visibility=Visibility.PUBLIC)

    def visible_to(self, user: Person) -> "ExpectationQuerySet":
        """Everyone sees what is published; the team what it is still writing."""
        return self if user.has_perm("diagnostic.view_expectation") else self.public()


@pghistory.track()
class Expectation(Illustrated):
    """Something asked of the study, by a group of people and never by a named person."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    holder = models.CharField(
        _("exprimée par"),
        max_length=150,
        help_text=_("Un groupe ou une fonction, jamais un nom : ce texte est public."),
    )
    origin = models.CharField(_("recueillie par"), max_length=20, choices=Origin)
    statement = models.TextField(_("attente"))
    statement_ca = models.TextField(_("attente en catalan"), blank=True)
    statement_en = models.TextField(_("attente en anglais"), blank=True)
    priority = models.ForeignKey(
        "study.Priority",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("priorité"),
        related_name="expectations",
    )
    axis = models.ForeignKey(
        "study.Axis",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("axe"),
        related_name="expectations",
    )
    weight = models.CharField(_("poids"), max_length=10, choices=Weight, default=Weight.MEDIUM)
    source = models.ForeignKey(
        "study.Source",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("source"),
        related_name="+",
    )
    visibility = models.CharField(
        _("visibilité"), max_length=20, choices=Visibility, default=Visibility.INTERNAL
    )
    order = models.PositiveSmallIntegerField(_("ordre"), default=0)

    objects = ExpectationQuerySet.as_manager()

    class Meta:
        verbose_name = _("attente")
        verbose_name_plural = _("attentes")
        ordering = ["priority__order", "order", "code"]

    def __str__(self) -> str:
        return f"{self.holder} : {self.statement[:80]}"

    def clean(self) -> None:
        from_document = self.origin == Origin.DOCUMENT and not self.is_illustrative
        if from_document and self.source_id is None:
            raise ValidationError({"source": _("Indiquez le document où elle se lit.")})

    def get_absolute_url(self) -> str:
        return f"{reverse('diagnostic:expectation-list')}#{self.code}"

    @property
    def source_list(self) -> list[Source]:
        """Give its source as pages list sources; needs `source` loaded."""
        return [self.source] if self.source else []
