"""The diagnostic's back office, one module a noun."""

from diagnostic.admin import indicators

__all__ = ["indicators"]
