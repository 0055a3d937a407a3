"""The study's content for the consultation, one module a noun."""

from consultation.seeds import budget, consultation, contributions, margins

__all__ = ["budget", "consultation", "contributions", "margins"]
