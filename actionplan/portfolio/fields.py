"""Read one field of plain data, or say in French what is wrong with it and where."""

import math
import re
from collections.abc import Mapping
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from actionplan.portfolio.problem import PortfolioError

LARGEST = Decimal(10) ** 12
MISSING = object()


class Row:
    """A mapping that knows what it is called, so that its errors say where they are."""

    def __init__(self, data: Any, where: str) -> None:
        if not isinstance(data, Mapping):
            raise PortfolioError(
                "not_an_object", "{where} : un objet JSON est attendu.", where=where
            )
        self.data = data
        self.where = where

    def get(self, name: str, default: Any = MISSING) -> Any:
        value = self.data.get(name)
        if value is None:
            if default is MISSING:
                raise PortfolioError(
                    "missing_key", "{where} : il manque « {name} ».", where=self.where, name=name
                )
            return default
        return value

    def code(self, name: str = "code") -> str:
        value = self.get(name)
        if not isinstance(value, str) or not value.strip():
            raise self._wrong(name, "un texte non vide est attendu")
        return value

    def text(self, name: str) -> str:
        value = self.get(name, "")
        if not isinstance(value, str):
            raise self._wrong(name, "un texte est attendu")
        return value

    def codes(self, name: str) -> tuple[str, ...]:
        values = self.rows(name, [])
        if not all(isinstance(value, str) for value in values):
            raise self._wrong(name, "une liste de codes est attendue")
        return tuple(dict.fromkeys(values))

    def rows(self, name: str, default: Any = MISSING) -> list[Any]:
        value = self.get(name, default)
        if not isinstance(value, list):
            raise self._wrong(name, "une liste est attendue")
        return value

    def flag(self, name: str) -> bool:
        value = self.get(name, False)
        if not isinstance(value, bool):
            raise self._wrong(name, "vrai ou faux est attendu")
        return value

    def year(self, name: str) -> int | None:
        value = self.get(name, None)
        return None if value is None else whole_year(value, f"{self.where}, {name}")

    def number(self, name: str, default: Any = MISSING) -> Decimal:
        return number(self.get(name, default), f"{self.where}, {name}")

    def cents(self, name: str, default: Any = MISSING) -> int:
        """Read a limit in euros; what is less than a cent is dropped: never spend more."""
        return cents_of(self.get(name, default), f"{self.where}, {name}", ROUND_FLOOR)

    def share(self, name: str, default: Any = MISSING) -> Decimal:
        value = self.number(name, default)
        if not 0 <= value <= 1:
            raise self._wrong(name, "un taux va de 0 à 1 (0.2 pour 20 %)")
        return value

    def _wrong(self, name: str, why: str) -> PortfolioError:
        return PortfolioError(
            "bad_value", "{where}, {name} : {why}.", where=self.where, name=name, why=why
        )


def number(value: Any, where: str) -> Decimal:
    try:
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            raise ValueError(value)
        read = Decimal(str(value))
        if not read.is_finite() or math.isinf(float(read)):
            raise ValueError(value)
    except (ValueError, InvalidOperation, OverflowError) as error:
        raise PortfolioError(
            "not_a_number", "{where} : un nombre fini est attendu.", where=where
        ) from error
    if abs(read) >= LARGEST:
        raise PortfolioError(
            "too_large",
            "{where} : {value} est trop grand (moins de 10^12).",
            where=where,
            value=value,
        )
    return read


def cents_of(value: Any, where: str, rounding: str = ROUND_HALF_UP) -> int:
    amount = number(value, where)
    if amount < 0:
        raise PortfolioError(
            "negative",
            "{where} : un montant négatif est refusé ({value}).",
            where=where,
            value=value,
        )
    return int((amount * 100).to_integral_value(rounding=rounding))


def whole_year(value: Any, where: str) -> int:
    """Read a year; the keys of JSON objects being text, its digits are understood too."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}", value, re.ASCII):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 1900 <= value <= 2200:
        raise PortfolioError("bad_year", "{where} : une année est attendue.", where=where)
    return value
