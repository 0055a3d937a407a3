"""What this phase brings to the pages of the whole study: importing it registers it."""

from benchmark.public import search

__all__ = ["search"]
