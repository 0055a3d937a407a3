"""What a chapter is made of: plain data, frozen as JSON, rendered by each format.

A block holds text, never markup: a renderer escapes it. Amounts and dates arrive as
text already written the French way, so that a report says what the page says.
Each block may be marked as demonstration content: readers are told.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar, Protocol

from perpignan.study.wording import long_date


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
    is_illustrative: bool = False


@dataclass(frozen=True)
class KeyFigures:
    """Numbers with what each counts: (value as text, label)."""

    kind: ClassVar[str] = "key_figures"
    items: Sequence[tuple[str, str]]
    is_illustrative: bool = False


@dataclass(frozen=True)
class Bar:
    """A stretch of a calendar, in percent of its width; one of no length is a milestone."""

    label: str
    start: float
    span: float
    note: str = ""
    is_begun: bool = False


@dataclass(frozen=True)
class Lane:
    """The bars of one group; `tone` names its colour: p1, p2, p3 or t."""

    name: str
    tone: str
    bars: Sequence[Bar]


@dataclass(frozen=True)
class Table:
    """A table with its caption; `numeric` lists the columns to align on the right.

    `widths` gives the relative widths of the columns where equal ones read badly.
    `totals` lists the columns whose last row is the sum of the others: a workbook
    computes it again. `lanes` draws the rows on a calendar where the format can.
    `page` is the path of the portal's page that tells the same. One that is not
    `is_listed` stays out of the list of tables: a part of a sheet is found by its sheet.
    """

    kind: ClassVar[str] = "table"
    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    source: str = ""
    numeric: Sequence[int] = ()
    is_illustrative: bool = False
    widths: Sequence[int] = ()
    totals: Sequence[int] = ()
    lanes: Sequence[Lane] = ()
    ticks: Sequence[tuple[float, str]] = ()
    page: str = ""
    is_listed: bool = True


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
    is_illustrative: bool = False
    page: str = ""


@dataclass(frozen=True)
class Sources:
    """Where the facts of the chapter come from: (title, publisher, address).

    A fourth text, where given, is the day the source was read: see `cite`.
    """

    kind: ClassVar[str] = "sources"
    items: Sequence[tuple[str, ...]] = field(default_factory=tuple)


Block = Heading | Paragraph | Bullets | KeyFigures | Table | Figure | Sources


class Citable(Protocol):
    """What `cite` reads of a source; study.Source has it all."""

    title: Any
    publisher: Any
    url: Any
    consulted_on: Any


def cite(sources: Iterable[Citable]) -> Sources:
    """List sources with their addresses and the day each was read, each once."""
    cited: dict[tuple[str, ...], None] = {}
    for source in sources:
        day = long_date(source.consulted_on) if source.consulted_on else ""
        cited[(str(source.title), str(source.publisher), str(source.url), day)] = None
    return Sources(tuple(cited))


def as_data(block: Block) -> dict[str, Any]:
    """Turn a block into JSON data with its kind."""
    return {"kind": block.kind, **asdict(block)}
