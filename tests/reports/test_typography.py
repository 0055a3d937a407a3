from datetime import date

import pytest
from django.utils import translation

from perpignan.reports.typography import address, plain, typeset
from perpignan.study.wording import long_date


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Pourquoi ?", "Pourquoi\u202f?"),
        ("Oui ; non !", "Oui\u202f; non\u202f!"),
        ("Source : Insee", "Source\u00a0: Insee"),
        ("« Bonjour »", "«\u00a0Bonjour\u00a0»"),
        ("l'étude d'ensemble", "l’étude d’ensemble"),
        ("12 500 habitants", "12\u202f500 habitants"),
        ("1 250 000 €", "1\u202f250\u202f000\u00a0€"),
        ("105 M€, 12 %", "105\u00a0M€, 12\u00a0%"),
        ("le 1 avril 2020", "le 1 avril 2020"),
        ("https://example.org/?a=1", "https://example.org/?a=1"),
        ("à 12:30", "à 12:30"),
    ],
)
def test_text_is_written_as_a_french_printer_would(typed, printed):
    assert typeset(typed) == printed


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\0b\x07c\x1b[31m", "abc[31m"),
        ("un\tdeux\r\ntrois", "un deux\ntrois"),
        ("nom\u202egpj.exe", "nomgpj.exe"),
        ("e\u0301", "é"),
        ("Bravo 👍🏽 !", "Bravo (pouce levé) !"),
        ("❤️", "(cœur)"),
        ("🦄", "(émoji)"),
        ("👨‍👩‍👧", "(émoji)"),
        ("☎ ✓", "☎ ✓"),
    ],
)
def test_what_cannot_be_printed_becomes_words_or_goes(typed, kept):
    assert plain(typed) == kept


def test_an_endless_word_can_be_cut():
    pieces = plain("é" * 40_000).split("\u200b")

    assert max(map(len, pieces)) == 20
    assert "".join(pieces) == "é" * 40_000


def test_an_address_can_be_cut_after_its_slashes():
    assert address("https://a.fr/b").replace("\u200b", "|") == "https://|a.|fr/|b"


@pytest.mark.parametrize(
    ("language", "day", "told"),
    [
        ("fr", date(2026, 6, 1), "1er juin 2026"),
        ("ca", date(2026, 6, 1), "1 de juny de 2026"),
        ("ca", date(2026, 10, 10), "10 d’octubre de 2026"),
        ("en", date(2026, 6, 1), "1 June 2026"),
    ],
)
def test_a_date_is_written_as_its_language_does(language, day, told):
    with translation.override(language):
        assert long_date(day) == told
