"""The study's content for the diagnostic, one module a noun."""

from diagnostic.seeds import indicators, maturity, ranking

__all__ = ["indicators", "maturity", "ranking"]
