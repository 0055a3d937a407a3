from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

#: Addresses of other pages of the benchmark, which a sheet may not take.
RESERVED_CODES = frozenset({"carte", "comparer", "villes-proches"})

YEARS = [MinValueValidator(1950), MaxValueValidator(2100)]
LATITUDES = [MinValueValidator(-90), MaxValueValidator(90)]
LONGITUDES = [MinValueValidator(-180), MaxValueValidator(180)]


def validate_not_reserved(value: str) -> None:
    """Refuse a code that is already the address of a page."""
    if value in RESERVED_CODES:
        raise ValidationError(_("Ce code est l'adresse d'une page du benchmark."))
