"""Public pages of the action plan: the list of actions, and the sheet of each."""

from actionplan.views.sheets import (
    Answers,
    Facet,
    FilterLink,
    PriorityGroup,
    SheetDetailView,
    SheetListView,
    asked_for,
    build_facets,
    filters,
    group_by_priority,
    matching,
)

__all__ = [
    "Answers",
    "Facet",
    "FilterLink",
    "PriorityGroup",
    "SheetDetailView",
    "SheetListView",
    "asked_for",
    "build_facets",
    "filters",
    "group_by_priority",
    "matching",
]
