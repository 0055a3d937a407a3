"""Public pages of the diagnostic, and the team's: one module a noun."""

from diagnostic.views.indicators import IndicatorDetailView, IndicatorListView

__all__ = ["IndicatorDetailView", "IndicatorListView"]
