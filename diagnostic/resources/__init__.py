"""Imports and exports of the diagnostic, one module a noun."""

from diagnostic.resources.indicators import IndicatorValueResource
from diagnostic.resources.ranking import ActionScoreResource

__all__ = ["ActionScoreResource", "IndicatorValueResource"]
