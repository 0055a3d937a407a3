"""The consultation's chapter in the progress report."""

from consultation.chapters.state import (
    PUBLISHED,
    Status,
    build,
)

__all__ = [
    "PUBLISHED",
    "Status",
    "build",
]
