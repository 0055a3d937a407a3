"""What the study's own nouns bring to its public pages: importing it registers it."""

from perpignan.study.public import search

__all__ = ["search"]
