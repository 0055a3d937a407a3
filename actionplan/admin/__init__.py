"""The action plan's back office, one module a noun."""

from actionplan.admin import funding, parts, sheets, solutions

__all__ = ["funding", "parts", "sheets", "solutions"]
