"""The action sheet and its parts: who does what, in which order, with whose money."""

from datetime import date
from typing import Any

import pghistory
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actionplan.enums import Participation, VatBasis
from actionplan.models.amounts import amount_field
from perpignan.study.enums import ActionStatus, Visibility
from perpignan.study.models import Illustrated, User
from perpignan.study.wording import euro_range

SCORE = [MinValueValidator(1), MaxValueValidator(5)]


def _amount(label: Any) -> models.DecimalField:
    return amount_field(label, null=True, blank=True)


def _ordered(low: str, high: str) -> models.Q:
    return (
        models.Q(**{f"{low}__isnull": True})
        | models.Q(**{f"{high}__isnull": True})
        | models.Q(**{f"{low}__lte": models.F(high)})
    )


def _all_or_none(first: str, second: str) -> models.Q:
    return models.Q(**{f"{first}__isnull": True, f"{second}__isnull": True}) | models.Q(
        **{f"{first}__isnull": False, f"{second}__isnull": False}
    )


SHEET_RULES: list[models.BaseConstraint] = [
    models.CheckConstraint(
        condition=_ordered("capital_min", "capital_max"),
        name="sheet_capital_ordered",
        violation_error_message=_("L'investissement minimal dépasse le maximal."),
    ),
    models.CheckConstraint(
        condition=_ordered("operating_min", "operating_max"),
        name="sheet_operating_ordered",
        violation_error_message=_("Le fonctionnement minimal dépasse le maximal."),
    ),
    models.CheckConstraint(
        condition=(models.Q(effort__isnull=True) | models.Q(effort__range=(1, 5)))
        & (models.Q(impact__isnull=True) | models.Q(impact__range=(1, 5))),
        name="sheet_scores_from_1_to_5",
        violation_error_message=_("Effort et effet se notent de 1 à 5."),
    ),
    models.CheckConstraint(
        condition=_all_or_none("planned_start", "planned_end"),
        name="sheet_planned_both_or_none",
        violation_error_message=_("Donnez le début et la fin prévus, ou aucun des deux."),
    ),
    models.CheckConstraint(
        condition=_ordered("planned_start", "planned_end"),
        name="sheet_planned_ordered",
        violation_error_message=_("La fin prévue précède le début prévu."),
    ),
    models.CheckConstraint(
        condition=models.Q(actual_end__isnull=True) | models.Q(actual_start__isnull=False),
        name="sheet_ended_once_started",
        violation_error_message=_("Une action finie a un début réel."),
    ),
    models.CheckConstraint(
        condition=_ordered("actual_start", "actual_end"),
        name="sheet_actual_ordered",
        violation_error_message=_("La fin réelle précède le début réel."),
    ),
    models.CheckConstraint(
        condition=models.Q(progress=0) | models.Q(actual_start__isnull=False),
        name="sheet_advances_once_started",
        violation_error_message=_("Une action qui avance a un début réel."),
    ),
    models.CheckConstraint(
        condition=models.Q(progress=100, actual_end__isnull=False)
        | models.Q(progress__lt=100, actual_end__isnull=True),
        name="sheet_full_once_ended",
        violation_error_message=_(
            "Un avancement de 100 et la fin réelle vont ensemble : donnez les deux, ou aucun."
        ),
    ),
    models.CheckConstraint(
        condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("pk")),
        name="sheet_not_its_own_parent",
        violation_error_message=_("Une action n'est pas sa propre sous-action."),
    ),
]


class SheetQuerySet(models.QuerySet["ActionSheet"]):
    def public(self) -> "SheetQuerySet":
        return self.filter(action__visibility=Visibility.PUBLIC)

    def visible_to(self, user: User | AnonymousUser) -> "SheetQuerySet":
        """A sheet is seen by whoever may see its action."""
        return self if user.has_perm("study.view_action") else self.public()

    def late_at(self, day: date) -> "SheetQuerySet":
        """Keep what should have started, or ended, by that day and did not."""
        over = models.Q(actual_end__isnull=False) | models.Q(action__status=ActionStatus.DISCARDED)
        ends = models.Q(planned_end__lt=day)
        starts = models.Q(planned_start__lt=day, actual_start__isnull=True)
        return self.exclude(over).filter(ends | starts)

    def incomplete(self) -> "SheetQuerySet":
        """Keep the sheets that lack a step, a partner or a lever."""
        return self.filter(
            models.Q(steps__isnull=True)
            | models.Q(partners__isnull=True)
            | models.Q(levers__isnull=True)
        ).distinct()


@pghistory.track()
class ActionSheet(Illustrated):
    """What it takes to carry an action out: the "fiche-action".

    Public with its action, but for the contact's details and the internal note.
    """

    action = models.OneToOneField(
        "study.Action", models.CASCADE, verbose_name=_("action"), related_name="sheet"
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("sous-action de"),
        related_name="children",
        help_text=_("Un seul niveau : une sous-action n'a pas de sous-action."),
    )
    horizon = models.CharField(
        _("horizon"), max_length=60, blank=True, help_text=_("Par exemple : 6-18 mois.")
    )
    effort = models.PositiveSmallIntegerField(
        _("effort (1 à 5)"), null=True, blank=True, validators=SCORE
    )
    impact = models.PositiveSmallIntegerField(
        _("effet attendu (1 à 5)"), null=True, blank=True, validators=SCORE
    )
    capital_min = _amount(_("investissement, au moins (€)"))
    capital_max = _amount(_("investissement, au plus (€)"))
    operating_min = _amount(_("fonctionnement par an, au moins (€)"))
    operating_max = _amount(_("fonctionnement par an, au plus (€)"))
    vat_basis = models.CharField(
        _("base des montants"), max_length=3, choices=VatBasis, default=VatBasis.EXCLUDED
    )
    contact_function = models.CharField(
        _("fonction du contact"),
        max_length=150,
        blank=True,
        help_text=_("Publiée. Une fonction, pas un nom : « cheffe de projet commerce »."),
    )
    contact_details = models.CharField(
        _("coordonnées du contact"), max_length=200, blank=True, help_text=_("Internes.")
    )
    participation = models.CharField(
        _("niveau de participation"), max_length=20, choices=Participation, blank=True
    )
    targets = models.CharField(_("publics visés"), max_length=250, blank=True)
    planned_start = models.DateField(_("début prévu"), null=True, blank=True)
    planned_end = models.DateField(_("fin prévue"), null=True, blank=True)
    actual_start = models.DateField(_("début réel"), null=True, blank=True)
    actual_end = models.DateField(_("fin réelle"), null=True, blank=True)
    progress = models.PositiveSmallIntegerField(
        _("avancement (%)"),
        default=0,
        validators=[MaxValueValidator(100, _("L'avancement va de 0 à 100."))],
    )
    delay_reason = models.CharField(
        _("raison du décalage"),
        max_length=250,
        blank=True,
        help_text=_("Publiée quand l'action est en retard ou déplacée."),
    )
    internal_note = models.TextField(
        _("note interne"), blank=True, help_text=_("Jamais publiée, ni exportée.")
    )

    objects = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("fiche-action")
        verbose_name_plural = _("fiches-actions")
        ordering = ["action__code"]
        constraints = SHEET_RULES

    def __str__(self) -> str:
        return str(self.action)

    def get_absolute_url(self) -> str:
        return reverse("actionplan:sheet-detail", args=[self.action.code])

    def clean(self) -> None:
        self._check_one_level()
        self._check_not_ahead_of_time()
        self._check_discarded_stays()

    @property
    def code(self) -> str:
        return self.action.code

    @property
    def capital_range(self) -> str:
        return euro_range(self.capital_min, self.capital_max)

    @property
    def operating_range(self) -> str:
        return euro_range(self.operating_min, self.operating_max)

    @property
    def starts_on(self) -> date | None:
        return self.actual_start or self.planned_start

    @property
    def is_over(self) -> bool:
        return self.actual_end is not None or self.action.status == ActionStatus.DISCARDED

    def is_late_at(self, day: date) -> bool:
        """Say whether it should have started, or ended, by that day and did not."""
        return self.ends_late_at(day) or self.starts_late_at(day)

    def ends_late_at(self, day: date) -> bool:
        return bool(not self.is_over and self.planned_end and self.planned_end < day)

    def starts_late_at(self, day: date) -> bool:
        is_waiting = not self.is_over and self.actual_start is None
        return bool(is_waiting and self.planned_start and self.planned_start < day)

    def _check_one_level(self) -> None:
        if self.parent is None:
            return
        if self.parent.parent_id is not None:
            raise ValidationError(
                {"parent": _("Cette fiche est déjà une sous-action : un seul niveau est admis.")}
            )
        if self.pk and self.children.exists():
            raise ValidationError(
                {"parent": _("Cette fiche a des sous-actions : elle ne peut pas en être une.")}
            )

    def _check_discarded_stays(self) -> None:
        if self.action_id is None or self.action.status != ActionStatus.DISCARDED:
            return
        before = ActionSheet.objects.filter(pk=self.pk).values_list("progress", flat=True).first()
        if (self.progress or 0) > (before or 0):
            raise ValidationError({"progress": _("Une action écartée n'avance plus.")})

    def _check_not_ahead_of_time(self) -> None:
        today = timezone.localdate()
        for name in ("actual_start", "actual_end"):
            day = getattr(self, name)
            if day and day > today:
                raise ValidationError({name: _("Une date réelle est passée, ou d'aujourd'hui.")})


class SheetPart(models.Model):
    """A line of a sheet."""

    sheet: ActionSheet

    class Meta:
        abstract = True
