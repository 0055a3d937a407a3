"""The Word text: structure that readers and word processors use, and only text in it."""

import io
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn

from perpignan.reports.blocks import Bullets, Heading, Paragraph, Sources, Table
from perpignan.reports.office.word import render_docx
from tests.reports.test_typst_pdf import EVERYTHING, HOSTILE, snapshot

#: Direction marks, emoji, control characters, an endless word.
STRANGE = ["\u202eenvers", "bravo 👍 🧿", "a\x00b\x0bc", "é" * 70_000, "<w:br/>&amp;"]


def word(*blocks, **changes) -> bytes:
    return render_docx(snapshot(*blocks, **changes), lambda: None)


def opened(*blocks, **changes):
    return Document(io.BytesIO(word(*blocks, **changes)))


def texts(document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def test_the_same_snapshot_gives_the_same_bytes():
    assert word(*EVERYTHING) == word(*EVERYTHING)


def test_headings_are_headings_and_no_level_is_skipped():
    document = opened(Heading("Un"), Heading("Trop bas", 6), Heading("Deux"))

    found = [
        (paragraph.style.name, paragraph.text)
        for paragraph in document.paragraphs
        if paragraph.style.name.startswith("Heading")
    ]

    assert found == [
        ("Heading 1", "1. Premier chapitre"),
        ("Heading 2", "Un"),
        ("Heading 3", "Trop bas"),
        ("Heading 2", "Deux"),
    ]


def test_contents_are_a_field_that_already_lists_the_headings():
    document = opened(Heading("Chiffres"))
    body = document.element.body

    fields = [node.text for node in body.iter(qn("w:instrText"))]
    links = {node.get(qn("w:anchor")) for node in body.iter(qn("w:hyperlink"))}
    marks = {node.get(qn("w:name")) for node in body.iter(qn("w:bookmarkStart"))}

    assert ' TOC \\o "1-2" \\h \\z \\u ' in fields
    assert links == marks == {"_Toc00000001", "_Toc00000002"}


def test_tables_have_a_header_that_repeats_a_caption_and_a_description():
    document = opened(Table("Les étapes", ["Nom", "Nombre"], [["Une", "1 200"]], numeric=[1]))
    table = document.tables[0]

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Nom", "Nombre"],
        ["Une", "1\u202f200"],
    ]
    assert table.rows[0]._tr.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None
    assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val")) == "Les étapes"
    captions = [p.text for p in document.paragraphs if p.style.name == "Caption"]
    assert captions == ["Tableau 1 – Les étapes"]


def test_figures_carry_their_text_their_vector_and_their_table():
    document = opened(*EVERYTHING)
    shape = document.inline_shapes[0]._inline

    assert shape.docPr.get("descr") == "Barres par secteur."
    with zipfile.ZipFile(io.BytesIO(word(*EVERYTHING))) as packed:
        assert any(name.endswith(".svg") for name in packed.namelist())
    assert (
        len(document.tables) == 3
    )  # that of the steps, that of the chart, the key figures side by side


def test_long_table_is_written_whole():
    rows = [[f"ligne {number}", str(number)] for number in range(1500)]

    table = opened(Table("Annexe", ["Nom", "N"], rows)).tables[0]

    assert len(table._tbl.tr_lst) == 1501


@pytest.mark.parametrize("text", [*HOSTILE, *STRANGE])
def test_a_hostile_text_stays_text_in_every_place(text):
    document = opened(
        Heading(text),
        Paragraph(text),
        Bullets([text]),
        Table(text, [text], [[text]]),
        Sources([(text, text, text)]),
        author=text,
        title=text,
    )

    assert document.element.body.sectPr is not None
    assert len(document.tables) == 1
    assert len(list(document.element.body.iter(qn("w:pict")))) == 0


def test_only_addresses_of_the_web_are_linked():
    document = opened(
        Sources([("Un", "A", "https://example.org/a"), ("Deux", "B", "javascript:alert(1)")])
    )

    targets = [r.target_ref for r in document.part.rels.values() if r.is_external]

    assert targets == ["https://example.org/a"]


def test_a_working_document_says_so_on_each_page_and_an_admitted_one_does_not():
    draft, admitted = opened(), opened(is_draft=False)

    assert "Document de travail" in draft.sections[0].header.paragraphs[0].text
    assert draft.sections[0].header._element.findall(f".//{qn('w:pict')}")
    assert "Document de travail" not in "\n".join(texts(admitted))
    assert not admitted.sections[0].header._element.findall(f".//{qn('w:pict')}")


def test_properties_say_title_author_and_language():
    known = opened().core_properties

    assert known.title == "État d’avancement – 2 mars 2026"
    assert known.author == "Camille Puig"
    assert known.language == "fr-FR"


def test_empty_report_is_a_text_all_the_same():
    assert "Sommaire" in texts(opened(chapters=[]))
