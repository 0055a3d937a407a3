"""The slides: titles, alternative texts, notes for who speaks, tables that fit."""

import io

import pytest
from pptx import Presentation
from pptx.util import Cm, Pt

from perpignan.reports.blocks import Bullets, Heading, Paragraph, Table
from perpignan.reports.office.slides import HEIGHT, render_pptx
from tests.reports.test_typst_pdf import EVERYTHING, HOSTILE, snapshot
from tests.reports.test_word import STRANGE


def slides(*blocks, **changes):
    content = render_pptx(snapshot(*blocks, **changes), lambda: None)
    return Presentation(io.BytesIO(content)).slides


def test_the_same_snapshot_gives_the_same_bytes():
    first = render_pptx(snapshot(*EVERYTHING), lambda: None)

    assert first == render_pptx(snapshot(*EVERYTHING), lambda: None)


def test_each_slide_has_a_title():
    titles = [slide.shapes.title.text for slide in slides(*EVERYTHING)]

    assert titles == [
        *("État d’avancement", "1. Premier chapitre", "Chiffres", "Chiffres"),
        *("Les étapes", "Le commerce domine"),
    ]


def test_words_of_a_chapter_are_in_the_notes_of_its_first_slide():
    deck = slides(Paragraph("Ce que l'on montre."), Paragraph("Ce que l'on dit."))

    assert deck[1].placeholders[1].text == "Ce que l’on montre."
    assert "Ce que l’on dit." in deck[1].notes_slide.notes_text_frame.text


def test_figure_has_an_alternative_text_and_its_table_in_the_notes():
    slide = slides(*EVERYTHING)[5]
    pictures = [shape for shape in slide.shapes if shape.shape_type == 13]

    assert [p._element.nvPicPr.cNvPr.get("descr") for p in pictures] == ["Barres par secteur."]
    assert "A ; 1" in slide.notes_slide.notes_text_frame.text


def test_long_table_stops_after_three_slides_and_says_so():
    rows = [[f"ligne {number}", str(number)] for number in range(100)]

    deck = slides(Table("Annexe", ["Nom", "N"], rows))

    assert len(deck) == 5
    assert "67 autres lignes" in deck[4].notes_slide.notes_text_frame.text


def test_rows_stay_on_their_slide_and_what_is_cut_is_said_in_the_notes():
    long = "Un texte assez long pour passer à la ligne, et pour être coupé. " * 3
    rows = [[f"ligne {number}", long if number % 2 else "court"] for number in range(12)]

    deck = slides(Table("Fiche", ["Nom", "Contenu"], rows, widths=(1, 1)))
    tables = [shape.table for slide in deck for shape in slide.shapes if shape.has_table]

    assert sum(len(table.rows) - 1 for table in tables) == 12
    for table in tables:
        lines = [2 if "…" in row.cells[1].text else 1 for row in table.rows]
        assert sum(Cm(1.1) + Cm(0.6) * (count - 1) for count in lines) <= HEIGHT
    assert "ligne 1 : Un texte" in deck[2].notes_slide.notes_text_frame.text


def test_a_slide_names_the_part_it_is_in():
    deep, endless = Heading("Ses sources", level=3), Heading("Sans fin " * 14, level=3)
    point = Bullets(["Un constat"])

    deck = slides(Heading("A1.1 Observatoire des locaux"), deep, point, endless, point)

    titles = [slide.shapes.title.text for slide in list(deck)[2:]]
    assert titles[0] == "A1.1 Observatoire des locaux\u00a0: Ses sources"
    assert titles[1].startswith("Sans fin Sans fin")


def test_points_and_titles_stay_on_their_slide():
    long = "Un point assez long pour prendre trois lignes. " * 4
    title = "Un titre qui dit beaucoup " * 4

    deck = slides(Heading(title), Bullets([long] * 7 + ["court"] * 7))
    points = [slide.placeholders[1].text.split("\n") for slide in list(deck)[2:]]
    sizes = {slide.shapes.title.text_frame.paragraphs[0].font.size for slide in list(deck)[2:]}

    assert [len(each) for each in points] == [3, 3, 6, 2]
    assert sizes == {Pt(24)}


@pytest.mark.parametrize("text", [*HOSTILE, *STRANGE])
def test_a_hostile_text_stays_text(text):
    deck = slides(
        Heading(text), Paragraph(text), Bullets([text]), Table(text, [text], [[text]]), title=text
    )

    assert len(deck) == 4
