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
from diagnostic.charts.maturity import (
    maturity_chart,
    maturity_sentence,
)
from diagnostic.charts.ranking import (
    read_session,
)
from diagnostic.charts.themes import (
    comparison_chart,
    is_uneven,
    trend_chart,
    trend_sentence,
    trend_series,
)

__all__ = [
    "build_chart",
    "comparison_chart",
    "dated",
    "is_uneven",
    "label_of",
    "latest_references",
    "maturity_chart",
    "maturity_sentence",
    "read_session",
    "reference_label",
    "sentence",
    "trend_chart",
    "trend_sentence",
    "trend_series",
    "with_unit",
]
