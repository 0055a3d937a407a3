"""The parts of a Word text, as XML: paragraphs, fields, tables. Text is always escaped."""

from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml.etree import _Element

NAMESPACES = nsdecls("w", "r")
#: Twentieths of a point between the margins of an A4 page.
TEXT_WIDTH = 9410
RIGHT = '<w:jc w:val="right"/>'


def run(text: str, properties: str = "") -> str:
    """Write a run of text; line ends become breaks."""
    lines = escape(text).split("\n")
    inner = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{inner}</w:r>"


def bold(text: str) -> str:
    return run(text, "<w:b/>")


def field(instruction: str, shown: str = "1") -> str:
    """Write a field that Word computes again, with what it shows until then."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(shown)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def paragraph(style: str, *runs: str, properties: str = "") -> str:
    return (
        f"<w:p {NAMESPACES}><w:pPr><w:pStyle w:val={quoteattr(style)}/>{properties}</w:pPr>"
        f"{''.join(runs)}</w:p>"
    )


def bookmarked(name: str, number: int, runs: str) -> str:
    return (
        f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(name)}/>{runs}'
        f'<w:bookmarkEnd w:id="{number}"/>'
    )


def link_to(name: str, text: str) -> str:
    """Link to a bookmark of the same text."""
    return f'<w:hyperlink w:anchor={quoteattr(name)} w:history="1">{run(text)}</w:hyperlink>'


def link(relation: str, text: str) -> str:
    """Link to an address of the web, known by its relation."""
    look = '<w:color w:val="9E3B2B"/><w:u w:val="single"/>'
    return f'<w:hyperlink r:id={quoteattr(relation)} w:history="1">{run(text, look)}</w:hyperlink>'


def table(
    style: str,
    cell_style: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    numeric: Sequence[bool],
    widths: Sequence[int],
    description: str,
) -> str:
    """Write a table whose header row is one for readers and repeats on each page."""
    sizes = _sizes(widths, columns)
    grid = "".join(f'<w:gridCol w:w="{size}"/>' for size in sizes)
    head = _row(cell_style, columns, sizes, numeric, "<w:cantSplit/><w:tblHeader/>", bold)
    body = "".join(_row(cell_style, row, sizes, numeric, "<w:cantSplit/>", run) for row in rows)
    look = (
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0"'
        ' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    )
    return (
        f"<w:tbl {NAMESPACES}><w:tblPr><w:tblStyle w:val={quoteattr(style)}/>"
        f'<w:tblW w:w="{sum(sizes)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{look}'
        f"<w:tblDescription w:val={quoteattr(description[:250])}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>"
    )


def side_by_side(cells: Sequence[str]) -> str:
    """Lay paragraphs in one row without lines: a layout, not a table of data."""
    size = TEXT_WIDTH // max(1, len(cells))
    grid = f'<w:gridCol w:w="{size}"/>' * len(cells)
    written = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{size}" w:type="dxa"/></w:tcPr>{cell}</w:tc>' for cell in cells
    )
    return (
        f'<w:tbl {NAMESPACES}><w:tblPr><w:tblW w:w="{size * len(cells)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{written}</w:tr></w:tbl>"
    )


def _row(
    cell_style: str,
    cells: Sequence[str],
    sizes: Sequence[int],
    numeric: Sequence[bool],
    properties: str,
    write: Callable[[str], str],
) -> str:
    written = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{size}" w:type="dxa"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{cell_style}"/>'
        f"{RIGHT if is_number else ''}</w:pPr>{write(text)}</w:p></w:tc>"
        for text, size, is_number in zip(cells, sizes, numeric, strict=True)
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{written}</w:tr>"


#: What a column of short words or figures takes, in the same measure as the widths.
SHORT_SHARE = 16


def _sizes(widths: Sequence[int], columns: Sequence[str]) -> list[int]:
    """Share the width of the page; a width of 0 means: what short texts need."""
    shares = [width or SHORT_SHARE for width in widths] or [1] * len(columns)
    return [max(400, round(TEXT_WIDTH * share / sum(shares))) for share in shares]


def element(xml: str) -> _Element:
    found: _Element = parse_xml(xml)
    return found
