"""What a chapter is made of: plain data, frozen as JSON, rendered by each format.

A block holds text, never markup: a renderer escapes it. Amounts and dates arrive as
text already written the French way, so that a report says what the page says.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar


@dataclass(frozen=True)
class Heading:
    kind: ClassVar[str] = "heading"
    text: str
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    kind: ClassVar[str] = "paragraph"
    text: str
    is_illustrative: bool = False


@dataclass(frozen=True)
class Bullets:
    kind: ClassVar[str] = "bullets"
    items: Sequence[str]


@dataclass(frozen=True)
class KeyFigures:
    """Numbers with what each counts: (value as text, label)."""

    kind: ClassVar[str] = "key_figures"
    items: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Table:
    """A table with its caption; `numeric` lists the columns to align on the right."""

    kind: ClassVar[str] = "table"
    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    source: str = ""
    numeric: Sequence[int] = ()


@dataclass(frozen=True)
class Figure:
    """A chart: the sentence that it proves, its Vega-Lite specification, its table."""

    kind: ClassVar[str] = "figure"
    title: str
    description: str
    spec: dict[str, Any]
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    source: str = ""


@dataclass(frozen=True)
class Sources:
    """Where the facts of the chapter come from: (title, publisher, address)."""

    kind: ClassVar[str] = "sources"
    items: Sequence[tuple[str, str, str]] = field(default_factory=tuple)


Block = Heading | Paragraph | Bullets | KeyFigures | Table | Figure | Sources


def as_data(block: Block) -> dict[str, Any]:
    """Turn a block into JSON data with its kind."""
    return {"kind": block.kind, **asdict(block)}
