"""The diagnostic's back office, one module a noun."""

from diagnostic.admin import findings, indicators, maturity, ranking

__all__ = ["findings", "indicators", "maturity", "ranking"]
