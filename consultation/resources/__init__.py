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
from consultation.resources.results import (
    CROSS_COLUMNS,
    LICENCE,
    LICENCE_URL,
    RESULT_COLUMNS,
    Meaning,
    cross_rows,
    open_row_columns,
    open_rows,
    result_rows,
    results_document,
)

__all__ = [
    "COLUMNS",
    "CROSS_COLUMNS",
    "LICENCE",
    "LICENCE_URL",
    "RESULT_COLUMNS",
    "BudgetProjectResource",
    "CensusMarginResource",
    "Column",
    "Meaning",
    "contribution_table",
    "cross_rows",
    "open_row_columns",
    "open_rows",
    "result_rows",
    "results_document",
]
