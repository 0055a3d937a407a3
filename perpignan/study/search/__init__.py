"""Search over everything that a reader may see: each phase registers what it lets find.

A noun gives the rows that a person may see, and which of their texts are searched: one
statement a noun finds, counts and cuts the excerpts, however many rows there are. What
is not in the database registers a finder of its own.
"""

from perpignan.study.search.registry import (
    Found,
    Hit,
    Searchable,
    register,
    searchables,
)
from perpignan.study.search.rows import RowSearch
from perpignan.study.search.words import CONFIGS, LONGEST, START, STOP, Words

__all__ = [
    "CONFIGS",
    "LONGEST",
    "START",
    "STOP",
    "Found",
    "Hit",
    "RowSearch",
    "Searchable",
    "Words",
    "register",
    "searchables",
]
