"""What the action plan adds to reports."""

from actionplan.chapters.state import (
    build,
)

__all__ = [
    "build",
]
