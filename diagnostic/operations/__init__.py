"""Writes of the diagnostic: the page, the API, the admin and the import call these."""

from diagnostic.operations.indicators import (
    link_action,
    record_reference,
    record_value,
    save_indicator,
    save_link,
)

__all__ = [
    "link_action",
    "record_reference",
    "record_value",
    "save_indicator",
    "save_link",
]
