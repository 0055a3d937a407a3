"""Effort against effect: where the actions stand beside one another."""

from actionplan.charts.sheets import (
    LOOKS,
    OTHER_LOOK,
    build_chart,
    easy_and_strong,
)

__all__ = [
    "LOOKS",
    "OTHER_LOOK",
    "build_chart",
    "easy_and_strong",
]
