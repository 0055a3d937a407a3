"""The consultation's chapters: in the progress report, and those of its own deliverables."""

from consultation.chapters import (
    answers_annex,
    budget,
    conclusions,
    contributions_annex,
    framework,
    ideas,
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
    "answers_annex",
    "budget",
    "build",
    "conclusions",
    "contributions_annex",
    "framework",
    "ideas",
    "opinions",
    "participation",
    "reliability",
    "results",
    "state",
]
