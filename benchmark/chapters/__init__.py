"""What the benchmark adds to reports, one module a noun."""

from benchmark.chapters import grid, interviews, lessons, sheets, state

__all__ = ["grid", "interviews", "lessons", "sheets", "state"]
