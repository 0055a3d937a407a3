"""Tables of the consultation that leave the portal."""

from consultation.resources.contributions import COLUMNS, Column, contribution_table

__all__ = ["COLUMNS", "Column", "contribution_table"]
