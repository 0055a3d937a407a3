"""What the consultation knows of an action: the questions that put it to the public."""

from consultation.evidence.questions import (
    questions_about,
)

__all__ = [
    "questions_about",
]
