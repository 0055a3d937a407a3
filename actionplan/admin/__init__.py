"""The action plan's back office, one module a noun."""

from actionplan.admin import funding, parts, scenarios, sheets, solutions, strategy

__all__ = ["funding", "parts", "scenarios", "sheets", "solutions", "strategy"]
