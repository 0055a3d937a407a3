"""Where things are: zones of actions and cases, the schematic plan, the filters by zone."""

import pytest
from django.test import Client

from perpignan.backoffice_formats import SafeXLSX, read_dataset
from perpignan.study.models import Action
from perpignan.study.resources import ActionResource
from perpignan.study.zone_plan import REACH, Landmark, Plan, draw
from tests.factories import study as factories
from tests.factories.actionplan import ActionSheetFactory
from tests.factories.benchmark import InitiativeActionFactory, InitiativeFactory

WEST, EAST = Landmark("ouest", 42.7, 2.890), Landmark("est", 42.7, 2.894)


def test_cells_of_two_landmarks_meet_half_way_and_go_no_further_than_a_walk() -> None:
    west, east = Plan([WEST, EAST]).cells

    border = max(x for x, _y in west.corners)
    assert border == pytest.approx(min(x for x, _y in east.corners), abs=1e-6)
    assert border == pytest.approx((west.centre[0] + east.centre[0]) / 2, abs=1e-6)
    assert min(x for x, _y in west.corners) == pytest.approx(west.centre[0] - REACH)


def test_plan_gives_back_the_place_that_it_was_given() -> None:
    plan = Plan([WEST, EAST])

    assert plan.earth(plan.place(42.7, 2.89)) == pytest.approx((42.7, 2.89))


def test_drawing_keeps_cells_and_dots_on_its_sheet() -> None:
    drawing = draw(Plan([WEST, EAST]), [(42.7, 2.892), (48.85, 2.35)], width=300)

    assert (drawing.width, len(drawing.shapes), len(drawing.dots)) == (300, 2, 1)
    corners = [tuple(map(int, c.split(","))) for s in drawing.shapes for c in s.outline.split()]
    assert all(0 <= x <= 300 and 0 <= y <= drawing.height for x, y in corners)


def test_no_landmark_draws_nothing() -> None:
    assert draw(Plan([])).shapes == []


@pytest.fixture
def placed() -> str:
    """Place an action and a case in a zone, each beside one that is not there."""
    zone = factories.ZoneFactory(code="gare", name="Gare", latitude=42.696, longitude=2.884)
    there = ActionSheetFactory(action__code="A1", action__title="Ici").action
    there.zones.add(zone)
    ActionSheetFactory(action__code="A2", action__title="Partout")
    InitiativeActionFactory(initiative__name="Par son action", action=there)
    InitiativeFactory(published=True, name="Par elle-même").zones.add(zone)
    InitiativeFactory(published=True, name="Ailleurs")
    return zone.code


@pytest.mark.django_db
def test_map_counts_actions_and_cases_and_leads_to_their_lists(client: Client, placed: str) -> None:
    rows = client.get("/carte/").context["rows"]

    cells = [(cell.count, cell.url) for cell in rows[0].cells[:2]]
    assert cells == [(2, "/benchmark/?zone=gare"), (1, "/plan-actions/?secteur=gare")]
    assert (rows[-1].zone, rows[-1].cells[1].count) == (None, 1)
    cases = client.get(cells[0][1]).context["page_obj"].object_list
    assert {case.name for case in cases} == {"Par son action", "Par elle-même"}
    assert [sheet.code for sheet in client.get(cells[1][1]).context["object_list"]] == ["A1"]


@pytest.mark.django_db
def test_case_of_an_internal_action_is_not_told_by_its_zone(client: Client, placed: str) -> None:
    Action.objects.filter(code="A1").update(visibility="internal")

    cases = client.get("/benchmark/?zone=gare").context["page_obj"].object_list
    found = client.get("/api/v1/initiatives/?zone=gare").json()["results"]

    assert [case.name for case in cases] == ["Par elle-même"]
    assert [(case["name"], case["zones"]) for case in found] == [("Par elle-même", ["gare"])]


@pytest.mark.django_db
def test_zones_stand_on_pages_and_in_the_api(client: Client, placed: str) -> None:
    page = client.get("/plan-actions/A1/").content.decode()
    everywhere = client.get("/plan-actions/A2/").content.decode()

    assert '<a href="/plan-actions/?secteur=gare">Gare</a>' in page
    assert "dans tout le cœur de ville" in everywhere
    assert client.get("/api/v1/actions/A1/").json()["zones"] == ["gare"]
    assert client.get("/api/v1/action-sheets/A1/").json()["zones"] == ["gare"]


@pytest.mark.django_db
def test_contours_are_closed_and_say_that_they_are_schematic(client: Client, placed: str) -> None:
    answer = client.get("/carte/secteurs.geojson")

    (feature,) = answer.json()["features"]
    ring = feature["geometry"]["coordinates"][0]
    assert answer["Content-Type"] == "application/geo+json"
    assert (feature["properties"]["code"], ring[0]) == ("gare", ring[-1])
    assert "schématique" in feature["properties"]["nature"]


@pytest.mark.django_db
def test_zones_of_actions_come_back_as_they_went_out(placed: str) -> None:
    content = SafeXLSX().export_data(ActionResource().export())
    unchanged = ActionResource().import_data(read_dataset(content))
    action = Action.objects.get(code="A1")
    action.zones.clear()

    ActionResource().import_data(read_dataset(content))

    assert (unchanged.problems, unchanged.totals["skip"]) == ([], 2)
    assert [zone.code for zone in action.zones.all()] == ["gare"]


@pytest.mark.django_db
def test_a_landmark_has_both_its_coordinates() -> None:
    zone = factories.ZoneFactory.build(latitude=42.7)

    with pytest.raises(Exception, match="la latitude et la longitude"):
        zone.full_clean()
