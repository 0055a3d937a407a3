"""The study's content for the action plan, one module a noun."""

from actionplan.seeds import follow_up, funding, scenarios, sheets, solutions, strategy, versions

__all__ = ["follow_up", "funding", "scenarios", "sheets", "solutions", "strategy", "versions"]
