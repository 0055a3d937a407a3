import pytest

from actionplan.charts import build_chart
from actionplan.queries import full_sheets
from tests.factories.actionplan import ActionSheetFactory
from tests.factories.study import PriorityFactory

pytestmark = pytest.mark.django_db


def test_no_scored_action_makes_no_chart():
    ActionSheetFactory(effort=None)

    assert build_chart(list(full_sheets())) is None


def test_the_title_names_what_is_easy_and_strong():
    ActionSheetFactory(action__code="A1", effort=2, impact=4)
    ActionSheetFactory(action__code="A2", effort=1, impact=5)
    ActionSheetFactory(action__code="A3", effort=3, impact=5)

    chart = build_chart(list(full_sheets()))

    assert chart.title == "2 actions demandent peu d'effort pour un grand effet : A1, A2"
    assert [row[2:] for row in chart.rows] == [["1", "5"], ["2", "4"], ["3", "5"]]


def test_the_title_is_honest_when_nothing_is_easy():
    ActionSheetFactory(effort=5, impact=5)

    assert build_chart(list(full_sheets())).title == (
        "Aucune action ne demande peu d'effort pour un grand effet"
    )


def test_actions_of_one_cell_do_not_cover_one_another():
    priority = PriorityFactory()
    for _ in range(7):
        ActionSheetFactory(effort=3, impact=4, action__priority=priority)

    places = [
        (row["x"], row["y"]) for row in build_chart(list(full_sheets())).spec["data"]["values"]
    ]

    assert len(set(places)) == 7
    assert all(2.5 < x < 3.5 and 3.5 <= y <= 4.5 for x, y in places)


def test_each_priority_has_a_shape_besides_its_colour():
    for code in ("P1", "P2", "P3", "T"):
        ActionSheetFactory(action__priority=PriorityFactory(code=code))

    points = build_chart(list(full_sheets())).spec["layer"][0]["encoding"]

    assert len(set(points["shape"]["scale"]["range"])) == 4
    assert len(set(points["color"]["scale"]["range"])) == 4
