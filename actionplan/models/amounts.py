"""Sums of money: Decimal, two places, twelve digits before the point, never negative."""

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

LARGEST = Decimal("999999999999.99")
NOT_NEGATIVE = MinValueValidator(Decimal(0), _("Un montant ne peut pas être négatif."))
NOT_ABSURD = MaxValueValidator(
    LARGEST, _("Un montant reste sous mille milliards d'euros : vérifiez la saisie.")
)
DIGITS = {
    "max_digits": _("Un montant reste sous mille milliards d'euros : vérifiez la saisie."),
    "max_whole_digits": _("Un montant reste sous mille milliards d'euros : vérifiez la saisie."),
    "max_decimal_places": _("Un montant s'écrit au centime près : deux décimales au plus."),
}


def amount_field(label: Any, **options: Any) -> models.DecimalField:
    """Make a column for a sum; its basis, with or without VAT, is stored beside it."""
    return models.DecimalField(
        label,
        max_digits=14,
        decimal_places=2,
        validators=[NOT_NEGATIVE, NOT_ABSURD],
        error_messages=DIGITS,
        **options,
    )
