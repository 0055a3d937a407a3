"""A report read on the web: its frozen data, chapter by chapter, with drawings named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from perpignan.reports import svg, theme
from perpignan.reports.typst_data import typst_data

Data = Mapping[str, Any]


@dataclass(frozen=True)
class ReadChapter:
    """A chapter on the page, its name for remarks, and the address of its heading."""

    slug: str
    number: int
    title: str
    anchor: str
    blocks: Sequence[Data]


def read_chapters(snapshot: Data) -> list[ReadChapter]:
    """Prepare a snapshot for the page that reads it; text stays text, escaped by templates."""
    data, drawings = typst_data(snapshot)
    return [
        ReadChapter(
            chapter["slug"],
            number,
            chapter["title"],
            f"chapitre-{number}-{slugify(chapter['title'])[:60]}",
            [_block(block, drawings) for block in chapter["blocks"]],
        )
        for number, chapter in enumerate(data["chapters"], start=1)
    ]


def _block(block: Data, drawings: Mapping[str, str]) -> Data:
    if block["kind"] == "figure":
        return {**block, "svg": _drawing(block, drawings[block["drawing"]])}
    if block["kind"] == "table":
        return {**block, "rows": [_cells(block, row) for row in block["rows"]]}
    if "items" in block:  # a template would take it for the method of the mapping
        return {**block, "items_list": block["items"]}
    return block


def _cells(block: Data, row: Sequence[str]) -> list[tuple[str, str, bool]]:
    """Put beside each cell the name of its column, for narrow screens, and its alignment."""
    return list(zip(block["columns"], row, block["numeric"], strict=True))


def _drawing(block: Data, drawing: str) -> SafeString:
    page = svg.for_page(drawing, title=block["title"], description=block["alt"], ink=theme.INK)
    return mark_safe(page)  # noqa: S308 - our own drawing, its texts escaped
