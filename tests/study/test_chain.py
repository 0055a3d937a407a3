"""The chain of evidence: what is tied to what, for whom, and what is missing."""

from collections.abc import Callable

import pytest
from django.test import Client

from perpignan.study import chain
from tests.factories import study as factories
from tests.factories.actionplan import SheetLeverFactory, SolutionFactory
from tests.factories.benchmark import InitiativeActionFactory
from tests.factories.budget import BudgetProjectFactory
from tests.factories.contributions import ContributionFactory, ThemeFactory
from tests.factories.findings import (
    DigitalAssetFactory,
    FindingActionFactory,
    FindingFactory,
    FindingProofFactory,
)
from tests.factories.governance import DecisionFactory
from tests.factories.themes import FollowUpFactory, TextThemeFactory

pytestmark = pytest.mark.django_db


def met(client: Client, path: str) -> list[dict[str, list[str]]]:
    response = client.get(path)
    assert response.status_code == 200
    return [
        {group.noun.kind: [node.told.title for node in group.nodes] for group in step.groups}
        for step in response.context["chain"].steps
    ]


def test_walk_from_an_action_reaches_what_it_comes_from_and_what_that_rests_on(
    client: Client,
) -> None:
    action = factories.ActionFactory(code="A1.1", title="Wifi", public=True)
    finding = FindingFactory(statement="Deux applications", public=True)
    FindingActionFactory(finding=finding, action=action, sentence="Elle les réunit.")
    tool = DigitalAssetFactory(name="Application")
    FindingProofFactory(finding=finding, source=None, asset=tool)
    theme = ThemeFactory(name="Services")
    idea = ContributionFactory(
        title="Un seul guichet", theme=theme, consultation=theme.consultation
    )
    idea.action_links.create(action=action)
    case = InitiativeActionFactory(action=action).initiative

    page = client.get("/preuves/action/A1.1/").content.decode()

    assert met(client, "/preuves/action/A1.1/") == [
        {
            "initiative": [case.name],
            "finding": ["Deux applications"],
            "contribution": ["Un seul guichet"],
        },
        {"asset": ["Application"], "topic": ["Services"]},
    ]
    assert "Elle les réunit." in page
    assert page.count("<rect") == 6
    assert "Wifi" in client.get(f"/preuves/sujet/{theme.pk}/").content.decode()


def test_themes_and_projects_of_the_consultation_are_in_the_chain(client: Client) -> None:
    action = factories.ActionFactory(code="A1", public=True)
    follow_up = FollowUpFactory(theme__name="Ombre")
    follow_up.action_links.create(action=action)
    draft = FollowUpFactory(theme=TextThemeFactory(name="Pas encore validé"))
    draft.action_links.create(action=action)
    project = BudgetProjectFactory(name="Des bancs", action=action)

    found = met(client, "/preuves/action/A1/")[0]

    shown = {"project": ["Des bancs"]} if project.vote.is_published else {}
    assert found == {"theme": ["Ombre"]} | shown


def test_decisions_are_walked_to_by_those_who_may_read_them(client: Client) -> None:
    action = factories.ActionFactory(code="A1", public=True)
    decision = DecisionFactory(text="Lancer le wifi", taken=True)
    decision.links.create(kind="action", key=action.code)

    assert met(client, "/preuves/action/A1/") == [{}, {}]
    assert client.get(f"/preuves/decision/{decision.code}/").status_code == 404

    client.force_login(factories.UserFactory(official=True))
    assert met(client, "/preuves/action/A1/")[0] == {"decision": ["Lancer le wifi"]}
    assert met(client, f"/preuves/decision/{decision.code}/")[0] == {"action": [str(action)]}


def test_nobody_walks_through_what_she_may_not_see(client: Client) -> None:
    start = FindingFactory(code="vu", public=True)
    hidden = factories.ActionFactory(title="Action interne")
    beyond = FindingFactory(statement="Derrière elle", public=True)
    for finding in (start, beyond):
        FindingActionFactory(finding=finding, action=hidden)
    FindingProofFactory(
        finding=start, source=None, asset=DigitalAssetFactory(name="À vérifier", to_verify=True)
    )

    assert met(client, "/preuves/constat/vu/") == [{}, {}]

    client.force_login(factories.UserFactory(lead=True))
    assert met(client, "/preuves/constat/vu/") == [
        {"asset": ["À vérifier"], "action": [str(hidden)]},
        {"finding": ["Derrière elle"]},
    ]


@pytest.mark.parametrize(
    "path",
    [
        *("/preuves/constat/cache/", "/preuves/constat/rien/", "/preuves/inconnu/vu/"),
        *("/preuves/contribution/abc/", "/preuves/contribution/99999999999999999999/"),
    ],
)
def test_what_is_hidden_and_what_is_absent_look_the_same(client: Client, path: str) -> None:
    FindingFactory(code="cache")

    assert client.get(path).status_code == 404


def test_chain_costs_the_same_for_one_row_and_for_three(
    client: Client, django_assert_num_queries: Callable, django_assert_max_num_queries: Callable
) -> None:
    action = factories.ActionFactory(code="A1", public=True)

    def fill(count: int) -> None:
        for _rank in range(count):
            finding = FindingFactory(public=True)
            FindingActionFactory(finding=finding, action=action)
            FindingProofFactory(finding=finding, source=None, asset=DigitalAssetFactory())
            idea = ContributionFactory()
            idea.action_links.create(action=action)
            InitiativeActionFactory(action=action)

    fill(1)
    with django_assert_max_num_queries(45) as one:
        client.get("/preuves/action/A1/")
    fill(2)

    with django_assert_num_queries(len(one)):
        client.get("/preuves/action/A1/")


def test_drawing_stays_small_and_says_what_it_leaves_out(client: Client) -> None:
    action = factories.ActionFactory(code="A1", public=True)
    for finding in FindingFactory.create_batch(34, public=True):
        FindingActionFactory(finding=finding, action=action)

    response = client.get("/preuves/action/A1/")

    group = response.context["chain"].steps[0].groups[0]
    drawing = response.context["drawing"]
    assert (len(group.nodes), group.has_more) == (30, True)
    assert (len(drawing.boxes), drawing.left_out) == (10, 21)
    assert len(response.content) < 60_000


def test_page_of_a_noun_leads_to_its_chain(client: Client) -> None:
    finding = FindingFactory(code="vu", public=True)
    idea = ContributionFactory()

    for record in (finding, idea):
        page = client.get(record.get_absolute_url()).content.decode()
        assert f'href="{chain.address_of(record)}"' in page


def test_gaps_tell_what_nothing_proves_and_what_follows_nothing(client: Client) -> None:
    FindingFactory(statement="Sans preuve")
    factories.ActionFactory(code="A9", title="Sans raison")
    SolutionFactory(title="Sans voix", retained=True)
    factories.FundingLeverFactory(name="Sans usage")
    used = SheetLeverFactory(lever=factories.FundingLeverFactory(name="Utile"))
    client.force_login(factories.UserFactory(lead=True))

    found = {
        item.gap.code: [told.title for told in item.rows]
        for item in client.get("/preuves/manques/").context["gaps"]
    }

    assert found["findings-without-proof"] == ["Sans preuve"]
    assert "A9 Sans raison" in found["actions-without-evidence"]
    assert found["solutions-without-voices"] == ["Sans voix"]
    assert found["levers-without-action"] == ["Sans usage"]
    assert used.lever is not None


@pytest.mark.parametrize(("role", "status"), [("lead", 200), ("desk", 403), ("official", 403)])
def test_gaps_are_for_the_team(client: Client, role: str, status: int) -> None:
    assert client.get("/preuves/manques/").status_code == 302

    client.force_login(factories.UserFactory(**{role: True}))
    assert client.get("/preuves/manques/").status_code == status
