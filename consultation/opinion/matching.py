"""Which group of an analysis is which of the one before, by the people they share.

Nothing is kept of who was where: today's people are placed on the former axes and join the
former group nearest to them, and the two groupings of the same people are compared (Jaccard
index; assignment by Jonker & Volgenant, *Computing* 38 (1987), as in scipy).
"""

from consultation.opinion.votes import Votes
from perpignan.arrays import Floats, Ints, np

#: Two groups that share less than this part of their people are not the same group.
LEAST_OVERLAP = 0.4


def places_on(votes: Votes, statements: list[str], loadings: Floats, means: Floats) -> Floats:
    """Place people on axes found before, shape (people, 2); new statements weigh nothing.

    `statements` names the rows of `loadings`, (statements, 2), and of `means`, (statements,).
    """
    known = {code: place for place, code in enumerate(statements)}
    axes = np.zeros((len(votes.statements), 2))
    middle = np.zeros(len(votes.statements))
    is_known = np.zeros(len(votes.statements), dtype=bool)
    for place, code in enumerate(votes.statements):
        if code in known:
            axes[place], middle[place] = loadings[known[code]], means[known[code]]
            is_known[place] = True
    table = votes.table()
    table.data = table.data - middle[table.indices]
    chosen = votes.counted & is_known[votes.statement]
    given = np.bincount(votes.person[chosen], minlength=len(votes.people))
    ratio = np.sqrt(max(1, int(is_known.sum())) / np.maximum(given, 1))
    return np.asarray(table @ axes) * ratio[:, None]


def matched(before: Ints, after: Ints) -> dict[int, int]:
    """Return, for each group of `after` that goes on, its number in `before`.

    Both are (people,), groups from 0, -1 for none; each former group goes on once at most.
    """
    # 60 MB that no page needs: groups are stored.
    from scipy.optimize import linear_sum_assignment

    both = (before >= 0) & (after >= 0)
    rows, columns = int(before.max(initial=-1)) + 1, int(after.max(initial=-1)) + 1
    if not rows or not columns or not both.any():
        return {}
    shared = np.bincount(before[both] * columns + after[both], minlength=rows * columns)
    shared = shared.reshape(rows, columns)
    union = shared.sum(axis=1)[:, None] + shared.sum(axis=0)[None, :] - shared
    overlap = shared / np.maximum(union, 1)
    return {
        int(new): int(old)
        for old, new in zip(*linear_sum_assignment(-overlap), strict=True)
        if overlap[old, new] >= LEAST_OVERLAP
    }
