"""The consultation's chapters: in the progress report, and those of its own deliverables."""

from consultation.chapters import framework, opinions, participation, reliability, results, state
from consultation.chapters.state import PUBLISHED, Status, build

__all__ = [
    "PUBLISHED",
    "Status",
    "build",
    "framework",
    "opinions",
    "participation",
    "reliability",
    "results",
    "state",
]
