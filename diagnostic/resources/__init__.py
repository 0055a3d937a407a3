"""Imports and exports of the diagnostic, one module a noun."""

from diagnostic.resources.indicators import IndicatorValueResource

__all__ = ["IndicatorValueResource"]
