"""What an action costs, year by year: the lines that funding is built on."""

from decimal import Decimal

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from actionplan.enums import CostKind, CostNature, VatBasis
from actionplan.models.amounts import amount_field
from actionplan.models.sheets import ActionSheet, SheetPart
from perpignan.study.models import Illustrated
from perpignan.study.permissions import Person

FIRST_YEAR, LAST_YEAR = 2000, 2100
YEARS = [
    MinValueValidator(FIRST_YEAR, _("L'année va de 2000 à 2100.")),
    MaxValueValidator(LAST_YEAR, _("L'année va de 2000 à 2100.")),
]
CENT = Decimal("0.01")


class CostLineQuerySet(models.QuerySet["CostLine"]):
    def visible_to(self, user: Person) -> "CostLineQuerySet":
        """A cost is seen by whoever may see its sheet."""
        return self.filter(sheet__in=ActionSheet.objects.visible_to(user))


@pghistory.track()
class CostLine(Illustrated, SheetPart):
    """An amount of one year, one nature and one budget, on a VAT basis of its own."""

    sheet = models.ForeignKey(
        ActionSheet, models.CASCADE, verbose_name=_("fiche"), related_name="costs"
    )
    year = models.PositiveSmallIntegerField(_("année"), validators=YEARS)
    nature = models.CharField(_("nature"), max_length=20, choices=CostNature)
    label = models.CharField(_("libellé"), max_length=150, blank=True)
    kind = models.CharField(_("budget"), max_length=10, choices=CostKind)
    amount = amount_field(_("montant (€)"))
    vat_basis = models.CharField(
        _("base du montant"), max_length=3, choices=VatBasis, default=VatBasis.EXCLUDED
    )
    vat_rate = models.DecimalField(
        _("taux de TVA (%)"),
        max_digits=5,
        decimal_places=2,
        default=Decimal("20.00"),
        validators=[
            MinValueValidator(Decimal(0), _("Un taux de TVA va de 0 à 100.")),
            MaxValueValidator(Decimal(100), _("Un taux de TVA va de 0 à 100.")),
        ],
        help_text=_("0 pour ce qui n'en porte pas : un salaire, par exemple."),
    )

    objects = CostLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("ligne de coût")
        verbose_name_plural = _("lignes de coût")
        ordering = ["sheet", "year", "kind", "nature", "label"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "year", "kind", "nature", "label"],
                name="cost_line_once",
                violation_error_message=_(
                    "Cette ligne existe déjà : donnez un autre libellé, ou corrigez-la."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(amount__gte=0),
                name="cost_not_negative",
                violation_error_message=_("Un montant ne peut pas être négatif."),
            ),
            models.CheckConstraint(
                condition=models.Q(vat_rate__range=(0, 100)),
                name="cost_vat_rate_from_0_to_100",
                violation_error_message=_("Un taux de TVA va de 0 à 100."),
            ),
            models.CheckConstraint(
                condition=models.Q(year__range=(FIRST_YEAR, LAST_YEAR)),
                name="cost_year_plausible",
                violation_error_message=_("L'année va de 2000 à 2100."),
            ),
        ]

    def __str__(self) -> str:
        name = self.label or CostNature(self.nature).label
        return f"{self.year}, {name}"

    @property
    def key(self) -> str:
        """Name the line in files: its action, and all that tells it from another."""
        return f"{self.sheet.code} | {self.year} | {self.kind} | {self.nature} | {self.label}"

    @property
    def excluding_vat(self) -> Decimal:
        """Return the amount without VAT, to the cent."""
        amount, rate = Decimal(self.amount), Decimal(self.vat_rate)
        if self.vat_basis == VatBasis.EXCLUDED:
            return amount
        return (amount / (1 + rate / 100)).quantize(CENT)

    @property
    def including_vat(self) -> Decimal:
        """Return the amount with VAT, to the cent."""
        amount, rate = Decimal(self.amount), Decimal(self.vat_rate)
        if self.vat_basis == VatBasis.INCLUDED:
            return amount
        return (amount * (1 + rate / 100)).quantize(CENT)
