"""A report as a Word text: real headings, captions, contents and tables to edit.

The cover, the header and the styles are those of `templates/reports/office/report.docx`,
which officials may change in their word processor; the body is written after it.
"""

import io
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Emu, Pt
from docxtpl import DocxTemplate

from perpignan.reports.kinds import BARE
from perpignan.reports.office import word_parts as parts
from perpignan.reports.office.packing import moment, repacked
from perpignan.reports.office.pictures import picture, size_of
from perpignan.reports.office.vectors import add_vector
from perpignan.reports.office.watermark import add_watermark
from perpignan.reports.typst_data import typst_data

TEMPLATE = Path(settings.BASE_DIR) / "templates" / "reports" / "office" / "report.docx"
EMU_OF_A_PIXEL = 9525
WIDEST = round(16.6 * 360_000)
TALLEST = 11 * 360_000
DEEPEST_HEADING = 4
#: The contents stop where those of the PDF do.
CONTENTS_DEPTH = 2
FIGURES_A_ROW = 4
#: The styles of a note: size, space before and after, in points.
ONE_PAGE = (
    ("Title", 20, 4, 2),
    ("Heading 1", 14, 8, 2),
    ("Heading 2", 11, 4, 0),
    ("Normal", 10, 0, 2),
    ("List Bullet", 10, 0, 0),
    ("Chiffre", 16, 2, 0),
)
Data = Mapping[str, Any]


def render_docx(snapshot: Mapping[str, Any], pulse: Callable[[], None]) -> bytes:
    """Write a report as DOCX; the same snapshot gives the same bytes."""
    data, drawings = typst_data(snapshot)
    document = _filled_template(data)
    _Writer(document, drawings, pulse).write(data)
    _describe(document, data, snapshot)
    if data["is_draft"]:
        add_watermark(document, _("Document de travail"))
    target = io.BytesIO()
    document.save(target)
    return repacked(target.getvalue())


def _filled_template(data: Data) -> Any:
    """Fill the cover and the headers, and read the result: the template engine keeps copies."""
    template = DocxTemplate(TEMPLATE)
    template.render(_cover(data), autoescape=True)
    filled = io.BytesIO()
    template.save(filled)
    document = Document(filled)
    if data.get("layout") in BARE:
        _keep_title(document)
    if data.get("layout") == "note":
        _tighten(document)
    return document


def _keep_title(document: Any) -> None:
    """Make of the cover the head of a short text: who, what, of which day."""
    document.styles["Heading 1"].paragraph_format.page_break_before = False
    for paragraph in document.paragraphs:
        if paragraph.style.name == "Title":
            paragraph.paragraph_format.space_before = Pt(12)
        if not paragraph.text.strip() or paragraph.style.name == "Subtitle":
            paragraph._element.getparent().remove(paragraph._element)


def _tighten(document: Any) -> None:
    """Bring a note to the one page that it is meant for."""
    for name, size, before, after in ONE_PAGE:
        style = document.styles[name]
        style.font.size = Pt(size)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)


def _cover(data: Data) -> dict[str, str]:
    mentions = [
        _("Document de travail") if data["is_draft"] else "",
        _("Données internes : ne pas diffuser") if data["is_internal"] else "",
    ]
    return {
        "study": data["study"],
        "title": data["title"],
        "purpose": data["purpose"],
        "day_text": data["day_text"],
        "situation": _("Situation au %s") % data["day_text"],
        "number_text": data.get("number_text", ""),
        "mentions": " – ".join(filter(None, mentions)),
    }


def _describe(document: Any, data: Data, snapshot: Mapping[str, Any]) -> None:
    known = document.core_properties
    known.title = f"{data['title']} – {data['day_text']}"[:255]
    known.author = known.last_modified_by = data["author"][:255]
    known.subject = data["study"][:255]
    known.language = f"{data['language']}-FR"
    known.created = known.modified = moment(snapshot["made_at"])


class _Writer:
    """Writes after the cover, one paragraph or table at a time, and counts as it goes."""

    def __init__(
        self, document: Any, drawings: Mapping[str, str], pulse: Callable[[], None]
    ) -> None:
        self.document, self.drawings, self.pulse = document, drawings, pulse
        self.body = document.element.body
        self.styles = {style.name: style.style_id for style in document.styles}
        self.tables = self.figures = self.bookmarks = 0

    def write(self, data: Data) -> None:
        is_bare = data.get("layout") in BARE
        if not is_bare:
            self._contents(data)
        for number, chapter in enumerate(data["chapters"], start=1):
            self.pulse()
            self._heading(chapter["title"] if is_bare else f"{number}. {chapter['title']}", 1)
            for block in chapter["blocks"]:
                getattr(self, f"_{block['kind']}")(block)
        self._colophon(data)

    def _put(self, xml: str) -> None:
        self.body.sectPr.addprevious(parts.element(xml))

    def _say(self, style: str, *runs: str, properties: str = "") -> None:
        self._put(parts.paragraph(self.styles[style], *runs, properties=properties))

    def _contents(self, data: Data) -> None:
        """List the headings as links, in a field that Word completes with the pages."""
        self._say("Titre hors sommaire", parts.run(_("Sommaire")))
        every = enumerate(_headings(data), start=1)
        entries = [entry for entry in every if entry[1][0] <= CONTENTS_DEPTH]
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
            '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        if not entries:
            self._say("TOC 1", begin, end)
        for position, (number, (level, text)) in enumerate(entries):
            runs = parts.link_to(_bookmark(number), text)
            first, last = position == 0, position == len(entries) - 1
            self._say(f"TOC {level}", begin if first else "", runs, end if last else "")

    def _heading(self, block: Any, level: int = 2) -> None:
        if not isinstance(block, str):
            level, is_long, block = block["level"], block["is_long"], block["text"]
            if is_long:
                self._say("Normal", parts.bold(block))
                return
        if not block:
            return
        level = min(level, DEEPEST_HEADING)
        words = parts.run(block)
        if level < DEEPEST_HEADING:
            self.bookmarks += 1
            words = parts.bookmarked(_bookmark(self.bookmarks), self.bookmarks, words)
        self._say(f"Heading {level}", words)

    def _paragraph(self, block: Data) -> None:
        for position, text in enumerate(block["parts"]):
            self._say("Normal", parts.run(text), _mark(block) if position == 0 else "")

    def _bullets(self, block: Data) -> None:
        for position, text in enumerate(block["items"]):
            self._say("List Bullet", parts.run(text), _mark(block) if position == 0 else "")

    def _key_figures(self, block: Data) -> None:
        """Lay key figures side by side, each over its label."""
        for first in range(0, len(block["items"]), FIGURES_A_ROW):
            cells = [
                parts.paragraph(self.styles["Chiffre"], parts.run(value))
                + parts.paragraph(self.styles["Légende du chiffre"], parts.run(label))
                for value, label in block["items"][first : first + FIGURES_A_ROW]
            ]
            self._put(parts.side_by_side(cells))
            self._say("Cellule", _mark(block).strip())

    def _table(self, block: Data) -> None:
        if not (block["columns"] and block["rows"]):
            if block["caption"]:
                self._say("Normal", parts.run(_("%s : aucune donnée.") % block["caption"]))
            return
        self.tables += 1
        self._caption(_("Tableau"), self.tables, block["caption"], block)
        self._source(block)
        self._grid(block, block["caption"])

    def _figure(self, block: Data) -> None:
        self.figures += 1
        self._caption(_("Figure"), self.figures, block["title"], block)
        self._source(block)
        self._picture(block)
        if block["columns"] and block["rows"]:
            self._grid(block, block["title"])

    def _caption(self, name: str, number: int, text: str, block: Data) -> None:
        counted = parts.field(f"SEQ {name} \\* ARABIC", str(number))
        self._say("Caption", parts.run(f"{name} "), counted, parts.run(f" – {text}"), _mark(block))

    def _source(self, block: Data) -> None:
        if block["source"]:
            self._say("Source", parts.run(_("Source : %s") % block["source"]))
        self._see(block)

    def _see(self, block: Data) -> None:
        """Lead from a figure to the page of the portal that tells the same."""
        target = block.get("see", {}).get("target")
        if target:
            self._say("Source", self._linked(target, _("Voir dans le portail")))

    def _linked(self, target: str, text: str) -> str:
        relation = self.document.part.relate_to(
            target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
        )
        return parts.link(relation, text)

    def _grid(self, block: Data, description: str) -> None:
        self._put(
            parts.table(
                self.styles["Tableau du rapport"],
                self.styles["Cellule"],
                block["columns"],
                block["rows"],
                block["numeric"],
                block["widths"],
                description,
            )
        )
        self._say("Cellule")  # two tables that touch would become one

    def _picture(self, block: Data) -> None:
        drawing = self.drawings[block["drawing"]]
        width, height = (side * EMU_OF_A_PIXEL for side in size_of(drawing))
        scale = min(1, WIDEST / width, TALLEST / height)
        # Made at the end of the document, where the section's own paragraph follows.
        holder = self.document.add_paragraph()
        shape = holder.add_run().add_picture(
            io.BytesIO(picture(drawing)), Emu(round(width * scale)), Emu(round(height * scale))
        )
        about = shape._inline.docPr
        about.set("descr", block["alt"])
        about.set("title", block["title"][:250])
        add_vector(self.document, shape, drawing)

    def _sources(self, block: Data) -> None:
        if not block["items"]:
            return
        self._say("Bibliographie", parts.bold(_("Sources de ce chapitre")))
        for item in block["items"]:
            self._say("Bibliographie", *self._cited(item))

    def _cited(self, item: Data) -> Iterator[str]:
        publisher = f", {item['publisher']}" if item["publisher"] else ""
        yield parts.run(f"{item['title']}{publisher}. ")
        if item["link"]["target"]:
            yield self._linked(item["link"]["target"], item["link"]["text"])
        else:
            yield parts.run(item["link"]["text"])
        if item["consulted"]:
            yield parts.run(_(". Consulté le %s.") % item["consulted"])

    def _colophon(self, data: Data) -> None:
        told = _("Données figées le %(moment)s. Empreinte SHA-256 des données : %(fingerprint)s")
        self._say(
            "Source",
            parts.run(told % {"moment": data["made_at_text"], "fingerprint": data["fingerprint"]}),
            properties='<w:keepNext w:val="0"/>',
        )


def _headings(data: Data) -> Iterator[tuple[int, str]]:
    for number, chapter in enumerate(data["chapters"], start=1):
        yield 1, f"{number}. {chapter['title']}"
        for block in chapter["blocks"]:
            is_title = block["kind"] == "heading" and not block["is_long"] and block["text"]
            if is_title and block["level"] < DEEPEST_HEADING:
                yield block["level"], block["text"]


def _bookmark(number: int) -> str:
    return f"_Toc{number:08d}"


def _mark(block: Data) -> str:
    told = _("donnée illustrative")
    return parts.run(f" ({told})", "<w:i/>") if block.get("is_illustrative") else ""
