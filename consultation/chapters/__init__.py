"""The consultation's chapters: in the progress report, and those of its own deliverables."""

from consultation.chapters import budget, framework, participation, results, state
from consultation.chapters.state import PUBLISHED, Status, build

__all__ = [
    "PUBLISHED",
    "Status",
    "budget",
    "build",
    "framework",
    "participation",
    "results",
    "state",
]
