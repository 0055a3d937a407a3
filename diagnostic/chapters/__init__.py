"""What the diagnostic adds to reports, one module a noun."""

from diagnostic.chapters import indicators, maturity, ranking

__all__ = ["indicators", "maturity", "ranking"]
