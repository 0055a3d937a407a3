"""Writes of the action plan: the page, the API, the admin and the import call these."""

from actionplan.operations.sheets import (
    Part,
    add_dependency,
    save_part,
    save_sheet,
    set_lever_state,
)

__all__ = [
    "Part",
    "add_dependency",
    "save_part",
    "save_sheet",
    "set_lever_state",
]
