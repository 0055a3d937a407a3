"""What a person may type in a cell of the scoring grid."""

import re
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

NUMBER = r"(-?\d{1,6}(?:[.,]\d{1,2})?)"
CELL = re.compile(rf"^{NUMBER}(?:\s*(?:-|–|\.\.|à)\s*{NUMBER})?$")
UNKNOWN = frozenset({"", "?", "inconnu", "nsp"})

Interval = tuple[Decimal, Decimal]


def parse_score(text: str, lowest: Decimal, highest: Decimal) -> Interval | None:
    """Read `2`, `1,5`, `1-3` or nothing (not known). Raise ValidationError on the rest."""
    typed = " ".join(text.split()).lower()
    if typed in UNKNOWN:
        return None
    found = CELL.match(typed)
    if found is None:
        raise ValidationError(
            _("« %(typed)s » n'est pas une note : écrivez 2, 1-3, ou rien si elle est inconnue."),
            params={"typed": text.strip()[:20]},
        )
    low = Decimal(found[1].replace(",", "."))
    high = Decimal(found[2].replace(",", ".")) if found[2] else low
    if low > high:
        raise ValidationError(_("Écrivez l'intervalle du plus petit au plus grand."))
    if low < lowest or high > highest:
        bounds = {"low": lowest.normalize(), "high": highest.normalize()}
        raise ValidationError(_("La note va de %(low)s à %(high)s."), params=bounds)
    return low, high


def write_score(low: Decimal | None, high: Decimal | None) -> str:
    """Write a score as a person types it: `2`, `1,5`, `1-3`, nothing if not known."""
    if low is None or high is None:
        return ""
    return _plain(low) if low == high else f"{_plain(low)}-{_plain(high)}"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")
