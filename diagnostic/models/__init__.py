"""What the diagnostic knows: indicators first, then what is made of them."""

from diagnostic.models.indicators import (
    Indicator,
    IndicatorAction,
    IndicatorValue,
    Measure,
    Perimeter,
    ReferenceValue,
    ValueQuerySet,
)

__all__ = [
    "Indicator",
    "IndicatorAction",
    "IndicatorValue",
    "Measure",
    "Perimeter",
    "ReferenceValue",
    "ValueQuerySet",
]
