"""Tables of the consultation that leave the portal."""

from consultation.resources.budget import BudgetProjectResource
from consultation.resources.contributions import (
    COLUMNS,
    Column,
    contribution_table,
)
from consultation.resources.margins import (
    CensusMarginResource,
)

__all__ = [
    "COLUMNS",
    "BudgetProjectResource",
    "CensusMarginResource",
    "Column",
    "contribution_table",
]
