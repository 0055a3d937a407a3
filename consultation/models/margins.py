import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from consultation.enums import Profile
from perpignan.study.models import Illustrated


@pghistory.track()
class CensusMargin(Illustrated):
    """How many people of a category live here: what the answers are compared with."""

    consultation = models.ForeignKey(
        "consultation.Consultation",
        models.CASCADE,
        null=True,
        blank=True,
        verbose_name=_("consultation"),
        related_name="margins",
        help_text=_("Vide : vaut pour toutes."),
    )
    profile = models.CharField(_("profil"), max_length=20, choices=Profile)
    category = models.CharField(
        _("catégorie"), max_length=40, help_text=_("Le code de la réponse proposée.")
    )
    population = models.PositiveIntegerField(_("population"))
    year = models.PositiveSmallIntegerField(
        _("année"), validators=[MinValueValidator(1999), MaxValueValidator(2100)]
    )
    source = models.CharField(_("source"), max_length=250)

    class Meta:
        verbose_name = _("population de référence")
        verbose_name_plural = _("populations de référence")
        ordering = ["profile", "category", "-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "profile", "category", "year"],
                name="census_margin_unique",
                nulls_distinct=False,
                violation_error_message=_("Cette catégorie a déjà une population cette année-là."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_profile_display()} {self.category} ({self.year})"
