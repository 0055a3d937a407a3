import gettext

import pytest

from perpignan.embedded import messages, paths

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.fixture
def catalogue(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    file = tmp_path / "locale" / "ca" / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True)
    return file


def test_catalogues_are_compiled_without_gettext(catalogue):
    catalogue.write_text(HEADER + 'msgid "Bonjour"\nmsgstr "Bon dia"\n')

    assert messages.main([]) == 0

    with catalogue.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Bonjour") == "Bon dia"


def test_zero_is_singular_in_french_which_has_no_catalogue(catalogue):
    catalogue.write_text(
        HEADER + 'msgid "%d avis"\nmsgid_plural "%d des avis"\nmsgstr[0] ""\nmsgstr[1] ""\n'
    )

    assert messages.main([]) == 0

    with (catalogue.parents[2] / "fr" / "LC_MESSAGES" / "django.mo").open("rb") as file:
        french = gettext.GNUTranslations(file)
    assert french.ngettext("%d avis", "%d des avis", 0) == "%d avis"
    assert french.ngettext("%d avis", "%d des avis", 2) == "%d des avis"


def test_checking_writes_nothing(catalogue):
    catalogue.write_text(HEADER + 'msgid "Bonjour"\nmsgstr "Bon dia"\n')

    assert messages.main(["--check"]) == 0

    assert not catalogue.with_suffix(".mo").exists()


@pytest.mark.parametrize(
    "entry",
    [
        '#, python-format\nmsgid "%(name)s a répondu"\nmsgstr "%(nom)s ha respost"\n',
        'msgid "Bonjour"\nmsgstr "Bon dia"\nnot a catalogue\n',
    ],
)
def test_a_translation_that_would_break_a_page_is_refused(catalogue, capsys, entry):
    catalogue.write_text(HEADER + entry)

    assert messages.main(["--check"]) == 1

    assert str(catalogue) in capsys.readouterr().err
