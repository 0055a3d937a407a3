"""Two-way tables of what people said, with what may be published of them.

Pairs that nobody may know are hidden by `disclosure`; people who said nothing make a line of
their own, so that each table adds up to totals that other pages show.
"""

from consultation.counting.disclosure import hide_in_table
from consultation.counting.lists import hide_in_list
from consultation.counting.matrix import Variable
from perpignan.arrays import Bools, Ints, np

#: Rows and columns of a table to publish; None where a cell is hidden.
Cells = list[list[int | None]]


def hidden_totals(variable: Variable, pairs: Ints, threshold: int) -> Bools:
    """Tell which counts of a variable its own list hides."""
    return hide_in_list(pairs[0, variable.columns], threshold)[0]


def cross(pairs: Ints, first: Variable, second: Variable, threshold: int) -> Cells:
    """Give the table of two variables with what may be published of it.

    A last line (or column) counts who said nothing, where the variable has such a rest and
    tells people apart. Of two variables with several choices, no line adds up: cells under the
    threshold are hidden, and no other.
    """
    if not first.is_single and not second.is_single:
        counts = pairs[first.columns, second.columns]
        return _shown(counts, counts < threshold)
    if not first.is_single:
        counts = _with_rest(pairs[first.columns, second.columns], pairs[first.columns, 0], second)
        return _shown(counts, np.array([hide_in_list(line, threshold)[0] for line in counts]))
    if not second.is_single:
        return [
            list(column) for column in zip(*cross(pairs, second, first, threshold), strict=True)
        ]
    counts = _with_rest(pairs[first.columns, second.columns], pairs[first.columns, 0], second)
    totals = _with_rest(pairs[0:1, second.columns], pairs[0:1, 0], second)[0]
    if first.has_rest:
        counts = np.vstack([counts, totals - counts.sum(axis=0)])
    hidden = hide_in_table(
        counts,
        threshold,
        rows=_known(hidden_totals(first, pairs, threshold), first),
        columns=_known(hidden_totals(second, pairs, threshold), second),
    )
    return _shown(counts, hidden.cells)


def _with_rest(counts: Ints, totals: Ints, variable: Variable) -> Ints:
    if not variable.has_rest:
        return counts
    return np.column_stack([counts, totals - counts.sum(axis=1)])


def _known(hidden: Bools, variable: Variable) -> Bools:
    """Add the rest: how many answered is always told, so how many did not is known."""
    return np.append(hidden, False) if variable.has_rest else hidden


def _shown(counts: Ints, hidden: Bools) -> Cells:
    return [
        [None if is_hidden else count for count, is_hidden in zip(*line, strict=True)]
        for line in zip(counts.tolist(), hidden.tolist(), strict=True)
    ]
