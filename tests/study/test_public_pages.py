"""The pages that tell the whole study: home, steps, priorities, summary."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from perpignan.study.models import Priority
from tests.factories import study as factories
from tests.factories.actionplan import ActionSheetFactory, SolutionFactory
from tests.factories.benchmark import InitiativeFactory
from tests.factories.contributions import ContributionFactory, ThemeFactory
from tests.factories.findings import ExpectationFactory, FindingActionFactory, FindingFactory

pytestmark = pytest.mark.django_db
PATHS = [
    "/carte/",
    "/",
    "/etapes/",
    "/resume/",
    "/priorites/P1/",
    "/ca/priorites/P1/",
    "/en/resume/",
]


def fill(priority: Priority, count: int) -> None:
    for _rank in range(count):
        sheet = ActionSheetFactory(action__priority=priority)
        finding = FindingFactory(public=True)
        FindingActionFactory(finding=finding, action=sheet.action)
        ExpectationFactory(priority=priority, public=True)
        InitiativeFactory(published=True).priorities.add(priority)
        theme = ThemeFactory(priority=priority)
        ContributionFactory(theme=theme, consultation=theme.consultation)
        SolutionFactory(priority=priority, public=True, retained=True)
        phase = factories.PhaseFactory()
        factories.DeliverableFactory(phase=phase)


def count_queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
    assert response.status_code == 200
    assert len(response.content) < 60_000
    return len(queries)


@pytest.mark.parametrize("path", ["/", "/carte/", "/etapes/", "/resume/", "/priorites/P1/"])
def test_page_costs_the_same_for_one_row_and_for_three(client: Client, path: str) -> None:
    priority = factories.PriorityFactory(code="P1")
    fill(priority, 1)
    client.get(path)
    before = count_queries(client, path)
    fill(priority, 2)

    assert count_queries(client, path) == before


def hide(priority: Priority) -> None:
    sheet = ActionSheetFactory(action__priority=priority, internal=True)
    type(sheet.action).objects.filter(pk=sheet.action.pk).update(title="Secret")
    open_action = factories.ActionFactory(priority=priority, public=True)
    FindingActionFactory(finding=FindingFactory(statement="Secret"), action=open_action)
    ExpectationFactory(priority=priority, statement="Secret")
    InitiativeFactory(name="Secret").priorities.add(priority)
    theme = ThemeFactory(priority=priority)
    ContributionFactory(title="Secret", theme=theme, consultation=theme.consultation, pending=True)
    SolutionFactory(title="Secret", priority=priority, retained=True)


@pytest.mark.parametrize("path", PATHS)
def test_no_page_tells_what_is_not_public(client: Client, path: str) -> None:
    hide(factories.PriorityFactory(code="P1"))

    assert "Secret" not in client.get(path).content.decode()


def test_priority_tells_findings_voices_actions_and_money(client: Client) -> None:
    priority = factories.PriorityFactory(code="P1", name="Attractivité")
    fill(priority, 2)

    parts = client.get("/priorites/P1/").context["parts"]

    assert [(part.title, len(part.items)) for part in parts] == [
        ("Ce que d'autres villes ont fait", 2),
        ("Ce qui a été constaté", 2),
        ("Ce qui est attendu", 2),
        ("Ce que les habitants en disent", 2),
        ("Ce qui est prévu, et où cela en est", 2),
        ("Ce que cela coûte", 0),
    ]


def test_home_tells_what_was_decided_and_how_to_find_ones_idea_again(client: Client) -> None:
    SolutionFactory(title="Un seul guichet", public=True, retained=True)

    page = client.get("/").content.decode()

    assert "Un seul guichet" in page
    assert 'href="/consultation/ma-contribution/"' in page


def test_steps_tell_what_came_out_and_what_comes_next(client: Client) -> None:
    phase = factories.PhaseFactory(name="Benchmark")
    admitted = factories.DeliverableFactory(phase=phase, status="admitted")
    owed = factories.DeliverableFactory(phase=phase, due_on=date(2020, 3, 1))

    step = client.get("/etapes/").context["steps"][0]

    assert (step.out, step.next) == ([admitted], [owed])


def test_map_counts_ideas_and_their_actions_in_each_zone(client: Client) -> None:
    zone = factories.ZoneFactory(is_heart_of_town=True)
    idea = ContributionFactory(zone=zone, placed=True)
    idea.action_links.create(action=factories.ActionFactory(public=True))
    idea.action_links.create(action=factories.ActionFactory())
    ContributionFactory(zone=zone, placed=True, pending=True)

    context = client.get("/carte/").context

    assert [cell.count for cell in context["rows"][0].cells] == [0, 0, 1, 1, 0]
    assert [point["label"] for point in context["points"]] == [idea.title]


def test_unknown_priority_is_not_found(client: Client) -> None:
    assert client.get("/priorites/P9/").status_code == 404
