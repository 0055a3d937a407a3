"""Charts of the answers, for pages and reports alike."""

from consultation.charts.answers import (
    SLATE,
    answers_chart,
)
from consultation.charts.following import (
    days_chart,
)
from consultation.charts.opinions import (
    opinions_chart,
)
from consultation.charts.tallies import (
    tally_chart,
)

__all__ = [
    "SLATE",
    "answers_chart",
    "days_chart",
    "opinions_chart",
    "tally_chart",
]
