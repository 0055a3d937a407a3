"""The action plan's back office, one module a noun."""

from actionplan.admin import parts, sheets, solutions

__all__ = ["parts", "sheets", "solutions"]
