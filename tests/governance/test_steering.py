"""Risks, dates and diary: read by the team and the officials, written by the team."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from perpignan.governance.models import DiaryEntry, MilestoneMove
from tests.factories import governance as factories
from tests.factories.study import DeliverableFactory, PartnerFactory, UserFactory, ZoneFactory

pytestmark = pytest.mark.django_db
PAGES = ["/mon-espace/jalons/", "/mon-espace/risques/", "/mon-espace/rendez-vous/"]


def furnish():
    seat = factories.MembershipFactory(organisation=PartnerFactory(short_name="SCET"))
    factories.StudyRiskFactory(holder=seat)
    factories.StudyRiskFactory(holder=seat, state="closed")
    for starts_at in (datetime(2020, 3, 2, tzinfo=timezone.get_current_timezone()), None):
        moment = {"starts_at": starts_at} if starts_at else {}
        factories.DiaryEntryFactory(host=seat, zone=ZoneFactory(), **moment)
    factories.MilestoneMoveFactory(meeting=factories.MeetingFactory())
    factories.MilestoneMoveFactory(deliverable=DeliverableFactory(due_on=date(2020, 4, 3)))


@pytest.mark.parametrize("path", PAGES)
def test_page_costs_the_same_for_one_and_three(client, lead, path):
    client.force_login(lead)
    counts = []
    for total in (1, 2):
        for _ in range(total):
            furnish()
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        counts.append(len(captured))

    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("role", "reads", "writes"),
    [
        ("department", 403, 403),
        ("desk", 403, 403),
        ("official", 200, 403),
        ("consortium", 200, 200),
        ("lead", 200, 200),
    ],
)
def test_officials_read_and_the_team_writes(client, role, reads, writes):
    risk, entry = factories.StudyRiskFactory(), factories.DiaryEntryFactory()
    meeting = factories.MeetingFactory()
    client.force_login(UserFactory(**{role: True}))
    forms = [
        f"/mon-espace/risques/{risk.code}/",
        f"/mon-espace/rendez-vous/{entry.code}/",
        "/mon-espace/rendez-vous/nouveau/",
        f"/mon-espace/jalons/reunion/{meeting.code}/",
    ]

    assert {client.get(path).status_code for path in PAGES} == {reads}
    assert {client.get(path).status_code for path in forms} == {writes}
    assert ("Revoir" in client.get(PAGES[1]).content.decode()) is (writes == 200)


def test_deliverable_is_moved_on_its_page_with_the_reason(client, lead):
    owed = DeliverableFactory(code="L2.1", due_on=date(2099, 3, 20), status="drafting")
    client.force_login(lead)
    path = "/mon-espace/jalons/livrable/L2.1/"

    bare = client.post(path, {"to": "2099-04-03", "reason": " "})
    same = client.post(path, {"to": "2099-03-20", "reason": "Rien"})
    page = client.post(path, {"to": "2099-04-03", "reason": "Données tardives"}, follow=True)

    owed.refresh_from_db()
    told = " ".join(page.content.decode().split())
    assert (bare.status_code, same.status_code, owed.due_on) == (400, 400, date(2099, 4, 3))
    assert "La nouvelle date est celle d&#x27;avant." in same.content.decode()
    assert "Du 20 mars 2099 au 3 avril 2099 : Données tardives" in told
    assert "1 jalon a été déplacé." in told


def test_what_is_done_no_longer_moves_and_what_is_late_says_so(client, lead):
    DeliverableFactory(code="L0.1", due_on=date(2020, 3, 20), status="admitted")
    DeliverableFactory(code="L0.2", due_on=date(2020, 3, 10), status="drafting")
    factories.MeetingFactory(status="cancelled")
    client.force_login(lead)

    context = client.get(PAGES[0]).context

    assert [(item.record.code, late) for item, late in context["past"]] == [
        ("L0.1", False),
        ("L0.2", True),
    ]
    assert context["to_come"] == []
    assert client.get("/mon-espace/jalons/livrable/L0.1/").status_code == 404
    assert client.get("/mon-espace/jalons/autre/L0.2/").status_code == 404


def test_dates_moved_twice_tell_how_far_they_are_from_the_first(client, lead):
    meeting = factories.MeetingFactory(code="copil-9")
    for days in (7, 14):
        client.force_login(lead)
        to = timezone.localdate(meeting.starts_at) + timedelta(days=days)
        client.post("/mon-espace/jalons/reunion/copil-9/", {"to": to, "reason": "Quorum"})

    milestone = client.get(PAGES[0]).context["to_come"][0][0]

    assert (milestone.drift, MilestoneMove.objects.count()) == (14, 2)


def test_official_sees_no_meeting_that_is_not_hers(client):
    factories.MilestoneMoveFactory(meeting=factories.MeetingFactory(title="Point interne"))
    steering = factories.MeetingFactory(title="Comité", body__kind="steering")
    factories.MilestoneMoveFactory(meeting=steering)
    client.force_login(UserFactory(official=True))

    page = client.get(PAGES[0]).content.decode()
    moves = client.get("/api/v1/milestone-moves/").json()["results"]

    assert ("Comité" in page, "Point interne" in page) == (True, False)
    assert [move["meeting"] for move in moves] == [steering.code]


def test_risk_is_reviewed_today_and_a_wrong_weight_is_refused(client, lead):
    risk = factories.StudyRiskFactory(title="Retard")
    client.force_login(lead)
    path = f"/mon-espace/risques/{risk.code}/"
    answers = {"state": "occurred", "likelihood": 3, "impact": 3, "response": "Relancer"}

    wrong = client.post(path, answers | {"impact": 7})
    page = client.post(path, answers, follow=True).content.decode()

    risk.refresh_from_db()
    assert wrong.status_code == 400
    assert (risk.state, risk.weight, risk.reviewed_on) == ("occurred", 9, timezone.localdate())
    assert "1 risque est suivi, dont 1 survenu" in " ".join(page.split())


def test_diary_entry_is_noted_then_what_came_of_it(client, lead):
    client.force_login(lead)
    answers = {
        "kind": "drop_in",
        "title": "Permanence au marché",
        "starts_at": "2020-03-14T09:00",
        "duration": 180,
    }

    client.post("/mon-espace/rendez-vous/nouveau/", answers)
    entry = DiaryEntry.objects.get()
    refused = client.post(f"/mon-espace/rendez-vous/{entry.code}/", answers | {"duration": 0})
    client.post(f"/mon-espace/rendez-vous/{entry.code}/", answers | {"attendance": 31})

    page = client.get(PAGES[2]).content.decode()
    assert timezone.localtime(entry.starts_at).hour == 9
    assert "Donnez une durée en minutes." in refused.content.decode()
    assert "31 participants" in page


def test_register_counts_what_each_service_owes_and_lists_one_of_them(client, lead):
    dsi = factories.MembershipFactory(department="DSI")
    factories.DocumentRequestFactory(asked_of=dsi, title="Applications")
    factories.DocumentRequestFactory(asked_of=dsi, received_on=date(2020, 3, 9))
    factories.DocumentRequestFactory(asked_of=dsi, is_dropped=True)
    agency = factories.MembershipFactory(organisation=PartnerFactory(name="Agence"))
    factories.DocumentRequestFactory(asked_of=agency, due_on=date(2099, 1, 1), title="Locaux")
    client.force_login(lead)

    context = client.get("/mon-espace/documents/?service=Agence").context

    lines = [(s.name, s.asked, s.received, s.waited_for, s.late) for s in context["services"]]
    assert lines == [("DSI", 2, 1, 0, 1), ("Agence", 1, 0, 1, 0)]
    assert [asked.title for asked in context["page_obj"]] == ["Locaux"]
