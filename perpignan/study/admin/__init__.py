"""The back office of the shared nouns: importing these modules registers their pages."""

from perpignan.study.admin import interviews, nouns

__all__ = ["interviews", "nouns"]
