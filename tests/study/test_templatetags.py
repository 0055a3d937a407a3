"""The portal's way of writing numbers, names, badges and chips."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template
from django.utils.translation import override

from perpignan.study.enums import Confidence, DeliverableStatus
from perpignan.study.templatetags import portal

NARROW = "\u202f"
NO_BREAK = "\u00a0"


@pytest.fixture(autouse=True)
def _plain_static_files(settings):
    backend = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": backend}}


def render(source: str, **context) -> str:
    return Template("{% load portal %}" + source).render(Context(context)).strip()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "0"),
        (999, "999"),
        (1234.5, f"1{NARROW}234,5"),
        (Decimal("1234567.80"), f"1{NARROW}234{NARROW}567,80"),
        (0.1, "0,1"),
        (-1200, f"\N{MINUS SIGN}1{NARROW}200"),
        (None, ""),
        ("sans objet", "sans objet"),
        (float("nan"), float("nan")),
    ],
)
def test_french_number_groups_thousands_and_uses_a_comma(value, expected):
    written = portal.french_number(value)

    assert written == expected or (written != written and expected != expected)


def test_french_number_rounds_half_up_to_the_places_asked():
    assert portal.french_number(Decimal("2.345"), 2) == "2,35"
    assert portal.french_number(Decimal("0.5"), 0) == "1"


def test_number_marks_follow_the_language_of_the_page():
    with override("ca"):
        catalan = portal.french_number(Decimal("1234.5"))
    with override("en"):
        english = portal.french_number(Decimal("1234.5"))

    assert (catalan, english) == ("1.234,5", "1,234.5")


def test_percent_keeps_its_sign_on_the_same_line():
    assert portal.percent(12) == f"12{NO_BREAK}%"
    assert portal.percent(Decimal("20.94"), 1) == f"20,9{NO_BREAK}%"
    assert portal.percent(None) == ""
    with override("en"):
        assert portal.percent(12) == "12%"


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (105000, f"105{NARROW}000{NO_BREAK}€"),
        (Decimal("105000.00"), f"105{NARROW}000{NO_BREAK}€"),
        (Decimal("1234.5"), f"1{NARROW}234,50{NO_BREAK}€"),
        (Decimal("123456789012.34"), f"123{NARROW}456{NARROW}789{NARROW}012,34{NO_BREAK}€"),
        (None, ""),
    ],
)
def test_euros_show_cents_only_when_there_are_some(amount, expected):
    assert portal.euros(amount) == expected


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (105_000_000, f"105{NO_BREAK}M€"),
        (1_250_000, f"1,3{NO_BREAK}M€"),
        (999_999, f"1{NO_BREAK}M€"),
        (45_000, f"45{NO_BREAK}k€"),
        (9_000, f"9{NO_BREAK}k€"),
        (850, f"850{NO_BREAK}€"),
        (5_000_000_000, f"5{NO_BREAK}Md€"),
        (-2_000_000, f"\N{MINUS SIGN}2{NO_BREAK}M€"),
    ],
)
def test_euros_short_picks_the_unit_of_the_rounded_sum(amount, expected):
    assert portal.euros_short(amount) == expected


def test_french_date_says_premier_on_the_first_day_only():
    assert portal.french_date(date(2026, 6, 1)) == "1er juin 2026"
    assert portal.french_date(date(2026, 6, 11)) == "11 juin 2026"
    assert portal.french_date(None) == ""


def test_french_date_is_usual_in_other_languages():
    with override("en"):
        assert portal.french_date(date(2026, 6, 1)) == "1 June 2026"


def test_localized_marks_french_text_standing_in_for_a_translation():
    record = SimpleNamespace(name="Habitat & cœur", name_ca="")

    with override("ca"):
        shown = render('{% localized record "name" %}', record=record)

    assert shown == '<span lang="fr">Habitat &amp; cœur</span>'


def test_localized_shows_the_translation_bare():
    record = SimpleNamespace(name="Habitat", name_ca="Habitatge")

    with override("ca"):
        assert render('{% localized record "name" %}', record=record) == "Habitatge"
    assert render('{% localized record "name" %}', record=record) == "Habitat"


def test_priority_badge_keeps_one_colour_and_one_sign():
    priority = SimpleNamespace(code="P2", name="Réduction de la fracture numérique")

    badge = render("{% priority_badge priority %}", priority=priority)

    assert 'class="badge p2"' in badge
    assert "signs.svg#p2" in badge
    assert "Réduction de la fracture numérique" in badge


def test_short_priority_badge_still_says_its_name_to_readers_aloud():
    priority = SimpleNamespace(code="T", name="Transversal")

    badge = render("{% priority_badge priority True %}", priority=priority)

    assert '<span class="visually-hidden"> : Transversal</span>' in badge


def test_no_priority_no_badge():
    assert render("{% priority_badge priority %}", priority=None) == ""


@pytest.mark.parametrize(
    ("confidence", "expected"),
    [
        (Confidence.SOLID, ""),
        (Confidence.ILLUSTRATIVE, ""),
        ("", ""),
        (Confidence.PRESS, "Presse ou partie intéressée"),
        (Confidence.TO_VERIFY, "À vérifier"),
    ],
)
def test_confidence_badge_speaks_only_of_reserves(confidence, expected):
    badge = render("{% confidence_badge x %}", x=SimpleNamespace(confidence=confidence))

    assert (expected in badge) if expected else badge == ""


@pytest.mark.parametrize(
    ("record", "is_shown"),
    [
        (SimpleNamespace(is_illustrative=True), True),
        (SimpleNamespace(is_illustrative=False), False),
        (SimpleNamespace(confidence=Confidence.ILLUSTRATIVE), True),
        (SimpleNamespace(), False),
    ],
)
def test_illustrative_badge_tells_readers(record, is_shown):
    assert ("Donnée illustrative" in render("{% illustrative_badge x %}", x=record)) == is_shown


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (DeliverableStatus.DRAFTING, "active"),
        (DeliverableStatus.ADMITTED, "good"),
        (DeliverableStatus.POSTPONED, "warning"),
        (DeliverableStatus.REJECTED, "closed"),
        (DeliverableStatus.PLANNED, "neutral"),
    ],
)
def test_status_tag_gives_each_status_its_tone_and_label(status, expected):
    tag = render("{% status_tag status %}", status=status)

    assert f"status--{expected}" in tag
    assert str(status.label) in tag


def test_source_chips_tell_publisher_address_and_date():
    source = SimpleNamespace(
        title="Plan <b>guide</b>",
        publisher="Ville",
        url="https://example.org/a?b=1&c=2",
        published_on=None,
        consulted_on=date(2026, 6, 1),
        confidence=Confidence.PRESS,
    )

    chips = render("{% source_chips sources %}", sources=[source])

    assert "Plan &lt;b&gt;guide&lt;/b&gt;" in chips
    assert 'href="https://example.org/a?b=1&amp;c=2"' in chips
    assert "Consulté le 1er juin 2026." in chips
    assert "Presse ou partie intéressée" in chips


def test_source_read_in_a_kept_copy_claims_no_date():
    source = SimpleNamespace(title="Étude", publisher="", url="", confidence=Confidence.SOLID)

    chips = render("{% source_chips sources %}", sources=[source])

    assert "Lu dans une copie conservée." in chips
    assert "Consulté le" not in chips
    assert "href" not in chips.replace('<use href="', "")


@pytest.mark.parametrize("tag", ["source_chips", "evidence_chips"])
def test_no_chips_no_list(tag):
    assert render("{% " + tag + " items %}", items=[]) == ""
    assert render("{% " + tag + " items %}", items=None) == ""


def test_evidence_chip_links_to_where_it_comes_from():
    item = SimpleNamespace(
        kind_label="Constat",
        title="Vacance de 20,9 %",
        url="/diagnostic/",
        date=date(2026, 6, 2),
        source_label="Codata",
        is_illustrative=False,
    )

    chips = render("{% evidence_chips evidence %}", evidence=[item])

    assert 'href="/diagnostic/"' in chips
    assert "Codata, 2 juin 2026" in chips


class QuestionForm(forms.Form):
    zone = forms.ChoiceField(
        label="Où habitez-vous ?", choices=[("a", "La Réal")], widget=forms.RadioSelect
    )
    mail = forms.EmailField(label="Adresse", help_text="Pour le <b>bilan</b>")
    text = forms.CharField(label="Remarque", required=False)


def test_form_links_each_error_to_its_field():
    page = str(QuestionForm({"mail": "non"}))

    assert "2 réponses sont à corriger" in page
    assert 'href="#id_zone_0"' in page
    assert 'id="id_zone_0"' in page
    assert 'href="#id_mail"' in page


def test_field_is_described_by_its_hint_then_its_error():
    page = str(QuestionForm({"mail": "non"}))

    assert 'aria-describedby="id_mail_helptext id_mail_error"' in page
    assert 'id="id_mail_helptext"' in page
    assert 'id="id_mail_error"' in page
    assert "Pour le &lt;b&gt;bilan&lt;/b&gt;" in page


def test_only_optional_fields_are_marked_and_a_fresh_form_has_no_summary():
    page = str(QuestionForm())

    assert page.count("(facultatif)") == 1
    assert "error-summary" not in page
