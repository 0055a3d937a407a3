"""Which cells of a table to hide, and the proof that the totals do not give them away.

Cells under the threshold are hidden first, then others with them (secondary suppression:
Willenborg & de Waal, *Elements of Statistical Disclosure Control*, Springer (2001)). Greedy on
lines, then an exact audit: given all that is published, the values that each hidden cell could
have are found by maximum flows on the graph of rows and columns, as in a transportation
problem (Gusfield, *SIAM Journal on Computing* 17 (1988)).

A hidden cell is safe when the reader cannot know it, nor know that it is under the threshold:
its possible values differ, and reach the threshold.
"""

from dataclasses import dataclass

from consultation.counting.lists import check, hide_in_list, is_covered
from perpignan.arrays import Bools, Ints, np


@dataclass(frozen=True)
class Hidden:
    """What not to publish: cells (rows, columns), totals of rows and of columns, the total."""

    cells: Bools
    rows: Bools
    columns: Bools
    total: bool


def hide_in_table(
    counts: Ints,
    threshold: int,
    *,
    rows: Bools | None = None,
    columns: Bools | None = None,
) -> Hidden:
    """Choose what to hide of a table (rows, columns) published with all its totals.

    `rows` and `columns` tell which totals another page hides; without them they are chosen
    here. Raises ValueError for a count under zero or a table that is not one.
    """
    counts = np.asarray(counts, dtype=np.int64)
    if counts.ndim != 2:
        raise ValueError("a table has rows and columns")
    check(counts, threshold)
    total_hidden = bool(counts.sum() < threshold)
    rows = _hidden_totals(counts.sum(axis=1), threshold) if rows is None else rows
    columns = _hidden_totals(counts.sum(axis=0), threshold) if columns is None else columns
    cells: Bools = np.array(counts < threshold)
    row_lines, column_lines = _lines(rows), _lines(columns)
    while True:
        _cover_lines(counts, cells, row_lines, column_lines, threshold)
        exposed = [
            place
            for place in np.argwhere(cells & (counts < threshold)).tolist()
            if not _is_safe(counts, cells, row_lines, column_lines, place, threshold)
        ]
        if not exposed or cells.all():
            break
        _hide_one_more(counts, cells, exposed[0])
    return Hidden(cells, rows, columns, total_hidden)


def _hidden_totals(totals: Ints, threshold: int) -> Bools:
    return hide_in_list(totals, threshold)[0] if len(totals) else np.zeros(0, bool)


def possible_values(
    counts: Ints, cells: Bools, place: tuple[int, int], rows: Bools, columns: Bools
) -> tuple[int, int]:
    """Least and most that a hidden cell could be, for who reads all the rest.

    `rows` and `columns` tell whose totals are hidden: only their sum is then known.
    """
    lines = _lines(rows), _lines(columns)
    down = _movable(counts, cells, *lines, place, up=False)
    up = _movable(counts, cells, *lines, place, up=True)
    return int(counts[place]) - down, int(counts[place]) + up


def _lines(hidden_totals: Bools) -> Ints:
    """Number the lines whose total is known; those whose total is hidden make one line."""
    numbers = np.arange(len(hidden_totals))
    if hidden_totals.any():
        numbers[hidden_totals] = numbers[hidden_totals][0]
    return numbers


def _cover_lines(
    counts: Ints, cells: Bools, row_lines: Ints, column_lines: Ints, threshold: int
) -> None:
    """Hide cells until each line that hides some hides two, and the threshold together."""
    changed = True
    while changed:
        changed = False
        for axis, lines in ((0, row_lines), (1, column_lines)):
            for line in np.unique(lines):
                member = np.zeros(counts.shape, dtype=bool)
                member[
                    (lines == line, slice(None)) if axis == 0 else (slice(None), lines == line)
                ] = True
                inside = member & cells
                free = member & ~cells
                if inside.any() and free.any() and not is_covered(counts[inside], threshold):
                    cells[_cheapest(counts, cells, free, axis)] = True
                    changed = True


def _cheapest(counts: Ints, cells: Bools, free: Bools, axis: int) -> tuple[int, int]:
    """Prefer a cell whose crossing line hides some already, then the smallest."""
    crossing = np.asarray(cells.any(axis=axis))
    places = np.argwhere(free)
    keys = [
        (not crossing[place[1 - axis]], int(counts[tuple(place)]), *place.tolist())
        for place in places
    ]
    row, column = min(keys)[2:]
    return row, column


def _hide_one_more(counts: Ints, cells: Bools, place: list[int]) -> None:
    """Hide the smallest cell of the exposed cell's row or column, or of the table."""
    row, column = place
    free = ~cells
    near = np.zeros_like(free)
    near[row], near[:, column] = free[row], free[:, column]
    chosen = np.argwhere(near if near.any() else free)
    best = min(chosen.tolist(), key=lambda cell: (int(counts[tuple(cell)]), cell))
    cells[tuple(best)] = True


def _is_safe(
    counts: Ints,
    cells: Bools,
    row_lines: Ints,
    column_lines: Ints,
    place: list[int],
    threshold: int,
) -> bool:
    at = (place[0], place[1])
    up = _movable(counts, cells, row_lines, column_lines, at, up=True)
    if counts[at] + up < threshold:
        return False
    return up > 0 or _movable(counts, cells, row_lines, column_lines, at, up=False) > 0


def _movable(
    counts: Ints,
    cells: Bools,
    row_lines: Ints,
    column_lines: Ints,
    place: tuple[int, int],
    *,
    up: bool,
) -> int:
    """How much a hidden cell can rise (or fall) while the others keep every total.

    Raising it by one takes one from another of its column, gives one to another of that row,
    and so on back to its own row: a flow, where cells can lose what they hold and gain anything.
    """
    # 40 MB that no page needs: counts are stored.
    from scipy import sparse
    from scipy.sparse.csgraph import maximum_flow

    rows = len(row_lines)
    most = int(counts.sum()) + 1
    size = rows + len(column_lines)
    capacity = np.zeros((size, size), dtype=np.int64)
    for row, column in np.argwhere(cells).tolist():
        if (row, column) == place:
            continue
        one, other = row_lines[row], rows + column_lines[column]
        capacity[other, one] += counts[row, column]
        capacity[one, other] = most
    start, end = rows + column_lines[place[1]], row_lines[place[0]]
    if not up:
        start, end = end, start
    graph = sparse.csr_array(np.minimum(capacity, 2**31 - 1).astype(np.int32))
    flow = int(maximum_flow(graph, int(start), int(end)).flow_value)
    return min(flow, most) if up else min(flow, int(counts[place]))
