"""The study's content for the diagnostic, one module a noun."""

from diagnostic.seeds import indicators

__all__ = ["indicators"]
