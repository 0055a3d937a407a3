"""The study's content for the consultation, one module a noun."""

from consultation.seeds import consultation, contributions, statements

__all__ = ["consultation", "contributions", "statements"]
