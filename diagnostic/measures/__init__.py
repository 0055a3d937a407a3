"""Read measures out of an open-data table: which cell, of which place, of which year.

No Django: a file and a specification in, measures and problems out, one at a time.
"""

from diagnostic.measures.reading import Glance, Measure, Problem, Reading, SpecError, glance
from diagnostic.measures.spec import Spec, ValueColumn

__all__ = [
    "Glance",
    "Measure",
    "Problem",
    "Reading",
    "Spec",
    "SpecError",
    "ValueColumn",
    "glance",
]
