"""What this phase brings to the pages of the whole study: importing it registers it."""

from diagnostic.public import chain, open_data, priorities, search

__all__ = ["chain", "open_data", "priorities", "search"]
