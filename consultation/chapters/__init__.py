"""The consultation's chapters: in the progress report, and those of its own deliverables."""

from consultation.chapters import (
    budget,
    conclusions,
    contributions_annex,
    framework,
    opinions,
    participation,
    reliability,
    results,
    state,
)
from consultation.chapters.state import (
    PUBLISHED,
    Status,
    build,
)

__all__ = [
    "PUBLISHED",
    "Status",
    "budget",
    "build",
    "conclusions",
    "contributions_annex",
    "framework",
    "opinions",
    "participation",
    "reliability",
    "results",
    "state",
]
