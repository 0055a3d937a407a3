"""Who pays for an action: each funder's line, its amounts by year, the terms of the plan."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import pghistory
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from actionplan.enums import (
    FIRM_STATES,
    CostKind,
    DerogationGround,
    FundingOrigin,
    OwnerThreshold,
    RequestState,
    VatBasis,
)
from actionplan.models.amounts import amount_field
from actionplan.models.costs import FIRST_YEAR, LAST_YEAR, YEARS, CostLine
from actionplan.models.sheets import ActionSheet, SheetPart
from perpignan.study.enums import LeverDestination, LeverKind, LeverState
from perpignan.study.models import FundingLever, Illustrated, Study
from perpignan.study.permissions import Person
from perpignan.study.wording import long_date

SIRET = RegexValidator(r"^\d{14}$", _("Un SIRET compte quatorze chiffres."))
CHANCE = MaxValueValidator(100, _("Une probabilité va de 0 à 100."))


def origin_of(lever: FundingLever) -> FundingOrigin:
    """Tell whose money a lever brings; a loan is paid back, so it is the owner's own."""
    own = {LeverKind.LOAN, LeverKind.INVESTMENT}
    if lever.kind in own:
        return FundingOrigin.OWN
    if lever.kind == LeverKind.EUROPE:
        return FundingOrigin.EUROPEAN
    return FundingOrigin.PRIVATE if lever.kind == LeverKind.PRIVATE else FundingOrigin.PUBLIC


class SheetLeverQuerySet(models.QuerySet["SheetLever"]):
    def visible_to(self, user: Person) -> "SheetLeverQuerySet":
        """A line of funding is seen by whoever may see its sheet."""
        return self.filter(sheet__in=ActionSheet.objects.visible_to(user))

    def from_levers(self) -> "SheetLeverQuerySet":
        """Keep the lines that ask a lever of the catalogue."""
        return self.filter(lever__isnull=False)


@pghistory.track()
class SheetLever(Illustrated, SheetPart):
    """Who may pay for the action, a lever or a funder known by name, and where it stands."""

    sheet = models.ForeignKey(
        ActionSheet, models.CASCADE, verbose_name=_("fiche"), related_name="levers"
    )
    lever = models.ForeignKey(
        "study.FundingLever",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("levier"),
        related_name="requests",
    )
    funder = models.CharField(
        _("financeur"),
        max_length=150,
        blank=True,
        help_text=_("Sans levier du catalogue : la Ville, une fondation... Sinon, laissez vide."),
    )
    kind = models.CharField(_("budget"), max_length=10, choices=CostKind, default=CostKind.CAPITAL)
    origin = models.CharField(
        _("nature des fonds"),
        max_length=10,
        choices=FundingOrigin,
        default=FundingOrigin.PUBLIC,
        help_text=_("Un levier du catalogue la donne. Un prêt compte dans la part propre."),
    )
    state = models.CharField(
        _("état de la demande"),
        max_length=20,
        choices=RequestState,
        default=RequestState.CONSIDERED,
    )
    probability = models.PositiveSmallIntegerField(
        _("probabilité (%)"),
        default=50,
        validators=[CHANCE],
        help_text=_("Ignorée pour la part propre et ce qui est accordé ou versé."),
    )
    requested_on = models.DateField(_("demandé le"), null=True, blank=True)
    accepted_on = models.DateField(
        _("dossier accepté le"),
        null=True,
        blank=True,
        help_text=_("Accusé de réception : les travaux ne commencent pas avant."),
    )
    decided_on = models.DateField(_("décidé le"), null=True, blank=True)
    eligible_base = amount_field(
        _("assiette retenue (€)"),
        null=True,
        blank=True,
        help_text=_("Celle que le financeur retient pour cette action, si elle est connue."),
    )
    expenses = models.ManyToManyField(
        CostLine,
        blank=True,
        verbose_name=_("dépenses payées"),
        related_name="+",
        help_text=_("Les lignes de coût que cet argent paie. Aucune : toutes celles du budget."),
    )
    decision_reference = models.CharField(_("référence de la décision"), max_length=100, blank=True)
    payment_terms = models.CharField(
        _("conditions de versement"),
        max_length=250,
        blank=True,
        help_text=_("unique, échelonné, ou en clair."),
    )
    funder_siret = models.CharField(
        _("SIRET du financeur"), max_length=14, blank=True, validators=[SIRET]
    )
    is_notified = models.BooleanField(_("aide notifiée à la Commission européenne"), default=False)

    objects = SheetLeverQuerySet.as_manager()

    class Meta:
        verbose_name = _("ligne de financement")
        verbose_name_plural = _("lignes de financement")
        ordering = ["sheet", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "lever", "kind"],
                name="lever_once_per_budget",
                violation_error_message=_("Ce levier est déjà sur la fiche, pour ce budget."),
            ),
            models.UniqueConstraint(
                fields=["sheet", "funder", "kind"],
                condition=models.Q(lever__isnull=True),
                name="funder_once_per_budget",
                violation_error_message=_("Ce financeur est déjà sur la fiche, pour ce budget."),
            ),
            models.CheckConstraint(
                condition=models.Q(lever__isnull=False, funder="")
                | (models.Q(lever__isnull=True) & ~models.Q(funder="")),
                name="funding_by_lever_or_funder",
                violation_error_message=_(
                    "Donnez un levier du catalogue, ou le nom d'un financeur : l'un ou l'autre."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(probability__range=(0, 100)),
                name="funding_probability_from_0_to_100",
                violation_error_message=_("Une probabilité va de 0 à 100."),
            ),
            models.CheckConstraint(
                condition=models.Q(requested_on__isnull=True)
                | models.Q(decided_on__isnull=True)
                | models.Q(requested_on__lte=models.F("decided_on")),
                name="funding_decided_once_requested",
                violation_error_message=_("La décision précède la demande."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.lever) if self.lever else self.funder

    def clean(self) -> None:
        """Take the origin from the lever; refuse money that the lever could not give."""
        if self.lever is None:
            return
        self.origin = origin_of(self.lever)
        self._check_budget(self.lever)
        if self.state not in FIRM_STATES:
            return
        study = Study.objects.first()
        if study and self.lever.state_at(study.funding_date) != LeverState.OPEN:
            message = firm_lever_refusal(self.lever, study.funding_date, RequestState(self.state))
            raise ValidationError({"state": message})

    @property
    def name(self) -> str:
        return self.lever.name if self.lever else self.funder

    @property
    def body(self) -> str:
        """Name who pays: the body that a lever belongs to, or the funder."""
        return self.lever.body if self.lever else self.funder

    @property
    def key(self) -> str:
        """Name the line in files: its action, its lever (or its funder, quoted), its budget."""
        who = self.lever.code if self.lever else f"« {self.funder} »"
        return f"{self.sheet.code} | {who} | {self.kind}"

    @property
    def is_firm(self) -> bool:
        return self.state in FIRM_STATES

    def check_expenses(self, expenses: Iterable[CostLine]) -> None:
        """Refuse expenses of another action, or of the other budget."""
        for cost in expenses:
            if cost.sheet_id != self.sheet_id:
                told = _now("« %(cost)s » n'est pas une dépense de cette action.")
                raise ValidationError({"expenses": told % {"cost": cost}})
            if cost.kind != self.kind:
                words = {"cost": cost, "kind": str(CostKind(self.kind).label).lower()}
                told = _now("« %(cost)s » n'est pas une dépense de ce budget : %(kind)s.")
                raise ValidationError({"expenses": told % words})

    def _check_budget(self, lever: FundingLever) -> None:
        pays = lever.destination or LeverDestination.BOTH
        if pays not in (LeverDestination.BOTH, self.kind):
            words = {"lever": lever.name, "kind": str(LeverDestination(pays).label).lower()}
            told = _now("« %(lever)s » ne finance que ceci : %(kind)s.") % words
            raise ValidationError({"kind": told})


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
class FundingAmount(models.Model):
    """What a funder brings in one year, on the same VAT basis as the plan."""

    request = models.ForeignKey(
        SheetLever, models.CASCADE, verbose_name=_("ligne de financement"), related_name="amounts"
    )
    year = models.PositiveSmallIntegerField(_("année"), validators=YEARS)
    amount = amount_field(_("montant (€)"))
    vat_basis = models.CharField(
        _("base du montant"), max_length=3, choices=VatBasis, default=VatBasis.EXCLUDED
    )

    class Meta:
        verbose_name = _("montant par année")
        verbose_name_plural = _("montants par année")
        ordering = ["request", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "year"],
                name="funding_amount_once_a_year",
                violation_error_message=_("Cette année est déjà donnée : corrigez son montant."),
            ),
            models.CheckConstraint(
                condition=models.Q(amount__gte=0),
                name="funding_amount_not_negative",
                violation_error_message=_("Un montant ne peut pas être négatif."),
            ),
            models.CheckConstraint(
                condition=models.Q(year__range=(FIRST_YEAR, LAST_YEAR)),
                name="funding_year_plausible",
                violation_error_message=_("L'année va de 2000 à 2100."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request}, {self.year}"

    def clean(self) -> None:
        if self.request_id is None:
            return
        basis, lever = self.request.sheet.vat_basis, self.request.lever
        if self.vat_basis != basis:
            told = _now("Le plan de l'action est en %(basis)s : convertissez ce montant.")
            raise ValidationError({"vat_basis": told % {"basis": basis}})
        if lever and lever.rate_max is not None and not lever.rate_max and self.amount:
            told = _now("« %(lever)s » a un taux de 0 %% : il ne peut rien payer.")
            raise ValidationError({"amount": told % {"lever": lever.name}})


@pghistory.track()
class FundingTerms(SheetPart):
    """What the law asks of this plan: the owner, the least share it brings, its derogation."""

    sheet = models.OneToOneField(
        ActionSheet, models.CASCADE, verbose_name=_("fiche"), related_name="funding_terms"
    )
    owner = models.CharField(_("maître d'ouvrage"), max_length=150, default="Ville de Perpignan")
    owner_siret = models.CharField(
        _("SIRET du maître d'ouvrage"), max_length=14, blank=True, validators=[SIRET]
    )
    threshold = models.CharField(
        _("participation minimale"),
        max_length=10,
        choices=OwnerThreshold,
        default=OwnerThreshold.USUAL,
    )
    derogation_ground = models.CharField(
        _("cas de dérogation"), max_length=10, choices=DerogationGround, blank=True
    )
    derogation_reason = models.TextField(
        _("motif et acte"),
        blank=True,
        help_text=_("Publié. L'acte qui permet la dérogation : convention, décision, sa date."),
    )
    derogation_on = models.DateField(_("dérogation du"), null=True, blank=True)
    works_start = models.DateField(
        _("début des travaux"),
        null=True,
        blank=True,
        help_text=_("Premier engagement : un marché signé. Sinon, le début de l'action compte."),
    )
    helps_companies = models.BooleanField(_("aide des entreprises"), default=False)
    earlier_minimis = amount_field(_("aides de minimis antérieures (€)"), default=Decimal(0))
    council_weeks = models.PositiveSmallIntegerField(
        _("délai de la délibération (semaines)"), default=6
    )
    quote_weeks = models.PositiveSmallIntegerField(_("délai des devis (semaines)"), default=4)
    study_weeks = models.PositiveSmallIntegerField(_("délai des études (semaines)"), default=8)

    class Meta:
        verbose_name = _("cadre du plan de financement")
        verbose_name_plural = _("cadres des plans de financement")
        ordering = ["sheet"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(threshold=OwnerThreshold.DEROGATION)
                    & ~models.Q(derogation_ground="")
                    & ~models.Q(derogation_reason="")
                )
                | (~models.Q(threshold=OwnerThreshold.DEROGATION) & models.Q(derogation_ground="")),
                name="derogation_with_ground_and_reason",
                violation_error_message=_(
                    "Une dérogation a son cas et son motif ; sans elle, ni l'un ni l'autre."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet}"

    def clean(self) -> None:
        """Ask, at the field, for what a derogation must say."""
        is_derogation = self.threshold == OwnerThreshold.DEROGATION
        errors: dict[str, str] = {}
        if is_derogation and not self.derogation_ground:
            errors["derogation_ground"] = _now("Choisissez le cas de dérogation.")
        if is_derogation and not self.derogation_reason.strip():
            errors["derogation_reason"] = _now("Une dérogation demande son motif.")
        if not is_derogation and self.derogation_ground:
            errors["threshold"] = _now("Ce cas de dérogation demande le seuil « Dérogation ».")
        if errors:
            raise ValidationError(errors)
