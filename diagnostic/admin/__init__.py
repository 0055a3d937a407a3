"""The diagnostic's back office, one module a noun."""

from diagnostic.admin import findings, imports, indicators, maturity, ranking

__all__ = ["findings", "imports", "indicators", "maturity", "ranking"]
