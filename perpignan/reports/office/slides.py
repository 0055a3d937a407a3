"""A report as slides: what is shown fits a screen, what is said goes to the speaker's notes.

The look is that of `templates/reports/office/slides.pptx`, which officials may change.
"""

import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import PP_ALIGN
from pptx.util import Cm, Emu, Pt

from perpignan.reports.office.packing import moment, repacked
from perpignan.reports.office.pictures import picture, size_of
from perpignan.reports.typst_data import typst_data

TEMPLATE = Path(settings.BASE_DIR) / "templates" / "reports" / "office" / "slides.pptx"
COVER, CONTENT, SECTION, TITLE_ONLY = range(4)
BRICK, NIGHT = RGBColor(0x9E, 0x3B, 0x2B), RGBColor(0x1E, 0x2A, 0x3E)
WHITE = RGBColor(0xFF, 0xFF, 0xFF)
LEFT, TOP, WIDTH, HEIGHT = Cm(1.8), Cm(3.7), Cm(30.2), Cm(13.2)
ROW, LINE, SLIDES_A_TABLE = Cm(1.1), Cm(0.6), 3
EMU_OF_A_LETTER = 95_000
POINTS_A_SLIDE, FIGURES_A_SLIDE = 6, 4
LONGEST_POINT, LONGEST_TITLE, LONGEST_CELL = 220, 110, 90
LONGEST_OPENING = 300
#: The level of headings that open a part of a chapter; the least room that names one.
PART, SHORTEST_PART, COLON = 2, 10, "\u00a0: "
#: What a slide holds of points, and a title of letters before it takes a third line.
LETTERS_A_LINE, LINES_A_SLIDE = 60, 13
TITLE_ON_TWO_LINES, SMALLER_TITLE = 88, Pt(24)
EMU_OF_A_PIXEL = 9525
Data = Mapping[str, Any]


def render_pptx(snapshot: Mapping[str, Any], pulse: Callable[[], None]) -> bytes:
    """Write a report as PPTX; the same snapshot gives the same bytes."""
    data, drawings = typst_data(snapshot)
    deck = _Deck(data, drawings)
    deck.cover()
    for number, chapter in enumerate(data["chapters"], start=1):
        pulse()
        deck.chapter(number, chapter)
    known = deck.show.core_properties
    known.title = f"{data['title']} – {data['day_text']}"[:255]
    known.author = known.last_modified_by = data["author"][:255]
    known.created = known.modified = moment(snapshot["made_at"])
    target = io.BytesIO()
    deck.show.save(target)
    return repacked(target.getvalue())


class _Deck:
    """The slides, written one after the other."""

    def __init__(self, data: Data, drawings: Mapping[str, str]) -> None:
        self.data, self.drawings = data, drawings
        self.show = Presentation(str(TEMPLATE))
        self.part = self.heading = ""

    def cover(self) -> None:
        slide = self._add(COVER, self.data["title"])
        lines = [self.data["study"], _("Situation au %s") % self.data["day_text"]]
        if self.data["is_draft"]:
            lines.append(_("Document de travail"))
        if self.data["is_internal"]:
            lines.append(_("Données internes : ne pas diffuser"))
        slide.placeholders[1].text = "\n".join(lines)
        self._note(slide, [self.data["purpose"], self._origin()])

    def _origin(self) -> str:
        return _("Données figées le %(moment)s. Empreinte SHA-256 : %(fingerprint)s") % {
            "moment": self.data["made_at_text"],
            "fingerprint": self.data["fingerprint"],
        }

    def chapter(self, number: int, chapter: Data) -> None:
        """Open with the first words of the chapter; the others are for who speaks."""
        words = [text for block in chapter["blocks"] for text in block.get("parts", ())]
        slide = self._add(SECTION, f"{number}. {chapter['title']}")
        slide.placeholders[1].text = _whole_sentences(words[0], LONGEST_OPENING) if words else ""
        self._note(slide, words)
        self.part = self.heading = chapter["title"]
        for block in chapter["blocks"]:
            if write := getattr(self, f"_{block['kind']}", None):
                write(block)

    def _heading(self, block: Data) -> None:
        """Name what follows, after the part it is in: a slide is read alone."""
        if block["level"] <= PART:
            self.part = self.heading = block["text"] or self.part
        elif block["text"]:
            room = LONGEST_TITLE - len(block["text"]) - len(COLON)
            part = f"{_short(self.part, room)}{COLON}" if room >= SHORTEST_PART else ""
            self.heading = part + block["text"]

    def _bullets(self, block: Data) -> None:
        for points in _slides_of_points(block["items"]):
            slide = self._add(CONTENT, self.heading)
            slide.placeholders[1].text = "\n".join(_short(p, LONGEST_POINT) for p in points)
            self._note(slide, [*points, _illustrative(block)])

    def _key_figures(self, block: Data) -> None:
        for figures in _portions(block["items"], FIGURES_A_SLIDE):
            slide = self._add(TITLE_ONLY, self.heading)
            width = WIDTH // len(figures)
            for position, (value, label) in enumerate(figures):
                box = slide.shapes.add_textbox(LEFT + position * width, Cm(6), width, Cm(6))
                box.text_frame.word_wrap = True
                self._words(box.text_frame.paragraphs[0], value, Pt(44), BRICK, "Georgia")
                self._words(box.text_frame.add_paragraph(), label, Pt(18), NIGHT)
            self._note(slide, [_illustrative(block)])

    def _words(self, paragraph: Any, text: str, size: Any, color: Any, font: str = "") -> None:
        run = paragraph.add_run()
        run.text, run.font.size, run.font.color.rgb = text, size, color
        if font:
            run.font.name = font

    def _figure(self, block: Data) -> None:
        slide = self._add(TITLE_ONLY, block["title"])
        drawing = self.drawings[block["drawing"]]
        width, height = (side * EMU_OF_A_PIXEL for side in size_of(drawing))
        scale = min(WIDTH / width, HEIGHT / height)
        left = LEFT + (WIDTH - round(width * scale)) // 2
        shape = slide.shapes.add_picture(
            io.BytesIO(picture(drawing)), Emu(left), TOP, Emu(round(width * scale))
        )
        shape._element.nvPicPr.cNvPr.set("descr", block["alt"])
        rows = [" ; ".join(row) for row in (block["columns"], *block["rows"])]
        source = _("Source : %s") % block["source"] if block["source"] else ""
        self._note(slide, [block["alt"], *rows, source, _see(block), _illustrative(block)])

    def _table(self, block: Data) -> None:
        """Show the first rows of a table; a long one says where the rest is."""
        if not (block["columns"] and block["rows"]):
            return
        widths = _column_widths(block)
        parts = _pages(block["columns"], block["rows"], widths)[:SLIDES_A_TABLE]
        shown = sum(len(part) for part in parts)
        rest = len(block["rows"]) - shown
        more = _("%d autres lignes sont dans le rapport complet.") % rest if rest else ""
        for rows in parts:
            slide = self._add(TITLE_ONLY, block["caption"] or self.heading)
            self._grid(slide, block, rows, widths)
            lines = [block["caption"], block["source"], more, _see(block), _illustrative(block)]
            self._note(slide, [*lines, *_whole_cells(rows)])

    def _grid(
        self, slide: Any, block: Data, rows: Sequence[Sequence[str]], widths: Sequence[int]
    ) -> None:
        columns = block["columns"]
        height = Cm(1.1) * (len(rows) + 1)
        frame = slide.shapes.add_table(len(rows) + 1, len(columns), LEFT, TOP, WIDTH, height)
        frame._element.nvGraphicFramePr.cNvPr.set("descr", block["caption"][:250])
        for column, width in zip(frame.table.columns, widths, strict=True):
            column.width = Emu(width)
        for cells, texts in zip(frame.table.rows, [columns, *rows], strict=True):
            for cell, text, is_number in zip(cells.cells, texts, block["numeric"], strict=True):
                self._cell(cell, text, is_number, is_head=texts is columns)

    def _cell(self, cell: Any, text: str, is_number: bool, *, is_head: bool) -> None:
        paragraph = cell.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT if is_number else PP_ALIGN.LEFT
        self._words(paragraph, _short(text, LONGEST_CELL), Pt(14), WHITE if is_head else NIGHT)

    def _add(self, layout: int, title: str) -> Any:
        slide = self.show.slides.add_slide(self.show.slide_layouts[layout])
        slide.shapes.title.text = _short(title, LONGEST_TITLE)
        if len(title) > TITLE_ON_TWO_LINES:
            slide.shapes.title.text_frame.paragraphs[0].font.size = SMALLER_TITLE
        return slide

    def _note(self, slide: Any, lines: Sequence[str]) -> None:
        slide.notes_slide.notes_text_frame.text = "\n".join(filter(None, lines))


def _column_widths(block: Data) -> list[int]:
    """Share the width of the slide as the report does; short columns keep to themselves."""
    shares = [width or 14 for width in block["widths"]]
    return [WIDTH * share // sum(shares) for share in shares]


def _pages(
    head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]
) -> list[Sequence[Any]]:
    """Cut a table so that each part, under its header, fits a slide."""
    room = HEIGHT - _height(head, widths)
    pages: list[list[Sequence[str]]] = [[]]
    left = room
    for row in rows:
        height = _height(row, widths)
        if height > left and pages[-1]:
            pages.append([])
            left = room
        left -= height
        pages[-1].append(row)
    return list(pages)


def _height(row: Sequence[str], widths: Sequence[int]) -> int:
    """Measure a row by the lines of its fullest cell."""
    lines = max(
        -(-min(len(text), LONGEST_CELL) * EMU_OF_A_LETTER // width)
        for text, width in zip(row, widths, strict=True)
    )
    return int(ROW + LINE * max(0, lines - 1))


def _whole_cells(rows: Sequence[Sequence[str]]) -> list[str]:
    """Give the texts that a slide cuts, each after the name of its row, for who speaks."""
    return [f"{row[0]} : {text}" for row in rows for text in row[1:] if len(text) > LONGEST_CELL]


def _slides_of_points(points: Sequence[str]) -> list[list[str]]:
    """Share points among slides: six at most, fewer where they are long."""
    slides: list[list[str]] = [[]]
    left = LINES_A_SLIDE
    for point in points:
        lines = -(-min(len(point), LONGEST_POINT) // LETTERS_A_LINE)
        if slides[-1] and (lines > left or len(slides[-1]) == POINTS_A_SLIDE):
            slides.append([])
            left = LINES_A_SLIDE
        left -= lines
        slides[-1].append(point)
    return slides if points else []


def _portions(items: Sequence[Any], most: int) -> list[Sequence[Any]]:
    return [items[start : start + most] for start in range(0, len(items), most)]


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


def _whole_sentences(text: str, most: int) -> str:
    """Keep the sentences that fit; the first one is cut only if it alone does not."""
    end = max(text.rfind(mark, 0, most) for mark in (". ", ".\u00a0", "? ", "! "))
    return text if len(text) <= most else text[: end + 1] if end > 0 else _short(text, most)


def _illustrative(block: Data) -> str:
    return _("Donnée illustrative.") if block.get("is_illustrative") else ""


def _see(block: Data) -> str:
    """Name, for who speaks, the page of the portal that tells the same."""
    target = block.get("see", {}).get("target")
    return _("Voir dans le portail : %s") % target if target else ""
