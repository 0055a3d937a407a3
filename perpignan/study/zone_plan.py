"""A schematic plan drawn from one landmark a zone. Pure geometry: no markup, no database.

Each place goes to the zone of the nearest landmark, within a walk of it (the cells of
Georgy Voronoi, each cut by a circle). It is no contour: the pages say so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, pi, radians, sin

#: How far from its landmark a zone is drawn, in metres.
REACH = 380.0
SIDES = 40
#: Metres in a degree of latitude.
DEGREE = 111_320.0

Spot = tuple[float, float]


@dataclass(frozen=True)
class Landmark:
    """The known point of a zone."""

    code: str
    lat: float
    lon: float


@dataclass(frozen=True)
class Cell:
    """What is drawn of a zone: its corners around its landmark, as (east, south) in metres."""

    code: str
    centre: Spot
    corners: tuple[Spot, ...]


class Plan:
    """The cells of landmarks near each other, and where a place falls on their drawing."""

    def __init__(self, landmarks: Iterable[Landmark]) -> None:
        self.landmarks = list(landmarks)
        count = len(self.landmarks) or 1
        self._lat = sum(mark.lat for mark in self.landmarks) / count
        self._lon = sum(mark.lon for mark in self.landmarks) / count
        centres = [self.place(mark.lat, mark.lon) for mark in self.landmarks]
        self.cells = [
            Cell(mark.code, centre, tuple(_corners(centre, centres)))
            for mark, centre in zip(self.landmarks, centres, strict=True)
        ]

    def place(self, lat: float, lon: float) -> Spot:
        """Lay a place flat: metres to the east and to the south of the middle."""
        return (lon - self._lon) * DEGREE * cos(radians(self._lat)), (self._lat - lat) * DEGREE

    def earth(self, spot: Spot) -> Spot:
        """Give back the latitude and the longitude of a spot."""
        east, south = spot
        return (
            self._lat - south / DEGREE,
            self._lon + east / (DEGREE * cos(radians(self._lat))),
        )

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Give the left, top, width and height that hold every cell."""
        corners = [corner for cell in self.cells for corner in cell.corners] or [(0.0, 0.0)]
        lefts, tops = [x for x, _y in corners], [y for _x, y in corners]
        left, top = min(lefts), min(tops)
        return left, top, max(lefts) - left, max(tops) - top


@dataclass(frozen=True)
class Shape:
    """A cell on the sheet: its outline, and where its number stands."""

    code: str
    outline: str
    x: int
    y: int


@dataclass(frozen=True)
class Drawing:
    """Cells and dots on a sheet of this size."""

    width: int
    height: int
    shapes: Sequence[Shape]
    dots: Sequence[tuple[int, int]]


def draw(plan: Plan, places: Iterable[Spot] = (), *, width: int = 420, edge: int = 6) -> Drawing:
    """Lay the cells on a sheet, and a dot for each place (latitude, longitude) that it holds."""
    left, top, wide, tall = plan.box
    scale = (width - 2 * edge) / (wide or 1)
    height = round(tall * scale) + 2 * edge

    def on_sheet(spot: Spot) -> tuple[int, int]:
        return round((spot[0] - left) * scale) + edge, round((spot[1] - top) * scale) + edge

    shapes = [
        Shape(
            cell.code,
            " ".join(f"{x},{y}" for x, y in map(on_sheet, cell.corners)),
            *on_sheet(cell.centre),
        )
        for cell in plan.cells
    ]
    dots = [on_sheet(plan.place(lat, lon)) for lat, lon in places]
    return Drawing(
        width, height, shapes, [(x, y) for x, y in dots if 0 < x < width and 0 < y < height]
    )


def _corners(centre: Spot, centres: Sequence[Spot]) -> list[Spot]:
    """Start from a circle, and keep the side of each neighbour's bisector that is nearer."""
    east, south = centre
    turns = [2 * pi * side / SIDES for side in range(SIDES)]
    corners = [(east + REACH * cos(turn), south + REACH * sin(turn)) for turn in turns]
    for other in centres:
        if other != centre:
            corners = _cut(corners, centre, other)
    return corners


def _cut(corners: Sequence[Spot], centre: Spot, other: Spot) -> list[Spot]:
    """Cut a convex shape along the bisector of two points, and keep the first one's side."""
    across = other[0] - centre[0], other[1] - centre[1]
    middle = (centre[0] + other[0]) / 2, (centre[1] + other[1]) / 2

    def beyond(spot: Spot) -> float:
        return (spot[0] - middle[0]) * across[0] + (spot[1] - middle[1]) * across[1]

    kept: list[Spot] = []
    for rank, corner in enumerate(corners):
        before = corners[rank - 1]
        far, was = beyond(corner), beyond(before)
        if (far > 0) != (was > 0):
            share = was / (was - far)
            kept.append(
                (
                    before[0] + share * (corner[0] - before[0]),
                    before[1] + share * (corner[1] - before[1]),
                )
            )
        if far <= 0:
            kept.append(corner)
    return kept
