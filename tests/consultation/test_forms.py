"""A page of questions: what its fields send, what it shows again, what it reads over."""

import re

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import translation

from consultation.forms import Asked, SectionForm
from consultation.queries import pages_of
from tests.factories.consultation import questionnaire_of_every_type, questionnaire_of_newer_types

pytestmark = pytest.mark.django_db
POSTED = {
    "OUI": "dont-know",
    "AUTRE": "other",
    "AUTRE.other": "Un kiosque",
    "COCHES": ["2", "1"],
    "COCHES.other": "",
    "GRILLE-a": "2",
    "GRILLE-b": "dont-know",
    "AVIS-1": "agree",
    "AVIS-2": "",
    "NOMBRE": "",
    "NOMBRE-dont-know": "yes",
    "PRIX": "1 234,5",
    "COURT": "Un banc",
    "JOUR-day": "31",
    "JOUR-month": "5",
    "JOUR-year": "2026",
    "ENDROIT-place": "",
    "ENDROIT-latitude": "42.7",
    "ENDROIT-longitude": "2.9",
    "ZONE": "1",
    "AGE": "",
}
STORED = {
    "OUI": "dont-know",
    "AUTRE": "other",
    "AUTRE.other": "Un kiosque",
    "COCHES": ["1", "2"],
    "GRILLE": {"a": "2", "b": "dont-know"},
    "AVIS": {"1": "agree"},
    "NOMBRE": "dont-know",
    "PRIX": 1234.5,
    "COURT": "Un banc",
    "JOUR": "2026-05-31",
    "ENDROIT": {"latitude": 42.7, "longitude": 2.9},
    "ZONE": "1",
}


def sent(posted):
    found = QueryDict(mutable=True)
    for name, value in posted.items():
        found.setlist(name, value if isinstance(value, list) else [value])
    return found


@pytest.fixture
def page():
    [found] = pages_of(questionnaire_of_newer_types())
    return found


def html_of(form):
    return "".join(render_to_string(item.template, {"asked": item}) for item in form.questions)


def successful(html):
    """Gather what a browser would send of these fields, script off."""
    found = []
    for tag in re.findall(r"<input[^>]*>", html):
        named = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if named["type"] in ("radio", "checkbox") and " checked" not in tag:
            continue
        found.append((named["name"], named.get("value", "")))
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', html):
        chosen = re.search(r'value="([^"]*)"[^>]* selected', options)
        found.append((name, chosen[1] if chosen else ""))
    for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>\n(.*?)</textarea>', html):
        found.append((name, text))
    data = QueryDict(mutable=True)
    for name, value in found:
        data.appendlist(name, value)
    return data


def test_what_a_page_sends_is_cleaned_by_type(page):
    form = SectionForm(page, {}, sent(POSTED))

    assert form.is_valid()
    assert form.cleaned == STORED


def test_page_shown_again_sends_the_same(page):
    shown = html_of(SectionForm(page, STORED))

    assert SectionForm(page, {}, successful(shown)).cleaned == STORED


def test_page_of_the_first_types_sends_the_same_too():
    answers = {
        "UN": "2",
        "PLUSIEURS": ["1", "3"],
        "RANG": ["3", "1"],
        "POINTS": {"1": 4, "2": 6},
        "TEXTE": "Un banc",
        "LIEU": {"place": "Loge", "reason": "Du bruit"},
    }
    pages = pages_of(questionnaire_of_every_type())
    shown = [html_of(SectionForm(page, answers)) for page in pages]

    again = [SectionForm(p, {}, successful(s)).cleaned for p, s in zip(pages, shown, strict=True)]

    assert again[0] | again[1] == answers


def test_page_names_what_it_answers_with_the_words_for_others(page):
    assert {"AUTRE", "AUTRE.other", "COCHES.other"} <= set(SectionForm(page, {}).codes)
    assert "ZONE.other" not in SectionForm(page, {}).codes


@pytest.mark.parametrize(
    ("posted", "code", "field"),
    [
        ({"AUTRE": "other"}, "AUTRE", "q-AUTRE-other-text"),
        ({"GRILLE-a": "9"}, "GRILLE", "q-GRILLE-a-1"),
        ({"AVIS-1": "9"}, "AVIS", "q-AVIS-1-agree"),
        ({"OUI": "9"}, "OUI", "q-OUI-yes"),
        ({"PRIX": "cher"}, "PRIX", "q-PRIX-text"),
        ({"NOMBRE": "3", "NOMBRE-dont-know": "yes"}, "NOMBRE", "q-NOMBRE-text"),
        ({"JOUR-day": "31", "JOUR-month": "2", "JOUR-year": "2026"}, "JOUR", "q-JOUR-day"),
        ({"ENDROIT-latitude": "99", "ENDROIT-longitude": "2"}, "ENDROIT", "q-ENDROIT-place"),
        ({"ZONE": "9"}, "ZONE", "q-ZONE-1"),
    ],
)
def test_error_keeps_what_was_typed_and_leads_to_a_field(page, posted, code, field):
    form = SectionForm(page, {}, sent(posted))

    assert not form.is_valid()
    [wrong] = form.errors
    html = render_to_string(wrong.template, {"asked": wrong})
    assert (wrong.question.code, wrong.first_field_id) == (code, field)
    assert f'id="{field}"' in html
    assert f'id="q-{code}-error"' in html
    typed = [v for v in posted.values() if v not in ("9", "yes", "other", "99")]
    assert all(f'value="{value}"' in html for value in typed)


def test_ids_are_given_once_and_labels_lead_to_fields(page):
    html = html_of(SectionForm(page, STORED, sent(POSTED | {"PRIX": "cher"})))

    ids = re.findall(r'\bid="([^"]*)"', html)
    named = re.findall(r'\bfor="([^"]*)"', html)
    described = " ".join(re.findall(r'aria-(?:describedby|labelledby)="([^"]*)"', html)).split()

    assert len(ids) == len(set(ids))
    assert set(named) <= set(ids)
    assert set(described) <= set(ids)


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("OUI", [("Je ne sais pas", "")]),
        ("AUTRE", [("Autre", "Un kiosque")]),
        ("COCHES", [("Un", ""), ("Deux", "")]),
        ("GRILLE", [("Propreté", "Deux"), ("Bruit", "Je ne sais pas")]),
        ("AVIS", [("Plus d'arbres", "D'accord")]),
        ("NOMBRE", [("Je ne sais pas", "")]),
        ("PRIX", [("1\u202f234,5\xa0€", "")]),
        ("JOUR", [("31 mai 2026", "")]),
        ("ENDROIT", [("42.7, 2.9", "")]),
        ("AGE", []),
    ],
)
def test_answer_is_read_over_in_words(page, code, lines):
    [asked] = [item for item in SectionForm(page, STORED).questions if item.question.code == code]

    told = [(line.option.text if line.option else line.words, line.detail) for line in asked.told]

    assert told == lines


def test_file_is_read_over_by_its_name_and_size(page):
    question = next(q for q in page.questions if q.code == "FICHIER")
    stored = {"id": "0" * 32, "name": "photo.jpg", "size": 2_340_000, "content_type": "image/jpeg"}

    [line] = Asked(question, stored).told

    assert (line.words, line.detail) == ("photo.jpg", "2,3 Mo")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("COCHES", "Entre 1 et 2 réponses."),
        ("NOMBRE", "Un nombre, 120\xa0ans au plus."),
        ("PRIX", "Un nombre, 0\xa0€ au moins."),
        ("GRILLE", "Une réponse par ligne. Vous pouvez en laisser."),
        ("FICHIER", "Image JPEG, image PNG, image WebP, document PDF. 5 Mo au plus."),
    ],
)
def test_limits_are_told_before_they_are_met(page, code, words):
    question = next(q for q in page.questions if q.code == code)

    assert Asked(question).instruction.startswith(words)


def test_numbers_are_typed_as_the_language_has_it(page):
    question = next(q for q in page.questions if q.code == "PRIX")

    with translation.override("en"):
        english = Asked(question, 1234.5).number

    assert (Asked(question, 1234.5).number, english) == ("1234,5", "1234.5")
