"""What the diagnostic adds to reports, one module a noun."""

from diagnostic.chapters import indicators

__all__ = ["indicators"]
