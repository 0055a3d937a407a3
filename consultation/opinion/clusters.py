"""Groups of places: base clusters, k-means, k by silhouette, none too small.

Lloyd, *IEEE Transactions on Information Theory* 28 (1982), started by k-means++ (Arthur &
Vassilvitskii, SODA 2007); silhouette: Rousseeuw, *Journal of Computational and Applied
Mathematics* 20 (1987). As on Polis, people are first gathered in at most a hundred base
clusters, and groups are made of those, by their weight.
"""

from dataclasses import dataclass

from perpignan.arrays import Draws, Floats, Ints, np

BASES, MOST_GROUPS = 100, 5
#: Base clusters are found on this many people, drawn once, then everyone joins the nearest.
SAMPLE = 5_000
#: Base clusters need not settle: their weights carry what is left.
BASE_ROUNDS = 20
STARTS, ROUNDS = 10, 100
#: A silhouette better by less than this is no reason for one more group: it moves as
#: much when only the starting points change.
MARGIN = 0.02
#: Fewer people than this would not be published as a group.
LEAST_PEOPLE = 10


@dataclass(frozen=True)
class Grouping:
    """labels: (people,), group of each person from 0, the largest group first.

    silhouette: mean over base clusters from -1 to 1; 0 when there is one group.
    tried: silhouette of each k tried, before small groups were dissolved.
    """

    labels: Ints
    k: int
    silhouette: float
    tried: dict[int, float]


def least_size(people: int, asked: int = LEAST_PEOPLE) -> int:
    """Smallest group allowed: what was asked, less when few people are grouped."""
    return max(1, min(asked, people // 4))


def group(
    places: Floats, *, seed: int = 0, least: int | None = None, most: int = MOST_GROUPS
) -> Grouping:
    """Gather people by their places, shape (people, 2).

    Each k up to `most` is tried; a group smaller than `least` is dissolved into its
    neighbours; the grouping of best silhouette is kept, the smallest k when others are
    better by less than MARGIN.
    """
    people = len(places)
    least = least_size(people) if least is None else least
    generator = np.random.default_rng(seed)
    base, centres = base_clusters(places, generator)
    weights = np.bincount(base, minlength=len(centres)).astype(float)
    best, quality, tried = np.zeros(len(centres), dtype=np.int64), 0.0, {}
    for k in range(2, most_groups(len(centres), most) + 1):
        labels = _dissolved(centres, kmeans(centres, k, weights, generator), weights, least)
        score = silhouette(centres, labels, weights)
        tried[k] = score
        if score > quality + (MARGIN if quality else 0.0):
            best, quality = labels, score
    labels = _by_size(best[base]) if people else np.zeros(0, dtype=np.int64)
    return Grouping(labels, int(labels.max(initial=-1)) + 1, quality, tried)


def most_groups(bases: int, most: int) -> int:
    """Polis tries more groups when there are more base clusters: 2, then one each 12."""
    return max(0, min(most, 2 + bases // 12, bases))


def base_clusters(places: Floats, generator: Draws) -> tuple[Ints, Floats]:
    """Return the base cluster of each person and the centres, shape (bases, 2)."""
    distinct, inverse = np.unique(places, axis=0, return_inverse=True)
    if len(distinct) <= BASES:
        return inverse.reshape(-1).astype(np.int64), distinct
    sample = places
    if len(places) > SAMPLE:
        sample = places[np.sort(generator.choice(len(places), SAMPLE, replace=False))]
    ones = np.ones(len(sample))
    labels = _lloyd(sample, _spread_out(sample, BASES, ones, generator, 1)[0], ones)
    used, labels = np.unique(labels, return_inverse=True)
    centres = _centres(sample, labels.reshape(-1), ones, len(used))
    joined = nearest(places, centres)
    kept, joined = np.unique(joined, return_inverse=True)
    joined = joined.reshape(-1).astype(np.int64)
    return joined, _centres(places, joined, np.ones(len(places)), len(kept))


def kmeans(points: Floats, k: int, weights: Floats, generator: Draws, starts: int = STARTS) -> Ints:
    """Cut weighted points, shape (points, 2), in k: the best of several starts, run together."""
    centres = _spread_out(points, k, weights, generator, starts)
    labels = _nearest_of_all(points, centres)
    for _round in range(ROUNDS):
        members = (labels[:, :, None] == np.arange(k)) * weights[:, None]
        totals = members.sum(axis=1)
        sums = members.transpose(0, 2, 1) @ points
        full = totals > 0
        moved = sums / np.where(full, totals, 1.0)[:, :, None]
        centres = np.where(full[:, :, None], moved, centres)
        before, labels = labels, _nearest_of_all(points, centres)
        if np.array_equal(before, labels):
            break
    rows = np.arange(starts)[:, None]
    inertia = np.sum((points - centres[rows, labels]) ** 2, axis=2) @ weights
    best = int(np.argmax(inertia <= inertia.min() * (1 + 1e-12)))
    return np.asarray(labels[best])


def _nearest_of_all(points: Floats, centres: Floats) -> Ints:
    """Return the nearest centre for each start and point: `centres` is (starts, k, 2)."""
    squares = np.sum(centres**2, axis=2)[:, None, :]
    return np.asarray(np.argmin(squares - 2 * (points @ centres.transpose(0, 2, 1)), axis=2))


def nearest(points: Floats, centres: Floats) -> Ints:
    """Return the position of the centre nearest to each point."""
    found = np.empty(len(points), dtype=np.int64)
    squares = np.sum(centres**2, axis=1)
    for start in range(0, len(points), 4096):
        block = points[start : start + 4096]
        found[start : start + 4096] = np.argmin(squares - 2 * (block @ centres.T), axis=1)
    return found


def silhouette(points: Floats, labels: Ints, weights: Floats | None = None) -> float:
    """Mean silhouette of points, 0 for a point alone in its group or one group only.

    A point of weight two or more stands for people at one place: it is not alone.
    """
    names, labels = np.unique(labels, return_inverse=True)
    if len(names) < 2:
        return 0.0
    labels = labels.reshape(-1)
    gaps = np.sqrt(np.sum((points[:, None, :] - points[None, :, :]) ** 2, axis=2))
    member = np.eye(len(names))[labels]
    sums, sizes = gaps @ member, member.sum(axis=0)
    rows = np.arange(len(points))
    own = sums[rows, labels] / np.maximum(sizes[labels] - 1, 1)
    others = sums / sizes
    others[rows, labels] = np.inf
    nearest_other = others.min(axis=1)
    scale = np.maximum(np.maximum(own, nearest_other), 1e-300)
    alone = sizes[labels] < 2
    if weights is not None:
        alone &= weights < 2
    scores = np.where(alone, 0.0, (nearest_other - own) / scale)
    return float(scores.mean())


def _spread_out(points: Floats, k: int, weights: Floats, generator: Draws, starts: int) -> Floats:
    """Draw centres far from each other (k-means++) for each start, shape (starts, k, 2)."""
    odds = np.broadcast_to(weights, (starts, len(points)))
    gaps = np.full(odds.shape, np.inf)
    centres = np.empty((starts, k, points.shape[1]))
    for place in range(k):
        centres[:, place] = points[_drawn(odds, generator)]
        gaps = np.minimum(gaps, np.sum((points - centres[:, place, None]) ** 2, axis=2))
        # Where every point is a centre already, any will do.
        odds = np.where(np.any(gaps > 0, axis=1)[:, None], weights * gaps, weights)
    return centres


def _drawn(odds: Floats, generator: Draws) -> Ints:
    """Draw a position in each row, by its odds."""
    steps = np.cumsum(odds, axis=1)
    marks = generator.random(len(odds)) * steps[:, -1]
    return np.asarray(np.argmax(steps > marks[:, None], axis=1))


def _lloyd(points: Floats, centres: Floats, weights: Floats) -> Ints:
    labels = nearest(points, centres)
    for _round in range(BASE_ROUNDS):
        centres = _centres(points, labels, weights, len(centres), centres)
        before, labels = labels, nearest(points, centres)
        if np.array_equal(before, labels):
            break
    return labels


def _centres(
    points: Floats, labels: Ints, weights: Floats, k: int, before: Floats | None = None
) -> Floats:
    """Weighted means of each group; an empty group stays where it was."""
    totals = np.bincount(labels, weights=weights, minlength=k)
    sums = np.stack(
        [np.bincount(labels, weights=weights * column, minlength=k) for column in points.T], axis=1
    )
    empty = np.zeros_like(sums) if before is None else before
    full = totals > 0
    return np.where(full[:, None], sums / np.where(full, totals, 1.0)[:, None], empty)


def _dissolved(points: Floats, labels: Ints, weights: Floats, least: int) -> Ints:
    """Give the members of the smallest group to the others while it is too small."""
    labels = labels.copy()
    while True:
        names = np.unique(labels)
        sizes = np.array([weights[labels == name].sum() for name in names])
        smallest = int(np.argmin(sizes))
        if len(names) < 2 or sizes[smallest] >= least:
            return labels
        kept = np.delete(names, smallest)
        centres = np.stack(
            [np.average(points[labels == n], axis=0, weights=weights[labels == n]) for n in kept]
        )
        gone = labels == names[smallest]
        labels[gone] = kept[nearest(points[gone], centres)]


def _by_size(labels: Ints) -> Ints:
    """Number the groups from 0, the largest first, then the first to be met."""
    names, firsts, counts = np.unique(labels, return_index=True, return_counts=True)
    order = np.lexsort((firsts, -counts))
    rank = np.empty(len(names), dtype=np.int64)
    rank[order] = np.arange(len(names))
    return np.asarray(rank[np.searchsorted(names, labels)])
