import re
from html import unescape

import pytest
from django.urls import reverse

from perpignan.study.enums import Confidence
from tests.factories import benchmark as factories
from tests.factories.benchmark import CityFactory, InitiativeFactory
from tests.factories.study import (
    ActionFactory,
    InterviewFactory,
    PriorityFactory,
    QuoteFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db

HOSTILE = [
    "<script>alert(1)</script>",
    "'; DROP TABLE x; --",
    "\x00",
    "é" * 5000,
    "%00",
    "../..",
    "-1",
]
PAGES = ["index", "initiative-compare", "city-map", "city-likeness"]


def text_of(response):
    return re.sub(r"[ \n]+", " ", unescape(response.content.decode()))


def published(count, **values):
    return [
        InitiativeFactory(
            published=True, priorities=[PriorityFactory()], sources=[SourceFactory()], **values
        )
        for _ in range(count)
    ]


def test_list_counts_what_it_shows(client):
    published(3)

    page = text_of(client.get(reverse("benchmark:index")))

    assert "3 initiatives" in page
    assert page.count("<article") == 3


def test_list_tells_active_filters_as_links_that_remove_them(client):
    priority = PriorityFactory(code="P1", name="Commerce")
    InitiativeFactory(published=True, name="Vitrine", priorities=[priority])
    published(2)

    page = text_of(client.get(reverse("benchmark:index"), {"q": "vitrine", "priority": "P1"}))

    assert "1 initiative <span" in page
    assert "sur 3" in page
    assert 'href="?priority=P1"' in page
    assert 'href="?q=vitrine"' in page


def test_empty_list_offers_to_remove_each_filter(client):
    published(1)

    page = text_of(client.get(reverse("benchmark:index"), {"q": "zzzzzz", "country": "FR"}))

    assert "Aucune initiative ne correspond." in page
    assert "Retirer le filtre « zzzzzz »" in page
    assert "Retirer le filtre France" in page


def test_list_without_any_sheet_says_so(client):
    assert "Aucune initiative n'est encore publiée." in text_of(
        client.get(reverse("benchmark:index"))
    )


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("page", PAGES)
def test_hostile_address_gives_a_clean_page(client, page, value):
    published(2)
    names = ("q", "priority", "axis", "country", "size", "page", "population", "i", "criterion")

    response = client.get(reverse(f"benchmark:{page}"), dict.fromkeys(names, value))

    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize("value", ["0", "-3", "999999", "abc", "1.5", ""])
def test_page_number_that_does_not_exist_shows_a_page_that_does(client, value):
    published(13)

    response = client.get(reverse("benchmark:index"), {"page": value})

    assert len(response.context["page_obj"].object_list) in {12, 1}


def test_hostile_texts_of_a_sheet_are_only_text(client):
    nasty = "<img src=x onerror=alert(1)>"
    initiative = InitiativeFactory(
        published=True,
        name=nasty,
        description=nasty,
        governance=nasty,
        lesson=nasty,
        cost=nasty,
        city__name=nasty,
        sources=[SourceFactory(title=nasty)],
    )

    for url in (
        initiative.get_absolute_url(),
        reverse("benchmark:index"),
        reverse("benchmark:city-map"),
        reverse("benchmark:city-likeness"),
        reverse("benchmark:initiative-compare") + f"?i={initiative.code}",
    ):
        assert "<img src=x" not in client.get(url).content.decode()


def test_sheet_tells_facts_sources_and_labels_the_lesson(client):
    source = SourceFactory(title="Un article", publisher="La Gazette")
    initiative = InitiativeFactory(
        published=True, lesson="À retenir.", result="Huit commerces.", sources=[source]
    )

    page = text_of(client.get(initiative.get_absolute_url()))

    assert "Lecture de l'étude, pour Perpignan" in page
    assert "Huit commerces." in page
    assert "Un article" in page
    assert "Non communiqué" in page


def test_sheet_to_verify_hides_its_figures(client):
    initiative = InitiativeFactory(
        published=True, confidence=Confidence.TO_VERIFY, cost="12 M€", result="65 %"
    )
    other = InitiativeFactory(published=True)
    comparison = reverse("benchmark:initiative-compare") + f"?i={initiative.code}&i={other.code}"

    for url in (initiative.get_absolute_url(), comparison):
        page = text_of(client.get(url))
        assert "12 M€" not in page
        assert "65 %" not in page
        assert "À vérifier" in page


def test_population_to_verify_is_an_order_of_magnitude(client):
    initiative = InitiativeFactory(published=True, city__population=109_000)

    page = text_of(client.get(initiative.get_absolute_url()))

    assert "environ 109\u202f000" in page
    assert "ordre de grandeur, à vérifier" in page


def test_sheet_shows_public_words_and_public_actions_only(client):
    interview = InterviewFactory(minutes="Secret des minutes", attendees="Présents tus")
    initiative = factories.CityInterviewFactory(interview=interview).initiative
    for kind in ({}, {"anonymous": True}, {"named": True}):
        QuoteFactory(interview=interview, text=f"Mots {kind or 'tus'}", **kind)
    for action in (ActionFactory(public=True, title="Vue"), ActionFactory(title="Interne")):
        factories.InitiativeActionFactory(initiative=initiative, action=action)

    page = text_of(client.get(initiative.get_absolute_url()))

    assert page.count("<blockquote") == 2
    assert "Mots tus" not in page
    assert "Secret des minutes" not in page
    assert "Présents tus" not in page
    assert "Vue" in page
    assert "Interne" not in page
    assert page.count(interview.person.name) == 1  # the quote she read again


def test_unknown_sheet_is_not_found(client):
    assert client.get(reverse("benchmark:initiative-detail", args=["inconnue"])).status_code == 404


@pytest.mark.parametrize(
    ("count", "message"),
    [
        (0, "Choisissez au moins deux initiatives"),
        (1, "Choisissez au moins deux initiatives"),
        (5, "Choisissez quatre initiatives au plus"),
    ],
)
def test_comparison_says_how_many_to_choose(client, count, message):
    codes = [item.code for item in published(count)]

    page = text_of(client.get(reverse("benchmark:initiative-compare"), {"i": codes}))

    assert message in page
    assert "<table" not in page


@pytest.mark.parametrize("count", [2, 3, 4])
def test_comparison_keeps_the_order_asked_for(client, count):
    codes = [item.code for item in published(count)][::-1]

    response = client.get(reverse("benchmark:initiative-compare"), {"i": [*codes, codes[0]]})

    assert [item.code for item in response.context["initiatives"]] == codes
    assert text_of(response).count('<th scope="col" lang="fr">') == count


def test_comparison_tells_what_it_does_not_know(client):
    codes = [item.code for item in published(2)]

    page = text_of(client.get(reverse("benchmark:initiative-compare"), {"i": [*codes, "x"]}))

    assert "Une initiative demandée n'existe pas ou n'est pas publiée." in page
    assert "<table" in page


def test_map_lists_every_placed_city_and_leads_to_its_sheets(client):
    city = CityFactory(name="Lyon")
    sheets = [InitiativeFactory(published=True, city=city) for _ in range(2)]
    alone = InitiativeFactory(published=True)
    InitiativeFactory(published=True, city__latitude=None, city__longitude=None)
    home = CityFactory(home=True)

    points = client.get(reverse("benchmark:city-map")).context["points"]

    assert {point["label"]: point["url"] for point in points} == {
        "Lyon": "/benchmark/?q=Lyon",
        alone.city.name: alone.get_absolute_url(),
        home.name: "/benchmark/villes-proches/",
    }
    assert points[0]["text"] == " ; ".join(sorted(sheet.name for sheet in sheets))


def test_likeness_explains_the_distance_in_words(client):
    CityFactory(home=True, population=100_000, area=100)
    for population, area in ((200_000, 100), (400_000, 200), (100_000, 50)):
        InitiativeFactory(published=True, city__population=population, city__area=area)

    page = text_of(client.get(reverse("benchmark:city-likeness")))

    assert "2 fois plus" in page
    assert "à peu près autant" in page
    assert "de la distance" in page
    assert "ordre de grandeur, à vérifier" in page


def test_likeness_without_figures_says_what_is_missing(client):
    CityFactory(home=True)

    page = text_of(client.get(reverse("benchmark:city-likeness")))

    assert "Aucune ville ne se compare encore à Perpignan." in page


@pytest.mark.parametrize("page", PAGES)
def test_public_pages_set_no_cookie(client, page):
    assert not client.get(reverse(f"benchmark:{page}")).cookies


@pytest.mark.parametrize("page", PAGES)
def test_public_pages_only_answer_reads(client, page):
    assert client.post(reverse(f"benchmark:{page}")).status_code == 405


def _queries(client, url, capture):
    client.get(url)
    with capture() as queries:
        client.get(url)
    return len(queries)


@pytest.mark.parametrize("page", PAGES)
def test_pages_ask_the_same_queries_for_one_and_three(client, page, django_capture):
    CityFactory(home=True)
    counts = []
    for total in (1, 2):
        for initiative in published(total):
            link = factories.CityInterviewFactory(initiative=initiative)
            QuoteFactory(interview=link.interview, anonymous=True)
            factories.CityIndicatorFactory(city=initiative.city)
        codes = "&".join(f"i={code}" for code in _codes())
        counts.append(_queries(client, f"{reverse(f'benchmark:{page}')}?{codes}", django_capture))

    assert counts[0] == counts[1]


def test_sheet_asks_the_same_queries_for_one_and_three(client, django_capture):
    initiative, counts = InitiativeFactory(published=True), []
    for total in (1, 2):
        for _ in range(total):
            initiative.priorities.add(PriorityFactory())
            initiative.sources.add(SourceFactory())
            InitiativeFactory(published=True, priorities=initiative.priorities.all())
            link = factories.CityInterviewFactory(initiative=initiative)
            QuoteFactory(interview=link.interview, named=True)
            factories.InitiativeActionFactory(initiative=initiative)
        counts.append(_queries(client, initiative.get_absolute_url(), django_capture))

    assert counts[0] == counts[1]


def _codes():
    from benchmark.models import Initiative

    return Initiative.objects.values_list("code", flat=True)


@pytest.fixture
def django_capture():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return lambda: CaptureQueriesContext(connection)
