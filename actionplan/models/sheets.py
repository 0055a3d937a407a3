"""The action sheet and its parts: who does what, in which order, with whose money."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

import pghistory
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from actionplan.enums import FIRM_STATES, Involvement, RequestState, VatBasis
from actionplan.validators import find_cycle
from perpignan.study.enums import LeverState, Visibility
from perpignan.study.models import FundingLever, Illustrated, Study, User
from perpignan.study.wording import euro_range, long_date

SCORE = [MinValueValidator(1), MaxValueValidator(5)]


def _amount(label: Any) -> models.DecimalField:
    return models.DecimalField(
        label,
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )


def _ordered(low: str, high: str) -> models.Q:
    return (
        models.Q(**{f"{low}__isnull": True})
        | models.Q(**{f"{high}__isnull": True})
        | models.Q(**{f"{low}__lte": models.F(high)})
    )


class SheetQuerySet(models.QuerySet["ActionSheet"]):
    def public(self) -> "SheetQuerySet":
        return self.filter(action__visibility=Visibility.PUBLIC)

    def visible_to(self, user: User | AnonymousUser) -> "SheetQuerySet":
        """A sheet is seen by whoever may see its action."""
        return self if user.has_perm("study.view_action") else self.public()

    def incomplete(self) -> "SheetQuerySet":
        """Keep the sheets that lack a step, a partner or a lever."""
        return self.filter(
            models.Q(steps__isnull=True)
            | models.Q(partners__isnull=True)
            | models.Q(levers__isnull=True)
        ).distinct()


@pghistory.track()
class ActionSheet(Illustrated):
    """What it takes to carry an action out: the "fiche-action"."""

    action = models.OneToOneField(
        "study.Action", models.CASCADE, verbose_name=_("action"), related_name="sheet"
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

    objects = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("fiche-action")
        verbose_name_plural = _("fiches-actions")
        ordering = ["action__code"]
        constraints = [
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
        ]

    def __str__(self) -> str:
        return str(self.action)

    def get_absolute_url(self) -> str:
        return reverse("actionplan:sheet-detail", args=[self.action.code])

    @property
    def code(self) -> str:
        return self.action.code

    @property
    def capital_range(self) -> str:
        return euro_range(self.capital_min, self.capital_max)

    @property
    def operating_range(self) -> str:
        return euro_range(self.operating_min, self.operating_max)


class SheetPart(models.Model):
    """A line of a sheet."""

    sheet: ActionSheet

    class Meta:
        abstract = True


@pghistory.track()
class ActionStep(SheetPart):
    """What is done, in order."""

    sheet = models.ForeignKey(
        ActionSheet, models.CASCADE, verbose_name=_("fiche"), related_name="steps"
    )
    order = models.PositiveSmallIntegerField(_("ordre"), default=1)
    text = models.CharField(_("étape"), max_length=250)

    class Meta:
        verbose_name = _("étape de l'action")
        verbose_name_plural = _("étapes de l'action")
        ordering = ["sheet", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "order"],
                name="step_order_once",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message=_("Deux étapes portent le même numéro."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.text}"


@pghistory.track()
class SheetPartner(SheetPart):
    """Who takes part: a partner of the study, or one known by name only."""

    sheet = models.ForeignKey(
        ActionSheet, models.CASCADE, verbose_name=_("fiche"), related_name="partners"
    )
    partner = models.ForeignKey(
        "study.Partner",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("partenaire"),
        related_name="+",
    )
    name = models.CharField(
        _("nom libre"),
        max_length=150,
        blank=True,
        help_text=_("Pour un partenaire qui n'est pas dans la liste."),
    )
    role = models.CharField(
        _("rôle"), max_length=20, choices=Involvement, default=Involvement.CONTRIBUTOR
    )

    class Meta:
        verbose_name = _("partenaire de l'action")
        verbose_name_plural = _("partenaires de l'action")
        ordering = ["sheet", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "partner", "name"],
                name="partner_once_per_sheet",
                nulls_distinct=False,
                violation_error_message=_("Ce partenaire est déjà sur la fiche."),
            ),
            models.CheckConstraint(
                condition=models.Q(partner__isnull=False, name="")
                | (models.Q(partner__isnull=True) & ~models.Q(name="")),
                name="partner_listed_or_named",
                violation_error_message=_("Choisissez un partenaire, ou écrivez son nom."),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return self.name if self.partner is None else str(self.partner)


@pghistory.track()
class SheetLever(SheetPart):
    """A lever that may pay for the action, and where the request stands."""

    sheet = models.ForeignKey(
        ActionSheet, models.CASCADE, verbose_name=_("fiche"), related_name="levers"
    )
    lever = models.ForeignKey(
        "study.FundingLever", models.PROTECT, verbose_name=_("levier"), related_name="requests"
    )
    state = models.CharField(
        _("état de la demande"),
        max_length=20,
        choices=RequestState,
        default=RequestState.CONSIDERED,
    )

    class Meta:
        verbose_name = _("levier de l'action")
        verbose_name_plural = _("leviers de l'action")
        ordering = ["sheet", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "lever"],
                name="lever_once_per_sheet",
                violation_error_message=_("Ce levier est déjà sur la fiche."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.lever)

    def clean(self) -> None:
        """Refuse money from a lever that was closed or not yet open at the study's date."""
        if self.state not in FIRM_STATES or self.lever_id is None:
            return
        study = Study.objects.first()
        if study and self.lever.state_at(study.funding_date) != LeverState.OPEN:
            message = firm_lever_refusal(self.lever, study.funding_date, RequestState(self.state))
            raise ValidationError({"state": message})


def firm_lever_refusal(lever: FundingLever, day: date, state: RequestState) -> str:
    """Say with its dates why a lever cannot have granted money at `day`."""
    if lever.state_at(day) == LeverState.CLOSED:
        dates = _now("il a fermé le %s") % long_date(lever.closes_on or day)
    else:
        dates = _now("il n'ouvre que le %s") % long_date(lever.opens_on or day)
    return _now("« %(lever)s » ne peut pas être « %(state)s » au %(day)s : %(dates)s.") % {
        "lever": lever.name,
        "state": str(state.label).lower(),
        "day": long_date(day),
        "dates": dates,
    }


@pghistory.track()
class Risk(SheetPart):
    """What may go wrong."""

    sheet = models.ForeignKey(
        ActionSheet, models.CASCADE, verbose_name=_("fiche"), related_name="risks"
    )
    text = models.CharField(_("risque"), max_length=250)

    class Meta:
        verbose_name = _("risque")
        verbose_name_plural = _("risques")
        ordering = ["sheet", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "text"],
                name="risk_once_per_sheet",
                violation_error_message=_("Ce risque est déjà sur la fiche."),
            ),
        ]

    def __str__(self) -> str:
        return self.text


@pghistory.track()
class Dependency(SheetPart):
    """`sheet` starts once `needs` is finished."""

    sheet = models.ForeignKey(
        ActionSheet, models.CASCADE, verbose_name=_("fiche"), related_name="dependencies"
    )
    needs = models.ForeignKey(
        ActionSheet,
        models.CASCADE,
        verbose_name=_("après la fin de"),
        related_name="followers",
    )

    class Meta:
        verbose_name = _("dépendance")
        verbose_name_plural = _("dépendances")
        ordering = ["sheet", "needs__action__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "needs"],
                name="dependency_once",
                violation_error_message=_("Cette dépendance est déjà notée."),
            ),
            models.CheckConstraint(
                condition=~models.Q(sheet=models.F("needs")),
                name="dependency_not_on_itself",
                violation_error_message=_("Une action ne peut pas s'attendre elle-même."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet.code} → {self.needs.code}"

    def clean(self) -> None:
        if self.sheet_id is None or self.needs_id is None or self.sheet_id == self.needs_id:
            return
        cycle = self._cycle()
        if cycle:
            message = _now("Ces actions s'attendraient en rond : %s.") % " → ".join(cycle)
            raise ValidationError({"needs": message})

    def _cycle(self) -> Sequence[str]:
        edges = Dependency.objects.exclude(pk=self.pk).values_list(
            "sheet__action__code", "needs__action__code"
        )
        needs: dict[str, set[str]] = defaultdict(set)
        for code, needed in [*edges, (self.sheet.code, self.needs.code)]:
            needs[code].add(needed)
        return find_cycle(needs, self.sheet.code)
