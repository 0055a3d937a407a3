"""Turn a snapshot into what the Typst templates read: text ready to print, drawings apart."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from perpignan.reports.snapshot import snapshot_hash
from perpignan.reports.typography import address, plain, typeset
from perpignan.reports.words import words_of_layout
from perpignan.study.wording import number

Data = dict[str, Any]

#: A number as it is written here: 1 234,5 %, −3, 105 M€, or nothing.
NUMBER = re.compile(r"[−+-]?[\d\s.,/]*\s?(?:%|€|k€|M€|Md€|ha|km|m²)?|[–—-]|n\.?d\.?")
SHORT_COLUMN = 18
#: Beyond this, what looks like a title is printed as a paragraph.
LONGEST_HEADING = 300
MOST_IN_A_STRING = 2000
#: Signs shown of the fingerprint of an annex: enough to recognise it.
FINGERPRINT = 16
SAFE_LINKS = ("https://", "http://")


def typst_data(snapshot: Mapping[str, Any]) -> tuple[Data, dict[str, str]]:
    """Give the data of the templates, and the drawings by file name."""
    drawings: dict[str, str] = {}
    data = {
        key: typeset(value) if isinstance(value, str) else value
        for key, value in snapshot.items()
        if key not in {"chapters", "timeline"}
    }
    for name in ("title", "author", "purpose", "study"):
        data[name] = _short(snapshot[name])
    data["language"] = snapshot.get("language", "fr")
    data["timeline"] = _timeline(snapshot["timeline"])
    site = snapshot["site"]
    chapters = [_chapter(chapter, drawings, site) for chapter in snapshot["chapters"]]
    data["chapters"] = [*chapters, *_annexes(snapshot)]
    data["words"] = {name: typeset(text) for name, text in words_of_layout().items()}
    data["is_illustrative"] = any(
        block.get("is_illustrative") for part in chapters for block in part["blocks"]
    )
    data["fingerprint"] = snapshot_hash(snapshot)
    data["site"] = _link(snapshot["site"])
    return data, drawings


def _annexes(snapshot: Mapping[str, Any]) -> list[Data]:
    """Close a report with what stands beside it: how many rows, and their fingerprint."""
    found = snapshot.get("annexes")
    if not found:
        return []
    told = _("Trop longs pour être imprimés, ces tableaux accompagnent le rapport, en CSV.")
    table = {
        "kind": "table",
        "caption": _("Annexes jointes"),
        "columns": [_("Annexe"), _("Lignes"), _("Empreinte SHA-256 (début)")],
        "rows": [
            [annex["title"], number(annex["count"]), annex["sha256"][:FINGERPRINT]]
            for annex in found
        ],
        "numeric": [1],
        "source": "",
    }
    blocks = [{"kind": "paragraph", "text": told}, table]
    return [_chapter({"title": _("Annexes"), "blocks": blocks}, {}, snapshot["site"])]


def _timeline(timeline: Mapping[str, Any]) -> Data:
    steps = [
        {key: typeset(value) if isinstance(value, str) else value for key, value in step.items()}
        for step in timeline["steps"]
    ]
    return {**timeline, "steps": steps}


def _chapter(chapter: Mapping[str, Any], drawings: dict[str, str], site: str) -> Data:
    blocks, level = [], 1
    for block in chapter["blocks"]:
        ready = PREPARERS[block["kind"]](block, drawings)
        if block["kind"] == "heading":  # no level is skipped: readers walk them in order
            level = ready["level"] = max(2, min(block["level"], level + 1))
        if block.get("page"):
            ready["see"] = {**_link(f"{site.rstrip('/')}{block['page']}"), "path": block["page"]}
        blocks.append({"kind": block["kind"], **ready})
    title = _short(chapter["title"], LONGEST_HEADING)
    return {"slug": chapter.get("slug", ""), "title": title, "blocks": blocks}


def _heading(block: Mapping[str, Any], drawings: dict[str, str]) -> Data:
    text = _line(block["text"])
    return {"text": text, "is_long": len(text) > LONGEST_HEADING}


def _paragraph(block: Mapping[str, Any], drawings: dict[str, str]) -> Data:
    parts = [part.strip() for part in typeset(block["text"]).split("\n\n")]
    return {"parts": [part for part in parts if part], **_mark(block)}


def _bullets(block: Mapping[str, Any], drawings: dict[str, str]) -> Data:
    return {"items": [typeset(item) for item in block["items"]], **_mark(block)}


def _key_figures(block: Mapping[str, Any], drawings: dict[str, str]) -> Data:
    items = [[_line(value), _line(label)] for value, label in block["items"]]
    return {"items": items, **_mark(block)}


def _table(block: Mapping[str, Any], drawings: dict[str, str]) -> Data:
    return {
        "caption": _line(block["caption"]),
        "is_listed": block.get("is_listed", True) and len(block["caption"]) <= LONGEST_HEADING,
        "source": _line(block["source"]),
        **_grid(block["columns"], block["rows"], block["numeric"], block.get("widths", ())),
        "totals": list(block.get("totals", ())),
        "lanes": [_lane(lane) for lane in block.get("lanes", ())],
        "ticks": [[place, _line(label)] for place, label in block.get("ticks", ())],
        **_mark(block),
    }


def _lane(lane: Mapping[str, Any]) -> Data:
    """Ready a group of bars to be drawn; a table below says the same to who cannot see it."""
    bars = [
        {**bar, "label": _line(bar["label"]), "note": _line(bar["note"])} for bar in lane["bars"]
    ]
    return {"name": _line(lane["name"]), "tone": lane["tone"], "bars": bars}


def _figure(block: Mapping[str, Any], drawings: dict[str, str]) -> Data:
    name = f"figure-{len(drawings) + 1}.svg"
    drawings[name] = block["svg"]
    return {
        "title": _line(block["title"]),
        "is_listed": len(block["title"]) <= LONGEST_HEADING,
        "alt": _short(block["description"]) or _short(block["title"]) or "Figure",
        "source": _line(block["source"]),
        "drawing": name,
        **_grid(block["columns"], block["rows"], _number_columns(block), ()),
        **_mark(block),
    }


def _sources(block: Mapping[str, Any], drawings: dict[str, str]) -> Data:
    return {"items": [_source(item) for item in block["items"]]}


def _source(item: Sequence[str]) -> Data:
    title, publisher, url, consulted = [*item, "", "", ""][:4]
    return {
        "title": _line(title),
        "publisher": _line(publisher),
        "link": _link(url),
        "consulted": _line(consulted),
    }


def _grid(
    columns: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[int], widths: Any
) -> Data:
    """Square the table: each row has a cell a column, whatever it came with."""
    count = len(columns)
    cells = [[typeset(str(cell)) for cell in [*row, *[""] * count][:count]] for row in rows]
    heads = [_line(column) for column in columns]
    aligned = [position in numeric for position in range(count)]
    shares = list(widths) if len(widths) == count else _shares(heads, cells)
    return {
        "columns": heads,
        "rows": cells,
        "numeric": aligned,
        "widths": shares,
        # a header taller than a page would repeat for ever
        "repeats": all(len(head) <= LONGEST_HEADING for head in heads),
    }


def _number_columns(block: Mapping[str, Any]) -> list[int]:
    """Find the columns of a figure's table that hold nothing but numbers."""
    return [
        position
        for position in range(len(block["columns"]))
        if block["rows"] and all(NUMBER.fullmatch(str(row[position])) for row in block["rows"])
    ]


def _shares(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """Share the width: short columns take what they need (0), long ones what is left."""
    longest = [
        max(len(head), *(len(row[position]) for row in rows), 1) if rows else len(head)
        for position, head in enumerate(heads)
    ]
    return [0 if size <= SHORT_COLUMN else min(60, 10 + round(size**0.5 * 4)) for size in longest]


def _mark(block: Mapping[str, Any]) -> Data:
    return {"is_illustrative": bool(block.get("is_illustrative"))}


def _short(text: str, most: int = MOST_IN_A_STRING) -> str:
    """Keep to what a PDF holds outside its pages: titles, authors, alternative texts."""
    line = _line(text)
    return line if len(line) <= most else f"{line[:most]}…"


def _line(text: str) -> str:
    return typeset(text).replace("\n", " ").strip()


def _link(url: str) -> Data:
    """Give an address to show, and to follow only where it is one of the web."""
    clean = plain(url).replace("\u200b", "").strip()
    is_safe = (
        clean.lower().startswith(SAFE_LINKS)
        and len(clean) <= MOST_IN_A_STRING
        and not any(letter.isspace() for letter in clean)
    )
    return {"text": address(clean), "target": clean if is_safe else ""}


Preparer = Callable[[Mapping[str, Any], dict[str, str]], Data]
PREPARERS: dict[str, Preparer] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "bullets": _bullets,
    "key_figures": _key_figures,
    "table": _table,
    "figure": _figure,
    "sources": _sources,
}
