"""The public calendar and dashboard, and the team's reminders."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actionplan import operations, queries
from actionplan.charts import build_gantt
from actionplan.enums import RequestState
from actionplan.models import Dependency
from tests.factories.actionplan import (
    ActionSheetFactory,
    ActionStepFactory,
    DependencyFactory,
    IndicatorMeasureFactory,
    SheetLeverFactory,
    complete_sheet,
)
from tests.factories.study import ActionFactory, PriorityFactory, UserFactory

pytestmark = pytest.mark.django_db
CALENDAR, DASHBOARD = "/plan-actions/calendrier/", "/plan-actions/suivi/"
REMINDERS = "/plan-actions/suivi/rappels/"


def dated(code, start, end, **fields):
    return ActionSheetFactory(action__code=code, planned_start=start, planned_end=end, **fields)


def test_the_calendar_names_what_is_critical_and_what_has_slack(client):
    first = dated("A1", date(2030, 1, 1), date(2030, 1, 31))
    second = dated("A2", date(2030, 2, 1), date(2030, 6, 30))
    dated("A3", date(2030, 1, 1), date(2030, 1, 31))
    DependencyFactory(sheet=second, needs=first)
    ActionStepFactory(sheet=first, text="Charte adoptée", due_on=date(2030, 1, 15))

    response = client.get(CALENDAR)

    rows = {row.sheet.code: row for row, _cells, _late in response.context["rows"]}
    assert {code for code, row in rows.items() if row.is_critical} == {"A1", "A2"}
    assert rows["A3"].timing.slack_days == 150
    page = response.content.decode()
    assert all(text in page for text in ("Charte adoptée", "critique : aucune", "150 jours"))
    assert "<svg" in page
    assert "Le plan finirait le 30 juin 2030 ; 2 actions sont critiques" in page


def test_the_drawing_has_a_text_a_table_and_every_link():
    first = dated("A1", date(2030, 1, 1), date(2030, 1, 31), actual_start=date(2020, 1, 1))
    DependencyFactory(sheet=dated("A2", date(2030, 2, 1), date(2030, 6, 30)), needs=first)
    schedule = queries.whole_schedule()

    chart = build_gantt(schedule, schedule.rows, date(2030, 1, 10))

    assert "A1 du 1er janvier 2020 au 31 janvier 2030" in chart.description
    assert [len(row) for row in chart.rows] == [len(chart.columns)] * 2
    assert len(chart.spec["layer"][1]["data"]["values"]) == 3
    assert "<title" in chart.svg
    assert " style=" not in chart.svg


def test_the_calendar_tells_what_does_not_fit(client):
    first = dated("A1", date(2030, 1, 1), date(2030, 1, 31))
    DependencyFactory(sheet=dated("A2", date(2030, 1, 25), date(2030, 3, 1)), needs=first)

    assert "A2 commence 7 jours trop tôt après A1" in client.get(CALENDAR).content.decode()


def test_a_circle_made_by_hand_is_named_and_breaks_nothing(client):
    first, second = (dated(f"A{n}", date(2030, 1, n), date(2030, 2, n)) for n in (1, 2))
    for sheet, needs in ((first, second), (second, first)):
        Dependency.objects.create(sheet=sheet, needs=needs)

    page = client.get(CALENDAR).content.decode()

    assert "Ces actions s'attendent en rond : A1 → A2 → A1" in page


def test_hostile_titles_stay_text_in_the_drawing(client):
    dated("A1", date(2030, 1, 1), date(2030, 2, 1), action__title="<script>alert(1)</script>")

    assert "<script>alert" not in client.get(CALENDAR).content.decode()


def test_the_dashboard_counts_by_priority_and_says_why(client):
    priority = PriorityFactory(order=1)
    today = timezone.localdate()
    late = dated(
        "A1",
        date(2020, 1, 1),
        today - timedelta(days=1),
        action__priority=priority,
        delay_reason="Le marché est infructueux.",
    )
    operations.save_sheet(sheet=late, actual_start=date(2020, 1, 1), progress=30)
    dated("A2", today, today + timedelta(days=9), action__priority=priority)
    ActionSheetFactory(action=ActionFactory(public=True, discarded=True))
    IndicatorMeasureFactory(indicator__sheet=late, indicator__target=2, indicator__baseline=1)
    SheetLeverFactory(sheet=late, state=RequestState.REQUESTED)

    response = client.get(DASHBOARD)

    (line,) = response.context["priorities"]
    assert (line.count, line.under_way, line.late, line.done, line.mean) == (2, 1, 1, 0, 15)
    assert "Le marché est infructueux." in response.content.decode()
    assert (response.context["measured_count"], response.context["reached_count"]) == (1, 1)
    assert [(m.state, m.requests) for m in response.context["money"]] == [("requested", 1)]


def test_an_empty_plan_says_so_everywhere(client):
    assert "Le plan est vide" in client.get(DASHBOARD).content.decode()
    assert "Aucune action n'a encore de dates." in client.get(CALENDAR).content.decode()


@pytest.mark.parametrize("role", [None, "desk"])
def test_internal_actions_and_notes_leak_nowhere(client, role):
    complete_sheet(internal_note="Note cachée", contact_details="tel caché", action__code="PUBLIC")
    hidden = complete_sheet(
        action=ActionFactory(code="SECRET", title="Action secrète"),
        delay_reason="raison secrète",
    )
    DependencyFactory(sheet__action__code="A9", needs=hidden)
    operations.save_sheet(sheet=hidden, actual_start=date(2020, 9, 1), progress=5)
    if role:
        client.force_login(UserFactory(**{role: True}))

    urls = (
        *("/plan-actions/", "/plan-actions/PUBLIC/", CALENDAR, DASHBOARD),
        *("/api/v1/action-sheets/", "/sitemap.xml"),
    )
    pages = [client.get(url).content.decode() for url in urls]

    for page in pages:
        assert not any(word in page for word in ("SECRET", "secrète", "caché"))


def test_the_team_reads_the_internal_note(client):
    sheet = complete_sheet(internal_note="Note cachée")
    client.force_login(UserFactory(department=True))

    assert "Note cachée" in client.get(sheet.get_absolute_url()).content.decode()


def test_a_hidden_parent_is_not_named(client):
    parent = ActionSheetFactory(internal=True, action__title="Parent secret")
    child = ActionSheetFactory(parent=parent)
    shown = ActionSheetFactory(parent=ActionSheetFactory(action__title="Parent public"))

    pages = [client.get(sheet.get_absolute_url()).content.decode() for sheet in (child, shown)]
    api = client.get(f"/api/v1/action-sheets/{child.code}/").json()

    assert "Parent secret" not in pages[0]
    assert "Parent public" in pages[1]
    assert api["parent"] is None


def test_public_pages_cost_the_same_for_one_and_three(client):
    counts = []
    for more in (1, 2):
        for _ in range(more):
            sheet = complete_sheet()
            IndicatorMeasureFactory(indicator=sheet.indicators.get())
            DependencyFactory(sheet=sheet, needs=complete_sheet())
        for url in (CALENDAR, DASHBOARD):
            client.get(url)
            with CaptureQueriesContext(connection) as captured:
                client.get(url)
            counts.append(len(captured))

    assert counts[:2] == counts[2:]


def test_reminders_cost_the_same_and_lead_where_things_are_done(client):
    client.force_login(UserFactory(lead=True))
    counts = []
    for more in (1, 2):
        for _ in range(more):
            sheet = complete_sheet()
            operations.save_sheet(sheet=sheet, actual_start=date(2020, 9, 1))
        client.get(REMINDERS)
        with CaptureQueriesContext(connection) as captured:
            response = client.get(REMINDERS)
        counts.append(len(captured))

    lines = [line for kind in response.context["reminders"] for line in kind.lines]
    assert counts[0] == counts[1]
    assert len(lines) == 6
    assert {client.get(line.url).status_code for line in lines} == {200}
