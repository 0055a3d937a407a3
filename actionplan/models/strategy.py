"""The global strategy: a vision, orientations, and how each action serves one of them."""

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actionplan.enums import StrategyState
from actionplan.models.versions import FrozenVersion, kept
from perpignan.study.enums import Visibility
from perpignan.study.models import Illustrated, Translated
from perpignan.study.permissions import Person
from perpignan.study.personal_data import PersonalData

REFUSAL = "Une version figée de la stratégie ne change plus."


class StrategyQuerySet(models.QuerySet["Strategy"]):
    def public(self) -> "StrategyQuerySet":
        return self.filter(visibility=Visibility.PUBLIC)

    def visible_to(self, user: Person) -> "StrategyQuerySet":
        """Everyone sees what is published; the team what it is still writing."""
        return self if user.has_perm("actionplan.view_strategy") else self.public()


@pghistory.track()
class Strategy(Illustrated):
    """What the heart of town wants of digital tools, and how it holds to it: one row."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    title = models.CharField(_("titre"), max_length=200)
    title_ca = models.CharField(_("titre en catalan"), max_length=200, blank=True)
    title_en = models.CharField(_("titre en anglais"), max_length=200, blank=True)
    vision = models.TextField(_("vision"), blank=True)
    vision_ca = models.TextField(_("vision en catalan"), blank=True)
    vision_en = models.TextField(_("vision en anglais"), blank=True)
    governance = models.TextField(_("gouvernance"), blank=True)
    governance_ca = models.TextField(_("gouvernance en catalan"), blank=True)
    governance_en = models.TextField(_("gouvernance en anglais"), blank=True)
    funding = models.TextField(_("financement"), blank=True)
    funding_ca = models.TextField(_("financement en catalan"), blank=True)
    funding_en = models.TextField(_("financement en anglais"), blank=True)
    follow_up = models.TextField(_("suivi"), blank=True)
    follow_up_ca = models.TextField(_("suivi en catalan"), blank=True)
    follow_up_en = models.TextField(_("suivi en anglais"), blank=True)
    state = models.CharField(
        _("état"),
        max_length=10,
        choices=StrategyState,
        default=StrategyState.DRAFT,
        editable=False,
    )
    adopted_on = models.DateField(_("adoptée le"), null=True, blank=True, editable=False)
    visibility = models.CharField(
        _("visibilité"), max_length=20, choices=Visibility, default=Visibility.INTERNAL
    )

    objects = StrategyQuerySet.as_manager()

    class Meta:
        verbose_name = _("stratégie globale")
        verbose_name_plural = _("stratégie globale")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=StrategyState.ADOPTED, adopted_on__isnull=False)
                | (~models.Q(state=StrategyState.ADOPTED) & models.Q(adopted_on__isnull=True)),
                name="strategy_adopted_with_its_day",
                violation_error_message=_("Une stratégie adoptée porte la date de son adoption."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("actionplan:strategy")

    def clean(self) -> None:
        if self._state.adding and Strategy.objects.exists():
            raise ValidationError(_("Le portail porte une seule stratégie."))

    @property
    def is_adopted(self) -> bool:
        return self.state == StrategyState.ADOPTED


@pghistory.track()
class Orientation(Translated, Illustrated):
    """One thing that the strategy chooses, under one of the three priorities."""

    strategy = models.ForeignKey(
        Strategy, models.CASCADE, verbose_name=_("stratégie"), related_name="orientations"
    )
    code = models.SlugField(_("code"), max_length=20, unique=True)
    order = models.PositiveSmallIntegerField(_("ordre"), default=0)
    priority = models.ForeignKey(
        "study.Priority", models.PROTECT, verbose_name=_("priorité"), related_name="+"
    )
    text = models.TextField(_("texte"), blank=True)
    text_ca = models.TextField(_("texte en catalan"), blank=True)
    text_en = models.TextField(_("texte en anglais"), blank=True)

    class Meta:
        verbose_name = _("orientation")
        verbose_name_plural = _("orientations")
        ordering = ["order", "code"]


@pghistory.track()
class OrientationAction(Illustrated):
    """How an action serves an orientation, in a sentence that residents read."""

    orientation = models.ForeignKey(
        Orientation, models.CASCADE, verbose_name=_("orientation"), related_name="served"
    )
    action = models.ForeignKey(
        "study.Action", models.CASCADE, verbose_name=_("action"), related_name="+"
    )
    sentence = models.CharField(
        _("comment elle la sert"),
        max_length=400,
        blank=True,
        help_text=_("Une phrase, publiée : ce que les habitants verront changer."),
    )
    sentence_ca = models.CharField(_("la phrase en catalan"), max_length=400, blank=True)
    sentence_en = models.CharField(_("la phrase en anglais"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("action au service d'une orientation")
        verbose_name_plural = _("actions au service des orientations")
        ordering = ["orientation__order", "action__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["orientation", "action"],
                name="action_serves_orientation_once",
                violation_error_message=_("Cette action sert déjà cette orientation."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.orientation_id} {self.action_id}"


class StrategyVersion(FrozenVersion):
    """The strategy as it stood."""

    personal_data = PersonalData(
        people=_("Membres de l'équipe qui figent la stratégie"),
        what=_("Qui a figé, et quand"),
        why=_("Savoir d'où vient chaque version de la stratégie"),
        how_long=_("Le temps de l'étude"),
        basis=_("Mission d'intérêt public (RGPD, article 6.1.e)"),
        fields=("frozen_by", "author"),
        harmless=("title", "snapshot"),
        is_public=False,
    )

    class Meta:
        verbose_name = _("version de la stratégie")
        verbose_name_plural = _("versions de la stratégie")
        ordering = ["-number"]
        triggers = [kept("keep_strategy_versions", REFUSAL)]

    def get_absolute_url(self) -> str:
        return reverse("actionplan:strategy-version", args=[self.number])
