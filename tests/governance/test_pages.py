"""Pages of the steering: what each role finds, at a constant cost, behind closed doors."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from perpignan.governance import operations
from perpignan.governance.models import Membership
from perpignan.study.enums import DeliverableStatus
from tests.factories import governance as factories
from tests.factories.study import (
    ActionFactory,
    DeliverableFactory,
    InterviewFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
PAGES = ["workspace", "meeting-list", "decision-list", "request-list"]


def furnish():
    meeting = factories.MeetingFactory()
    factories.MinutesFactory()
    factories.MeetingFactory(past=True)
    decision = factories.DecisionFactory(taken=True)
    decision.links.create(kind="action", key=ActionFactory().code)
    factories.DecisionFactory(body=meeting.body)
    factories.TaskFactory(holder__role="lead", decision=decision)
    factories.DocumentRequestFactory(asked_of__role="lead")
    factories.DiaryEntryFactory()
    DeliverableFactory(status=DeliverableStatus.IN_REVIEW)


@pytest.mark.parametrize("page", PAGES)
def test_page_costs_the_same_for_one_and_three(client, lead, page):
    client.force_login(lead)
    counts = []
    for total in (1, 2):
        for _ in range(total):
            furnish()
        client.get(reverse(f"governance:{page}"))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(f"governance:{page}")).status_code == 200
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_meeting_page_costs_the_same_whatever_its_agenda(client, lead):
    client.force_login(lead)
    meeting = factories.MeetingFactory()
    counts = []
    for total in (1, 2):
        for _ in range(total):
            factories.DecisionFactory(meeting=meeting, body=meeting.body)
            DeliverableFactory(status=DeliverableStatus.IN_REVIEW)
        with CaptureQueriesContext(connection) as captured:
            client.get(meeting.get_absolute_url())
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_seat_is_held_by_its_account_else_its_department_else_its_role():
    owner = UserFactory(lead=True)
    contact = UserFactory(department=True)
    contact.department = "DSI"
    own = factories.MembershipFactory(account=owner, department="DSI", role="department")
    of_department = factories.MembershipFactory(department="dsi", role="lead")
    of_role = factories.MembershipFactory(role="lead")

    held = {u: set(Membership.objects.held_by(u)) for u in (owner, contact)}

    assert held == {owner: {own, of_role}, contact: {of_department}}


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("lead", {"steering", "mine", "other"}),
        ("consortium", {"steering", "mine", "other"}),
        ("official", {"steering", "mine"}),
        ("department", {"mine"}),
        ("desk", {"mine"}),
    ],
)
def test_meetings_are_seen_by_their_members(client, role, sees):
    user = UserFactory(**{role: True})
    codes = {"steering": "steering", "mine": "technical", "other": "technical"}
    for code, kind in codes.items():
        factories.MeetingFactory(code=code, body__kind=kind)
    mine = factories.MeetingFactory._meta.model.objects.get(code="mine")
    factories.MembershipFactory(body=mine.body, account=user)
    client.force_login(user)

    found = {c for c in codes if client.get(f"/mon-espace/reunions/{c}/").status_code == 200}

    assert found == sees


def test_workspace_tells_what_waits_what_is_late_and_what_changed(client, lead, contact):
    factories.TaskFactory(
        title="Relancer les services", holder__account=lead, due_on=date(2020, 3, 2)
    )
    factories.TaskFactory(title="Pas pour elle", holder__account=contact)
    client.force_login(lead)
    client.get("/mon-espace/")
    lead.visit.refresh_from_db()
    lead.visit.seen_at = lead.visit.before = timezone.now() - timezone.timedelta(days=2)
    lead.visit.save()
    other = UserFactory(lead=True)
    client.force_login(other)
    task = factories.TaskFactory(holder__account=other)
    client.post(f"/mon-espace/taches/{task.code}/terminer/")
    client.force_login(lead)

    page = client.get("/mon-espace/").content.decode()

    assert "1 chose vous attend, dont 1 en retard" in page
    assert "Relancer les services" in page
    assert "Pas pour elle" not in page
    assert f"Modification · {other}" in page


def test_finished_task_leaves_the_workspace(client, contact):
    task = factories.TaskFactory(holder__account=contact)
    client.force_login(contact)

    page = client.post(f"/mon-espace/taches/{task.code}/terminer/", follow=True)

    assert "Rien ne vous attend" in page.content.decode()
    assert client.get(f"/mon-espace/taches/{factories.TaskFactory().code}/").status_code == 404


def test_contact_answers_what_is_asked_of_her(client, contact):
    asked = factories.DocumentRequestFactory(asked_of__account=contact)
    client.force_login(contact)
    file = SimpleUploadedFile("locaux.csv", b"rue;surface\n")

    empty = client.post(asked.get_absolute_url(), {})
    page = client.post(
        asked.get_absolute_url(), {"file": file, "answer": "Au 1er mars"}, follow=True
    )
    given = client.get(f"{asked.get_absolute_url()}fichier/")

    assert (empty.status_code, "Joignez un fichier" in empty.content.decode()) == (400, True)
    assert "votre réponse est arrivée" in page.content.decode()
    assert b"".join(given.streaming_content) == b"rue;surface\n"
    given.close()
    assert 'attachment; filename="locaux.csv"' in given["Content-Disposition"]


@pytest.mark.parametrize(
    ("role", "status"),
    [("visitor", 302), ("department", 404), ("desk", 404), ("official", 404), ("lead", 200)],
)
def test_copied_link_of_a_file_gives_it_to_no_one_else(client, contact, role, status):
    asked = factories.DocumentRequestFactory(asked_of__account=contact)
    file = SimpleUploadedFile("locaux.csv", b"rue;surface\n")
    operations.answer_request(request=asked, by=contact, file=file)
    if role != "visitor":
        client.force_login(UserFactory(**{role: True}))

    given = client.get(f"/mon-espace/documents/{asked.code}/fichier/")

    assert given.status_code == status
    given.close()


def test_bare_account_of_a_citizen_has_no_workspace(client):
    client.force_login(UserFactory())

    assert client.get("/mon-espace/")["Location"] == "/"
    assert client.get("/mon-espace/reunions/").status_code == 403


def test_lead_adds_what_waits_to_an_agenda(client, lead):
    meeting = factories.MeetingFactory()
    chosen = factories.DecisionFactory(body=meeting.body, text="Choisir les solutions")
    factories.DecisionFactory(body=meeting.body, text="Attendre")
    client.force_login(lead)

    client.post(
        f"/mon-espace/reunions/{meeting.code}/ordre-du-jour/", {"point": [f"decide:{chosen.code}"]}
    )

    assert [item.title for item in meeting.agenda.all()] == ["Choisir les solutions"]


def test_decision_shows_on_the_page_of_its_action_to_the_team_only(client, lead):
    action = ActionFactory(visibility="public")
    decision = factories.DecisionFactory(taken=True, text="Une seule application")
    operations.link_decision(decision=decision, kind="action", key=action.code, by=lead)

    public = client.get(f"/plan-actions/{action.code}/").content.decode()
    client.force_login(lead)
    inside = client.get(f"/plan-actions/{action.code}/").content.decode()

    assert ("Une seule application" in public, "Une seule application" in inside) == (False, True)


@pytest.mark.parametrize(
    ("role", "ways"),
    [
        ("consortium", {"Noter un entretien", "Nouvelle fiche", "Registre par service"}),
        ("department", {"Ce qui m'est demandé", "Lire les décisions", "Réunions"}),
        ("desk", {"Ce qui m'est demandé", "Réunions"}),
        ("official", {"Lire et annoter les versions", "Demander un rapport"}),
    ],
)
def test_workspace_leads_into_the_week_of_each_role(client, role, ways):
    client.force_login(UserFactory(**{role: True}))

    week = client.get("/mon-espace/").context["week"]

    offered = [way for work in week for way in work.ways]
    assert ways <= {way.label for way in offered}
    assert [client.get(way.url).status_code for way in offered] == [200] * len(offered)


def test_interview_is_stored_with_its_follow_ups(client, lead):
    interview = InterviewFactory()
    seat = factories.MembershipFactory()
    client.force_login(lead)
    url = reverse("admin:study_interview_change", args=[interview.pk])
    form = client.get(url).context["adminform"].form
    data = {name: value for name, value in form.initial.items() if value is not None}
    for prefix, total in (("quotes", 0), ("follow_ups", 1)):
        data |= {f"{prefix}-TOTAL_FORMS": total, f"{prefix}-INITIAL_FORMS": 0}
    line = {"title": "Rappeler la DSI", "holder": seat.pk, "state": "open"}
    data |= {f"follow_ups-0-{name}": value for name, value in line.items()}

    client.post(url, data)

    assert [(t.title, t.holder) for t in interview.follow_ups.all()] == [("Rappeler la DSI", seat)]
