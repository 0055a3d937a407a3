"""The study's content for the consultation, one module a noun."""

from consultation.seeds import consultation, contributions

__all__ = ["consultation", "contributions"]
