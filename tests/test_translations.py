"""Every text the public reads exists in Catalan and in English, and fits its placeholders."""

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po
from django.conf import settings
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation.template import templatize

from consultation.forms import ContributionForm
from tests.factories import actionplan, benchmark, diagnostic
from tests.factories import consultation as consultations
from tests.factories import study as factories

ROOT = Path(settings.BASE_DIR)
LANGUAGES = ["ca", "en"]
PUBLIC = [
    "templates/*.html",
    "templates/components/*.html",
    "templates/study/*.html",
    "templates/consultation/**/*.html",
    "templates/benchmark/**/*.html",
    "templates/diagnostic/**/*.html",
    "templates/actionplan/**/*.html",
    "templates/accounts/*.html",
    "templates/reports/published_list.html",
    "templates/mfa/**/*.html",
    *(f"perpignan/study/{shelf}.py" for shelf in ["enums", "forms", "wording"]),
    *(f"consultation/{shelf}/*.py" for shelf in ["operations", "queries", "api"]),
    "consultation/validators/*.py",
    "actionplan/queries/*.py",
    "actionplan/chapters/summary.py",
    "perpignan/reports/words.py",
    "benchmark/queries/*.py",
    "diagnostic/wording.py",
    "consultation/wording/*.py",
    "actionplan/wording*.py",
    "perpignan/accounts/forms.py",
    "perpignan/accounts/mfa.py",
    "perpignan/accounts/views.py",
    "[abcd]*/public/*.py",
    "perpignan/governance/public.py",
    "perpignan/study/public/*.py",
    "perpignan/study/views/*.py",
    "[abcd]*/apps.py",
    "[abcd]*/enums.py",
    "[abcd]*/**/forms*.py",
    *(
        f"consultation/forms/{shelf}.py"
        for shelf in (
            *("asked", "ballot", "codes", "contributions", "instructions", "paper"),
            *("results", "statements", "told"),
        )
    ),
    "actionplan/forms/levers.py",
    "[abcd]*/**/charts/*.py",
    "[abcd]*/charts.py",
    "[abcd]*/**/evidence*.py",
    "[abcd]*/views.py",
    "[abcd]*/views/*.py",
]
#: Pages of the team alone: imports of data files.
TEAM = re.compile(r"diagnostic/(.*/)?_?imports?(_\w+)?\.(html|py)$")
CALLS = {"gettext", "_", "_now", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
CALLS_WITH_CONTEXT = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}
#: What the extractor wants to be told of a function; which words matter is decided here.
KEYWORDS: dict[str, None] = dict.fromkeys(CALLS | CALLS_WITH_CONTEXT)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}|</?\w+[^>]*>")
#: French words that no Catalan or English page of the portal says.
FRENCH_WORDS = ["Accueil", "Répondre", "Réponses", "jusqu'au", "réponse", "étude", "Pied de page"]

Text = tuple[str, ...]


@cache
def catalogue(language: str) -> Catalog:
    file = ROOT / "locale" / language / "LC_MESSAGES" / "django.po"
    return read_po(BytesIO(file.read_bytes()), locale=language)


def texts_of(file: Path) -> Iterator[tuple[str | None, str | Text]]:
    """Read the texts that a file passes to gettext: (context, text or plural pair)."""
    source = file.read_text(encoding="utf-8")
    if file.suffix == ".html":
        source = " ".join(templatize(source, origin=str(file)).split("\n"))
    for _line, function, words, _comments in extract_python(
        BytesIO(source.encode()), KEYWORDS, [], {"encoding": "utf-8"}
    ):
        if words is None:
            continue  # gettext of a variable: its texts are looked for where they are written
        given = [words] if isinstance(words, str) else [word for word in words if word]
        context = given.pop(0) if function in CALLS_WITH_CONTEXT else None
        yield context, (given[0], given[1]) if str(function).startswith("n") else given[0]


def is_translated(texts: Catalog, context: str | None, text: str | Text) -> bool:
    message = texts.get(text, context)
    if message is None or message.fuzzy or not message.string:
        return False
    if isinstance(text, str) and isinstance(message.id, tuple):
        return bool(message.string[0])
    return all(message.string) if isinstance(message.string, tuple) else True


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pattern", PUBLIC)
def test_every_public_text_is_translated(pattern: str, language: str) -> None:
    texts = catalogue(language)
    found = {str(file.relative_to(ROOT)): file for file in sorted(ROOT.glob(pattern))}
    files = {name: file for name, file in found.items() if not TEAM.search(name)}
    assert files, "nothing is checked: has a file moved?"

    lacking = [
        f"{name} : {text}"
        for name, file in files.items()
        for context, text in texts_of(file)
        if not is_translated(texts, context, text)
    ]

    assert lacking == [], "make messages, then translate in locale/"


def test_public_texts_are_found_where_they_are_written() -> None:
    home = ROOT / "templates" / "study" / "home.html"
    steps = ROOT / "templates" / "components" / "_timeline_steps.html"

    assert (None, "Accueil") in set(texts_of(home))
    assert (None, ("%(number)s action au plan", "%(number)s actions au plan")) in set(
        texts_of(home)
    )
    assert ("calendrier", "au") in set(texts_of(steps))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_translation_keeps_the_placeholders_of_its_source(language: str) -> None:
    wrong = [
        f"{source} -> {translated}"
        for source, translated in pairs(catalogue(language))
        if sorted(PLACEHOLDER.findall(source)) != sorted(PLACEHOLDER.findall(translated))
    ]

    assert wrong == []


def pairs(texts: Catalog) -> Iterator[tuple[str, str]]:
    for message in texts:
        if not message.id or not message.string:
            continue
        both = zip(several(message.id), several(message.string), strict=True)
        yield from ((source, translated) for source, translated in both if translated)


def several(words: str | list[str] | Text) -> Text:
    return (words,) if isinstance(words, str) else tuple(words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_a_guess_to_check(language: str) -> None:
    assert [message.id for message in catalogue(language) if message.fuzzy] == []


@pytest.fixture
def published_consultation() -> str:
    """Open a consultation with a question of each type; give its address without language."""
    factories.StudyFactory(title="Nom seul", title_ca="", title_en="", purpose="Texte seul.")
    factories.PhaseFactory(name="Fase", name_ca="Fase", name_en="Phase")
    opened = consultations.questionnaire_of_every_type(
        open=True, title="Titre seul", title_ca="", title_en="", how_to_take_part="Venez."
    ).consultation
    consultations.ResponseFactory(questionnaire=opened.questionnaires.get())
    return str(opened.get_absolute_url())


def said(page: str) -> str:
    """Keep what is read: texts in French that say so, the tab's title and addresses go."""
    page = re.sub(r"<head>.*?</head>", "", page, flags=re.DOTALL)
    page = re.sub(r'<(\w+)[^>]* lang="fr"[^>]*>.*?</\1>', "", page, flags=re.DOTALL)
    return re.sub(r'(?:href|src|action)="[^"]*"', "", page).replace("&#x27;", "'")


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ["home", "detail", "section", "review", "check"])
def test_a_translated_page_says_nothing_in_french_unmarked(
    client: Client, published_consultation: str, page: str, language: str
) -> None:
    paths = {
        "home": "/",
        "detail": published_consultation,
        "section": f"{published_consultation}repondre/premiere/",
        "review": f"{published_consultation}verifier/",
        "check": "/consultation/ma-reponse/",
    }

    response = client.get(f"/{language}{paths[page]}", follow=True)

    html = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{language}">' in html
    assert [word for word in FRENCH_WORDS if word in said(html)] == []


@pytest.mark.parametrize(("language", "words"), [("ca", "com a màxim"), ("en", "at most")])
def test_a_hint_with_a_number_is_told_in_the_language_of_the_page(
    language: str, words: str
) -> None:
    with translation.override(language):
        hint = str(ContributionForm(themes=[], zones=[]).fields["picture"].help_text)

    assert words in hint


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_phases_mark_the_french_of_their_records(client: Client, language: str) -> None:
    actionplan.ActionSheetFactory(
        action__code="A1", action__title="Une réponse", horizon="Après l'étude"
    )
    benchmark.InitiativeFactory(published=True, name="Une réponse", description="Une étude.")
    indicator = diagnostic.IndicatorFactory(name="Taux de réponse")
    diagnostic.IndicatorValueFactory(indicator=indicator, method="étude")

    for path in ["/benchmark/", "/diagnostic/", "/plan-actions/A1/"]:
        html = client.get(f"/{language}{path}").content.decode()

        assert "réponse" in html
        assert [word for word in FRENCH_WORDS if word in said(html)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_record_without_translation_says_that_it_is_in_french(
    client: Client, published_consultation: str, language: str
) -> None:
    home = client.get(f"/{language}/").content.decode()
    detail = client.get(f"/{language}{published_consultation}").content.decode()

    assert '<h1><span lang="fr">Nom seul</span></h1>' in home
    assert '<h2 lang="fr">Titre seul</h2>' in home
    assert '<h1><span lang="fr">Titre seul</span></h1>' in detail
    assert '<span lang="fr">Venez.</span>' in detail


@pytest.mark.django_db
def test_numbers_and_days_are_told_the_way_of_each_language(client: Client) -> None:
    factories.StudyFactory()
    priority = factories.PriorityFactory()
    factories.ActionFactory(priority=priority, public=True)

    assert "1 acció al pla" in client.get("/ca/").content.decode()
    assert "1 action in the plan" in client.get("/en/").content.decode()

    factories.ActionFactory(priority=priority, public=True)
    assert "2 accions al pla" in client.get("/ca/").content.decode()
    assert "2 actions in the plan" in client.get("/en/").content.decode()


def test_no_french_text_is_a_word_that_a_library_translates() -> None:
    """Once « Close » of a consultation read « Fermer »: Django's French for the English verb."""
    texts = {several(message.id)[0] for message in catalogue("ca") if message.id}

    with translation.override("fr"):
        changed = {text: said for text in texts if (said := gettext(text)) != text}

    # The pages of the back office take this one from Django.
    assert changed == {"Home": "Accueil"}
