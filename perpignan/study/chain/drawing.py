"""Lay a chain out as boxes and curves, a column a step. Pure: no markup here."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from textwrap import wrap

from perpignan.study.chain.walking import Chain, Node

#: A column draws at most this many boxes: the list under the drawing has them all.
TALLEST = 9
WIDTH, BOX_WIDTH, BOX_HEIGHT, PITCH = 780, 216, 62, 76
GAP = (WIDTH - 3 * BOX_WIDTH) // 2
#: How many letters of the title fit on a line of a box.
LETTERS, LINES = 27, 2


@dataclass(frozen=True)
class Box:
    """A node in its place, with its title cut into lines."""

    node: Node
    x: int
    y: int
    is_start: bool = False

    @property
    def lines(self) -> list[tuple[int, str]]:
        """Give each line of the title with its height."""
        lines = wrap(self.node.told.title, LETTERS, max_lines=LINES, placeholder=" …")
        return [(self.y + 36 + 16 * rank, line) for rank, line in enumerate(lines)]

    @property
    def text_x(self) -> int:
        return self.x + 10

    @property
    def label_y(self) -> int:
        return self.y + 18


@dataclass(frozen=True)
class Curve:
    path: str


@dataclass(frozen=True)
class Drawing:
    """Boxes and curves on a sheet of this size; `left_out` counts what is not drawn."""

    width: int
    height: int
    boxes: Sequence[Box]
    curves: Sequence[Curve]
    left_out: int


def draw(chain: Chain) -> Drawing:
    """Place the start, and the first nodes of each step that hang on what is drawn."""
    columns: list[list[Node]] = [[chain.start]]
    for step in chain.steps:
        drawn = {node.key for column in columns for node in column}
        hanging = (n for n in step.nodes if any(tie.source.key in drawn for tie in n.ties))
        columns.append(list(islice(hanging, TALLEST)))
    height = max(len(column) for column in columns) * PITCH
    boxes = [box for rank, column in enumerate(columns) for box in _column(rank, column)]
    shown = {box.node.key: box for box in boxes}
    curves = [
        _curve(shown[tie.source.key], box)
        for box in boxes
        for tie in box.node.ties
        if tie.source.key in shown
    ]
    total = 1 + sum(1 for step in chain.steps for _node in step.nodes)
    return Drawing(WIDTH, height, boxes, list(dict.fromkeys(curves)), total - len(boxes))


def _column(rank: int, nodes: Sequence[Node]) -> list[Box]:
    """Stack boxes from the top: on a phone, that corner is what is seen first."""
    top = (PITCH - BOX_HEIGHT) // 2
    x = rank * (BOX_WIDTH + GAP)
    return [Box(node, x, top + line * PITCH, rank == 0) for line, node in enumerate(nodes)]


def _curve(source: Box, target: Box) -> Curve:
    x, y = source.x + BOX_WIDTH, source.y + BOX_HEIGHT // 2
    end, down = target.x, target.y + BOX_HEIGHT // 2
    middle = (x + end) // 2
    return Curve(f"M{x} {y}C{middle} {y} {middle} {down} {end} {down}")
