import re
import sys
from xml.etree import ElementTree

import pytest

from perpignan.reports import svg, theme
from perpignan.reports.charts import Chart, draw, render_svg
from perpignan.reports.office.pictures import picture

SPEC = {
    "data": {"values": [{"name": "Élan", "count": 1234.5}, {"name": "<b>&", "count": 12000}]},
    "mark": "bar",
    "encoding": {
        "y": {"field": "name", "type": "nominal", "title": None},
        "x": {"field": "count", "type": "quantitative", "title": "Nombre"},
    },
}


def chart(title: str = "Le commerce domine") -> Chart:
    return Chart(title, "Deux barres.", SPEC, ["Nom", "Nombre"], [["Élan", "1 234,5"]], "Ville")


def test_a_chart_for_a_page_passes_the_content_security_policy():
    drawing = chart().svg

    assert " style=" not in drawing
    assert "<style" not in drawing
    assert "<script" not in drawing


def test_a_chart_is_one_image_named_by_its_sentence():
    root = ElementTree.fromstring(chart().svg)
    title, description = root[0], root[1]

    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert (title.text, description.text) == ("Le commerce domine", "Deux barres.")
    assert [e for e in root.iter() if e is not root and e.get("role")] == []


def test_two_charts_of_a_page_share_no_id():
    ids = [re.findall(r' id="([^"]+)"', chart(title).svg) for title in ("Un", "Deux")]

    assert len(ids[0]) == len(ids[1]) >= 2
    assert set(ids[0]).isdisjoint(ids[1])


def test_the_ids_of_clipped_drawings_follow_their_references():
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg"><defs><clipPath id="clip1"/></defs>'
        '<g clip-path="url(#clip1)"/></svg>'
    )

    page = svg.for_page(drawing, title="", description="", ink=theme.INK)

    (name,) = re.findall(r'id="([^"]+)"', page)
    assert name != "clip1"
    assert f'clip-path="url(#{name})"' in page


def test_style_becomes_attributes_or_goes():
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg"><text style="fill: red; cursor: pointer"/></svg>'
    )

    tidied = svg.tidy(drawing, font="serif")

    assert 'fill="red"' in tidied
    assert "style" not in tidied
    assert "cursor" not in tidied


def test_what_the_parts_of_a_group_share_is_said_once():
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg"><g><g transform="translate(0,0)"><g fill="none">'
        '<text fill="red" x="1.2345">un</text><text fill="red" x="2.00">deux</text>'
        "</g></g></g></svg>"
    )

    tidied = svg.tidy(drawing, font="serif")

    assert tidied == (
        '<svg xmlns="http://www.w3.org/2000/svg" font-family="serif">'
        '<g fill="red"><text x="1.2">un</text><text x="2">deux</text></g></svg>'
    )


def test_what_only_some_parts_of_a_group_say_stays_theirs():
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg"><g fill="none">'
        '<text>un</text><text fill="red">deux</text></g></svg>'
    )

    tidied = svg.tidy(drawing, font="serif")

    assert '<g fill="none"><text>un</text><text fill="red">deux</text></g>' in tidied


def test_a_disc_becomes_a_circle_and_an_empty_bar_goes():
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg">'
        '<path fill="red" d="M4.47,0A4.47,4.47,0,1,1,-4.47,0A4.47,4.47,0,1,1,4.47,0"/>'
        '<path fill="red" stroke="white" d="M3,5h0.01v23.4h-0.01Z"/></svg>'
    )

    root = ElementTree.fromstring(svg.tidy(drawing, font="serif"))

    assert [(e.tag, e.attrib) for e in root] == [
        ("{http://www.w3.org/2000/svg}circle", {"fill": "red", "r": "4.5"})
    ]


def test_numbers_are_written_the_french_way():
    assert "4\u202f000" in draw(SPEC)


def test_text_follows_the_colour_of_the_page_but_not_of_the_report():
    assert f'fill="{theme.INK}"' in draw(SPEC)
    assert f'fill="{theme.INK}"' not in chart().svg
    assert 'fill="currentColor"' in chart().svg


def test_markup_in_the_data_stays_text():
    assert "&lt;b&gt;&amp;" in render_svg(SPEC)


def test_a_drawing_of_the_page_is_kept_for_the_other_processes(settings, tmp_path, monkeypatch):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
        "charts": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": str(tmp_path),
        },
    }
    spec = {**SPEC, "title": "Gardé"}
    first = draw(spec)
    from perpignan.reports import charts  # the module's own memory must be emptied

    charts._drawing.cache_clear()
    monkeypatch.setitem(sys.modules, "vl_convert", None)

    assert draw(spec) == first


def test_a_chart_becomes_a_block_with_all_its_readers_need():
    block = chart().as_block()

    assert (block.title, block.description, block.source) == (
        "Le commerce domine",
        "Deux barres.",
        "Ville",
    )
    assert block.spec == SPEC
    assert block.rows == [["Élan", "1 234,5"]]


def test_marks_of_one_look_are_one_path_where_they_stand():
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg">'
        '<path transform="translate(10,20)" d="M-5,-5h10v10h-10Z" fill="red"/>'
        '<path transform="translate(0,1)" d="M0,-5L5,0L0,5Z" fill="blue"/>'
        '<path transform="translate(30,20)" d="M-5,-5h10v10h-10Z" fill="red"/></svg>'
    )

    tidied = svg.tidy(drawing, font="serif")

    assert 'd="M5,15h10v10h-10ZM25,15h10v10h-10Z"' in tidied
    assert 'transform="translate(0,1)" d="M0,-5L5,0L0,5Z"' in tidied


@pytest.mark.parametrize(
    "look",
    ['opacity="0.7" d="M0,0h1v1Z"', 'fill-opacity="0.5" d="M0,0h1v1Z"', 'd="M0,0A1,1,0,0,1,2,2Z"'],
)
def test_marks_seen_through_or_round_stay_apart(look):
    marks = "".join(f'<path transform="translate({x},0)" fill="red" {look}/>' for x in (1, 2))

    root = ElementTree.fromstring(
        svg.tidy(f'<svg xmlns="http://www.w3.org/2000/svg">{marks}</svg>', font="serif")
    )

    assert len(list(root.iter("{http://www.w3.org/2000/svg}path"))) == 2


def test_texts_say_their_place_and_turned_ones_keep_their_move():
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg">'
        '<text transform="translate(-6,16.54)" text-anchor="start">A</text>'
        '<text transform="translate(1,2) rotate(-90)">B</text></svg>'
    )

    tidied = svg.tidy(drawing, font="serif")

    assert '<text x="-6" y="16.5">A</text>' in tidied
    assert '<text transform="translate(1,2) rotate(-90)">B</text>' in tidied


def test_a_picture_for_office_files_keeps_the_words_of_its_drawing():
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40" '
        f'font-family="{theme.FONT}"><text x="10" y="20">Commerces</text></svg>'
    )

    assert picture(drawing) != picture(drawing.replace("Commerces", ""))
