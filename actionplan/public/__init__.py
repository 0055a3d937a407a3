"""What this phase brings to the pages of the whole study: importing it registers it."""

from actionplan.public import chain, gaps, open_data, outcomes, priorities, search, zones

__all__ = ["chain", "gaps", "open_data", "outcomes", "priorities", "search", "zones"]
