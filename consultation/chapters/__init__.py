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
    Status,
    build,
)

__all__ = [
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
