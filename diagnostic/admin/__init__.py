"""The diagnostic's back office, one module a noun."""

from diagnostic.admin import indicators, maturity, ranking

__all__ = ["indicators", "maturity", "ranking"]
