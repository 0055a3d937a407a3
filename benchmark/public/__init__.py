"""What this phase brings to the pages of the whole study: importing it registers it."""

from benchmark.public import chain, open_data, priorities, search, zones

__all__ = ["chain", "open_data", "priorities", "search", "zones"]
