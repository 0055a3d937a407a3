"""The PDF: reproducible, tagged, and deaf to whatever its texts try to be."""

import io
import re
from datetime import UTC, date, datetime

import pikepdf
import pytest
from pdfua import default_registry, validate
from pdfua.rules import RuleRegistry

from perpignan.reports.blocks import (
    Bullets,
    Figure,
    Heading,
    KeyFigures,
    Paragraph,
    Sources,
    Table,
    as_data,
)
from perpignan.reports.errors import LayoutError
from perpignan.reports.typst_pdf import LAYOUTS, render_pdf
from tests.reports.file_texts import text_of

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="50" viewBox="0 0 200 50">'
    '<rect width="80" height="20" fill="#9E3B2B"/><text x="5" y="40">Élan</text></svg>'
)
HOSTILE = [
    '#import "@preview/tables:0.1.0"',
    '#read("/etc/passwd")',
    '#eval("1+1") $x^2$ *gras* _ital_ `code` <label> @ref [lien] // fin',
    "= Titre de citoyen",
    "\\u{0000}\0\x07 nul",
    '"]); #panic("x") ("',
    '{"clef": 1}',
    "<script>alert(1)</script>",
]


def snapshot(*blocks, **changes):
    parts = []
    for block in blocks:
        data = as_data(block)
        if isinstance(block, Figure):
            data["svg"] = SVG
            del data["spec"]
        parts.append(data)
    step = {
        "code": "P1",
        "name": "Benchmark",
        "state": "under_way",
        "offset_percent": 10,
        "span_percent": 20,
        "dates": "1 – 20 mars",
    }
    return {
        "title": "État d'avancement",
        "purpose": "Où en est l'étude.",
        "study": "Une étude",
        "day_text": "2 mars 2026",
        "made_at": datetime(2026, 3, 2, 11, 0, tzinfo=UTC).isoformat(),
        "made_at_text": "2 mars 2026 à 12 h 00",
        "author": "Camille Puig",
        "is_internal": False,
        "is_draft": True,
        "site": "http://localhost:8000",
        "timeline": {"today_percent": 30, "steps": [step]},
        "chapters": [{"slug": "un", "title": "Premier chapitre", "blocks": parts}],
        **changes,
    }


def pdf(*blocks, **changes) -> bytes:
    return render_pdf(snapshot(*blocks, **changes), lambda: None)


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b\u00ad-]", "", text)


def structure(content: bytes) -> list[tuple[str, str]]:
    """List the tags of a PDF in reading order, with their alternative texts."""
    document = pikepdf.open(io.BytesIO(content))
    found = []

    def walk(node) -> None:
        if isinstance(node, pikepdf.Array):
            for child in node:
                walk(child)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            found.append((str(node["/S"]), str(node.get("/Alt", ""))))
            walk(node.get("/K", pikepdf.Array()))

    walk(document.Root.StructTreeRoot.K)
    return found


#: The rule of empty headings cannot be applied with the pikepdf of today (decision 200).
RULES = RuleRegistry([rule for rule in default_registry() if rule.id != "UA-14-001"])


def faults(content: bytes, folder) -> list[str]:
    """List what a checker of some rules of PDF/UA-1 says, and the rules that it could not apply."""
    file = folder / "rapport.pdf"
    file.write_bytes(content)
    report = validate(str(file), RULES)
    skipped = [f"{outcome.rule_id} {outcome.skipped_reason}" for outcome in report.skipped]
    return skipped + [f"{finding.rule_id} {finding.message}" for finding in report.findings]


EVERYTHING = [
    Heading("Chiffres"),
    KeyFigures([("12", "fiches"), ("3 / 8", "étapes")]),
    Bullets(["Un point", "Un autre"]),
    Table("Les étapes", ["Nom", "Nombre"], [["Une", "1 200"]], "Ville", [1], True),
    Figure("Le commerce domine", "Barres par secteur.", {}, ["Nom", "N"], [["A", "1"]], "Insee"),
    Sources([("Un document", "La Ville", "https://example.org/a", "1 avril 2020")]),
]


def test_the_same_snapshot_gives_the_same_bytes():
    assert pdf(*EVERYTHING) == pdf(*EVERYTHING)


def test_the_pdf_says_its_language_title_and_standards():
    document = pikepdf.open(io.BytesIO(pdf(*EVERYTHING)))

    assert str(document.Root.Lang) == "fr-FR"
    assert bool(document.Root.MarkInfo.Marked)
    assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
    with document.open_metadata() as metadata:
        assert metadata["dc:title"] == "État d’avancement – 2 mars 2026"
        assert metadata["pdfaid:part"] == "2"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["pdfuaid:part"] == "1"


def test_headings_tables_and_figures_are_tagged():
    tags = structure(pdf(*EVERYTHING))
    names = [name for name, _ in tags]
    alternatives = [alternative for name, alternative in tags if name == "/Figure"]

    assert "Barres par secteur." in alternatives
    assert {"/H1", "/H2", "/L", "/LI", "/Table", "/TH", "/TD", "/Caption", "/Link"} <= set(names)
    assert names.count("/TH") >= 4


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_checker_of_accessible_pdfs_finds_no_fault(layout, tmp_path):
    assert faults(pdf(*EVERYTHING, layout=layout), tmp_path) == []


def test_the_checker_sees_a_fault(tmp_path):
    with pikepdf.open(io.BytesIO(pdf(*EVERYTHING))) as document:
        del document.Root.StructTreeRoot
        spoiled = io.BytesIO()
        document.save(spoiled)

    assert [fault[:9] for fault in faults(spoiled.getvalue(), tmp_path)] == ["UA-01-005"]


def test_a_table_that_is_part_of_a_sheet_is_in_no_list():
    text = text_of(
        pdf(
            Table("Fiche A1", ["Rubrique"], [["Oui"]]),
            Table("Risques de A1", ["Risque"], [["Non"]], is_listed=False),
        )
    )

    assert (text.count("Fiche A1"), text.count("Risques de A1")) == (2, 1)


def test_contents_and_page_numbers_are_printed():
    text = text_of(pdf(*EVERYTHING))

    assert re.search(r"1\s+Premier chapitre[\s.\u2060]+3", text)
    assert re.search(r"\b2/3\b", text.replace(" ", ""))
    assert "Document de travail" in text


def test_an_admitted_report_is_no_working_document():
    assert "Document de travail" not in text_of(pdf(*EVERYTHING, is_draft=False))


def test_sources_carry_their_address_and_the_day_they_were_read():
    content = pdf(*EVERYTHING)
    document = pikepdf.open(io.BytesIO(content))
    links = [
        str(note["/A"]["/URI"])
        for page in document.pages
        for note in page.get("/Annots", [])
        if "/A" in note and "/URI" in note["/A"]
    ]

    assert "https://example.org/a" in links
    assert "Consulté le 1 avril 2020" in text_of(content)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "https://a b"])
def test_an_address_that_is_not_of_the_web_is_no_link(url):
    content = pdf(Sources([("Titre", "Éditeur", url)]))

    assert b"/URI" not in content or url.encode() not in content
    assert squeezed(url) in squeezed(text_of(content))


@pytest.mark.parametrize("text", HOSTILE)
def test_text_never_becomes_markup(text):
    content = pdf(
        Heading(text),
        Paragraph(text),
        Bullets([text]),
        Table(text, [text, "n"], [[text, text]], text),
        Figure(text, text, {}, [text], [[text]], text),
        KeyFigures([(text, text)]),
        Sources([(text, text, text)]),
        title=text,
        author=text,
    )

    wanted = squeezed(text.replace("\0", "").replace("\x07", "")).replace("'", "’")
    assert squeezed(text_of(content)).count(wanted) >= 8


@pytest.mark.parametrize(
    "text",
    [
        "é" * 40_000,
        "שלום עולם مرحبا",
        "中文字 नमस्ते",
        "👩🏽‍🚀 🦄 ☃ \U0001f1eb\U0001f1f7",
        "\u202e\u2066renversé\u2069",
        "a\u0301" * 500,
        " ",
        "",
        "\ud7ff\ue000\ufffd\U0010fffd",
        "x\n\n\ny\n" * 50,
    ],
    ids=lambda text: ascii(text[:6]),
)
def test_strange_letters_do_not_stop_a_report(text):
    content = pdf(
        Heading(text), Paragraph(text), Bullets([text]), Table(text, [text, "n"], [[text, text]])
    )

    assert content.startswith(b"%PDF-")


def test_an_endless_word_is_printed_whole():
    text = squeezed(text_of(pdf(Paragraph("é" * 40_000))))

    assert text.count("é") >= 40_000


@pytest.mark.slow
def test_a_text_of_a_million_letters_is_printed_whole():
    text = squeezed(text_of(pdf(Paragraph("abcd efgh " * 100_000))))

    assert text.count("abcdefgh") >= 99_000


def test_a_long_table_repeats_its_header():
    rows = [[f"Ligne {number}", str(number)] for number in range(120)]

    text = text_of(pdf(Table("Longue", ["Intitulé", "Valeur"], rows)))

    assert text.count("Intitulé") >= 3


def test_headings_never_skip_a_level():
    names = [name for name, _ in structure(pdf(Heading("Loin", 5), Heading("Plus loin", 6)))]

    assert [name for name in names if re.fullmatch(r"/H\d", name)][-2:] == ["/H2", "/H3"]


@pytest.mark.parametrize(
    "block",
    [
        Table("Vide", ["A"], []),
        Table("Sans colonne", [], []),
        Table("Inégale", ["A", "B"], [["1"], ["1", "2", "3"]]),
        Bullets([]),
        KeyFigures([]),
        Sources([]),
        Figure("Sans table", "Rien.", {}, [], []),
    ],
    ids=lambda block: block.kind,
)
def test_an_empty_block_does_not_stop_a_report(block):
    assert pdf(block).startswith(b"%PDF-")


def test_a_report_without_chapter_nor_study_is_still_a_report():
    content = pdf(chapters=[], study="", author="", timeline={"today_percent": None, "steps": []})

    assert content.startswith(b"%PDF-")


def test_a_layout_that_lasts_too_long_says_so(settings):
    settings.REPORT_LAYOUT_SECONDS = 0
    pulses = []

    with pytest.raises(LayoutError):
        render_pdf(snapshot(Paragraph("abcd " * 400_000)), lambda: pulses.append(1))


def test_a_layout_without_memory_fails_in_words(settings):
    settings.REPORT_LAYOUT_MEMORY_MB = 64

    with pytest.raises(LayoutError, match="mise en page"):
        pdf(Paragraph("Bonjour"))


def test_the_day_of_the_report_is_the_only_clock():
    assert date(2026, 3, 2).strftime("%Y%m%d") in str(
        pikepdf.open(io.BytesIO(pdf())).docinfo.get("/CreationDate", "")
    )
