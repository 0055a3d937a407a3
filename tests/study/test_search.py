"""Search over everything public: what it finds, whatever is asked, and what it never tells."""

from collections.abc import Callable

import pytest
from django.test import Client

from consultation.models import Consultation
from perpignan.study.search import Words
from tests.factories import study as factories
from tests.factories.actionplan import SolutionFactory
from tests.factories.benchmark import CityFactory, InitiativeFactory
from tests.factories.consultation import ConsultationFactory
from tests.factories.contributions import ContributionFactory
from tests.factories.findings import DigitalAssetFactory, ExpectationFactory, FindingFactory
from tests.factories.statements import StatementFactory
from tests.factories.themes import TextThemeFactory

pytestmark = pytest.mark.django_db
SECRET = "zanzibar"


def found(client: Client, asked: str, **others: str) -> dict[str, list[str]]:
    response = client.get("/recherche/", {"q": asked, **others})
    assert response.status_code == 200
    groups = response.context["groups"]
    return {g.searchable.kind: [hit.told.title for hit in g.found.hits] for g in groups}


def test_search_finds_each_kind_without_its_accents(client: Client) -> None:
    FindingFactory(statement="Les écoles du centre sont équipées.", public=True)
    factories.ActionFactory(code="A1", title="Équiper les écoles", public=True)
    ContributionFactory(title="Une école ouverte")

    assert found(client, "ECOLE") == {
        "findings": ["Les écoles du centre sont équipées."],
        "contributions": ["Une école ouverte"],
        "actions": ["A1 Équiper les écoles"],
    }


@pytest.mark.parametrize("asked", ["comerços", "comerc", "shops", "boutiques"])
def test_search_reads_catalan_and_english_too(client: Client, asked: str) -> None:
    FindingFactory(
        statement="Les boutiques ferment.",
        statement_ca="Els comerços tanquen.",
        statement_en="Shops are closing.",
        public=True,
    )

    assert found(client, asked)["findings"] == ["Les boutiques ferment."]


@pytest.mark.parametrize("asked", ["Gerone", "Girona"])
def test_search_finds_a_case_by_its_city(client: Client, asked: str) -> None:
    city = CityFactory(name="Gérone", name_ca="Girona")
    InitiativeFactory(name="Une boutique", city=city, published=True)

    assert found(client, asked) == {"initiatives": ["Une boutique"]}


def test_search_marks_the_words_and_nothing_else_becomes_markup(client: Client) -> None:
    text = "Un banc <script>alert(1)</script> à l'ombre \ue001 du \ue000platane."
    ContributionFactory(title="Idée", text=text)

    page = client.get("/recherche/", {"q": "ombre"}).content.decode()

    assert "<mark>ombre</mark>" in page
    assert "<script>alert" not in page
    assert "\ue000" not in page


def hide_everything() -> None:
    """Make one row of each kind that no visitor may see, all with the same secret word."""
    FindingFactory(statement=f"Constat {SECRET}")
    ExpectationFactory(statement=f"Attente {SECRET}")
    DigitalAssetFactory(name=f"Outil {SECRET}", to_verify=True)
    InitiativeFactory(name=f"Initiative {SECRET}")
    factories.ActionFactory(title=f"Action {SECRET}")
    factories.FundingLeverFactory(name=f"Levier {SECRET}", confidence="to_verify")
    SolutionFactory(title=f"Solution {SECRET}")
    draft = ConsultationFactory(title=f"Consultation {SECRET}")
    assert draft in Consultation.objects.filter(status="draft")
    TextThemeFactory(name=f"Thème {SECRET}")
    StatementFactory(text=f"Phrase {SECRET}", consultation=draft)
    ContributionFactory(title=f"Idée {SECRET}", pending=True)
    ContributionFactory(title=f"Idée refusée {SECRET}", refused=True)
    ContributionFactory(title=f"Idée d'un brouillon {SECRET}", consultation=draft)


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("visitor", set()),
        ("desk", set()),
        (
            "lead",
            {
                *("findings", "expectations", "assets", "initiatives", "actions", "solutions"),
                *("consultations", "contributions", "themes", "statements"),
            },
        ),
    ],
)
def test_drafts_are_found_by_those_alone_who_may_read_them(
    client: Client, role: str, expected: set[str]
) -> None:
    hide_everything()
    if role != "visitor":
        client.force_login(factories.UserFactory(**{role: True}))

    assert set(found(client, SECRET)) == expected


@pytest.mark.parametrize(
    "asked",
    [
        *("", "   ", "´ ` ^ ¨", "'", '"', '"ouvert', "&", "a & | !", "(((", ":*", "\\", "\x00"),
        *("'; DROP TABLE study_action; --", "-", "- - -", "or", "OR OR", "é" * 200, "_ _", "a:*b"),
        *("😀", "%", "<b>", "²", "\u202e", "école\x00école"),
    ],
    ids=[str(rank) for rank in range(26)],
)
def test_search_survives_any_question(client: Client, asked: str) -> None:
    response = client.get("/recherche/", {"q": asked})

    assert response.status_code == 200
    assert len(response.content) < 30_000


def test_a_question_without_end_is_cut(client: Client) -> None:
    response = client.get("/recherche/", {"q": "a b" * 300_000})

    assert response.status_code == 302
    assert len(response.headers["Location"]) < 300


def test_search_costs_the_same_for_one_row_and_for_three(
    client: Client, django_assert_num_queries: Callable, django_assert_max_num_queries: Callable
) -> None:
    def fill(count: int) -> None:
        FindingFactory.create_batch(count, statement="Un banc", public=True)
        ContributionFactory.create_batch(count, title="Un banc")
        InitiativeFactory.create_batch(count, name="Un banc", published=True)
        factories.ActionFactory.create_batch(count, title="Un banc", public=True)
        SolutionFactory.create_batch(count, title="Un banc", public=True)

    fill(1)
    with django_assert_max_num_queries(25) as one:
        client.get("/recherche/?q=banc")
    fill(2)

    with django_assert_num_queries(len(one)):
        client.get("/recherche/?q=banc")


def test_one_kind_is_read_page_by_page(client: Client) -> None:
    ContributionFactory.create_batch(23, title="Un banc", text="Ombre")

    first = client.get("/recherche/?q=banc&kind=contributions")
    last = client.get("/recherche/?q=banc&kind=contributions&page=99")

    assert (len(first.context["hits"]), len(last.context["hits"])) == (20, 3)
    assert client.get("/recherche/?q=banc&kind=rien&page=x").status_code == 200


def test_quotes_and_a_dash_mean_exactly_what_they_say() -> None:
    assert [Words(text).is_exact for text in ('"un banc"', "banc -ombre", "porte-à-porte")] == [
        *(True, True, False)
    ]
