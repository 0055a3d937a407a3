"""Which city, and which initiative, an interview is about."""

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from benchmark.models.city import City
from benchmark.models.initiative import Initiative


@pghistory.track()
class CityInterview(models.Model):
    """An interview of the study led about a city, and an initiative of hers if there is one."""

    interview = models.OneToOneField(
        "study.Interview", models.CASCADE, verbose_name=_("entretien"), related_name="+"
    )
    city = models.ForeignKey(
        City, models.PROTECT, verbose_name=_("ville"), related_name="interview_links"
    )
    initiative = models.ForeignKey(
        Initiative,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("initiative"),
        related_name="interview_links",
    )

    class Meta:
        verbose_name = _("entretien avec une ville")
        verbose_name_plural = _("entretiens avec des villes")
        ordering = ["city__name", "pk"]

    def __str__(self) -> str:
        return f"{self.interview_id}, {self.city}"

    def clean(self) -> None:
        if self.initiative is not None and self.initiative.city_id != self.city_id:
            raise ValidationError({"initiative": _("Cette initiative est d'une autre ville.")})
