"""The map of opinions as circles that each stand for several people, never for one.

People of a group are gathered by k-means (clusters.py), then the smallest circles join their
nearest neighbour of the same group until each holds enough people.
"""

from dataclasses import dataclass

from consultation.opinion.clusters import base_clusters, nearest
from perpignan.arrays import Draws, Floats, Ints, np


@dataclass(frozen=True)
class Circle:
    """Some people of a group. x, y: their mean place, no unit."""

    x: float
    y: float
    size: int
    group: int


def circles(places: Floats, labels: Ints, *, least: int, seed: int = 0) -> list[Circle]:
    """Gather people, at `places` (people, 2) in groups `labels`, -1 for none, in circles.

    A group smaller than `least` makes one circle. Same arguments, same circles.
    Raises ValueError for `least` under 1.
    """
    if least < 1:
        raise ValueError("a circle holds somebody")
    found: list[Circle] = []
    for group in range(int(labels.max(initial=-1)) + 1):
        own = places[labels == group]
        if len(own):
            found += _circles_of(own, group, least, np.random.default_rng([seed, group]))
    return found


def nearest_groups(places: Floats, drawn: list[Circle]) -> Ints:
    """Return the group of the circle nearest to each place; -1 when there is no circle."""
    if not drawn:
        return np.full(len(places), -1, dtype=np.int64)
    centres = np.array([[circle.x, circle.y] for circle in drawn])
    groups = np.array([circle.group for circle in drawn])
    return np.asarray(groups[nearest(places, centres)])


def hull(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Convex hull, counter-clockwise from the leftmost point (Andrew, 1979)."""
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered
    return _half(ordered)[:-1] + _half(ordered[::-1])[:-1]


def _half(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    kept: list[tuple[float, float]] = []
    for point in points:
        while len(kept) > 1 and _turn(kept[-2], kept[-1], point) <= 0:
            kept.pop()
        kept.append(point)
    return kept


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _circles_of(places: Floats, group: int, least: int, generator: Draws) -> list[Circle]:
    base, centres = base_clusters(places, generator)
    sizes = np.bincount(base, minlength=len(centres))
    while len(sizes) > 1 and sizes.min() < least:
        smallest = int(np.argmin(sizes))
        others = np.delete(np.arange(len(sizes)), smallest)
        near = others[nearest(centres[[smallest]], centres[others])[0]]
        total = sizes[near] + sizes[smallest]
        weighted = centres[near] * sizes[near] + centres[smallest] * sizes[smallest]
        centres[near], sizes[near] = weighted / total, total
        centres, sizes = centres[others], sizes[others]
    return [
        Circle(round(float(x), 4), round(float(y), 4), int(size), group)
        for (x, y), size in zip(centres, sizes, strict=True)
    ]
