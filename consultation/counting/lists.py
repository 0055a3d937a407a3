"""What to hide of a list: the rule that pages apply too, so nothing heavy is imported here.

See `disclosure` for tables, for the sources of the method and for the proof.
"""

from perpignan.arrays import Bools, Ints, np


def hide_in_list(counts: Ints, threshold: int) -> tuple[Bools, bool]:
    """Choose what to hide of a list published with its total: cells, and the total or not.

    Hidden cells are two at least, and hold the threshold together.
    """
    counts = np.asarray(counts, dtype=np.int64)
    check(counts, threshold)
    hidden = np.asarray(counts < threshold)
    order = np.argsort(counts, kind="stable")
    while hidden.any() and not is_covered(counts[hidden], threshold) and not hidden.all():
        hidden[next(place for place in order if not hidden[place])] = True
    return hidden, bool(counts.sum() < threshold or (hidden.any() and len(counts) == 1))


def check(counts: Ints, threshold: int) -> None:
    if threshold < 1 or (counts.size and counts.min() < 0):
        raise ValueError("counts and threshold are positive")


def is_covered(hidden: Ints, threshold: int) -> bool:
    return len(hidden) >= 2 and int(hidden.sum()) >= threshold
