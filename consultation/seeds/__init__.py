"""The study's content for the consultation, one module a noun."""

from consultation.seeds import consultation, contributions, margins

__all__ = ["consultation", "contributions", "margins"]
