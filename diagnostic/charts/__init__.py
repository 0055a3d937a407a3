"""Charts of the diagnostic, the same in pages and in reports."""

from diagnostic.charts.indicators import (
    build_chart,
    dated,
    label_of,
    latest_references,
    reference_label,
    sentence,
    with_unit,
)

__all__ = [
    "build_chart",
    "dated",
    "label_of",
    "latest_references",
    "reference_label",
    "sentence",
    "with_unit",
]
