"""The steering through the API and as tables: what goes out comes back."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from perpignan.backoffice_formats import SafeXLSX, read_dataset
from perpignan.governance import resources
from perpignan.governance.models import Membership
from tests.factories import governance as factories
from tests.factories.study import DeliverableFactory, PartnerFactory, UserFactory, ZoneFactory

pytestmark = pytest.mark.django_db
ENDPOINTS = [
    *("bodies", "meetings", "decisions", "tasks", "document-requests"),
    *("study-risks", "diary-entries", "minutes", "milestone-moves"),
]


def make_everything():
    seat = factories.MembershipFactory(organisation=PartnerFactory(), department="=DSI")
    meeting = factories.MeetingFactory(body=seat.body, place="Salle ; 2")
    meeting.agenda.create(order=1, title="Point")
    factories.MinutesFactory(text="-Dit\nà deux voix")
    decision = factories.DecisionFactory(
        taken=True, body=seat.body, meeting=meeting, holder=seat, due_on=date(2020, 4, 1)
    )
    decision.links.create(kind="action", key="A1.1")
    factories.TaskFactory(holder=seat, decision=decision)
    factories.DocumentRequestFactory(asked_of=seat, received_on=date(2020, 3, 9))
    factories.StudyRiskFactory(holder=seat)
    factories.DiaryEntryFactory(zone=ZoneFactory(), host=seat)
    factories.MilestoneMoveFactory(meeting=meeting)
    factories.MilestoneMoveFactory(deliverable=DeliverableFactory())


RESOURCES = [
    resources.BodyResource,
    resources.MembershipResource,
    resources.MeetingResource,
    resources.MinutesResource,
    resources.DecisionResource,
    resources.TaskResource,
    resources.DocumentRequestResource,
    resources.StudyRiskResource,
    resources.DiaryEntryResource,
]


@pytest.mark.parametrize("resource", RESOURCES)
def test_rows_come_back_as_they_went_out(resource):
    make_everything()
    content = SafeXLSX().export_data(resource().export())
    count = resource.Meta.model.objects.count()

    unchanged = resource().import_data(read_dataset(content))

    assert unchanged.problems == []
    assert unchanged.totals["skip"] == count


def test_tasks_deleted_are_made_again():
    make_everything()
    content = SafeXLSX().export_data(resources.TaskResource().export())
    model = resources.TaskResource.Meta.model
    before = list(model.objects.values_list("code", "holder", "decision", "state"))
    model.objects.all().delete()

    resources.TaskResource().import_data(read_dataset(content))

    assert list(model.objects.values_list("code", "holder", "decision", "state")) == before


@pytest.mark.parametrize(
    ("resource", "content", "problem"),
    [
        (
            resources.TaskResource,
            "Code;À faire;Porteur\nt-1;Appeler;personne\n",
            "Ligne 2, champ porteur : « personne » n'est pas connu (siège).",
        ),
        (
            resources.DecisionResource,
            "Code;Instance;Décision;État\nd-1;copil;Oui;Prise\n",
            "Ligne 2, champ prise le : Indiquez la date de la décision.",
        ),
    ],
)
def test_a_bad_row_is_named(resource, content, problem):
    factories.BodyFactory(code="copil")

    result = resource().import_data(
        read_dataset(content.encode()), rollback_on_validation_errors=True
    )

    assert problem in result.problems
    assert not resource.Meta.model.objects.exists()


def test_no_file_bears_an_account():
    factories.MembershipFactory(account=UserFactory(full_name="Jeanne Puig"))

    content = resources.MembershipResource().export()

    assert "Puig" not in content.csv
    assert Membership.objects.count() == 1


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_endpoint_costs_the_same_for_one_and_three_and_is_the_team_s(client, endpoint):
    client.force_login(UserFactory(lead=True))
    counts = []
    for total in (1, 2):
        for _ in range(total):
            make_everything()
        client.get(f"/api/v1/{endpoint}/")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/api/v1/{endpoint}/")
        counts.append(len(captured))
    client.force_login(UserFactory(desk=True))

    assert counts[0] == counts[1]
    assert client.get(f"/api/v1/{endpoint}/").status_code == 403


def test_milestone_is_moved_through_the_api_with_its_reason(client):
    client.force_login(UserFactory(consortium=True))
    owed = DeliverableFactory(due_on=date(2020, 3, 20))
    asked = {"deliverable": owed.code, "new_date": "2020-04-03", "reason": "Données tardives"}

    bare = client.post("/api/v1/milestone-moves/", {**asked, "reason": " "})
    neither = client.post("/api/v1/milestone-moves/", {**asked, "deliverable": ""})
    done = client.post("/api/v1/milestone-moves/", asked)

    owed.refresh_from_db()
    assert (bare.status_code, neither.status_code, done.status_code) == (400, 400, 201)
    assert (done.json()["old_date"], owed.due_on) == ("2020-03-20", date(2020, 4, 3))


def test_risk_is_reviewed_through_the_api_by_the_team_alone(client):
    risk = factories.StudyRiskFactory(impact=1)
    client.force_login(UserFactory(official=True))
    refused = client.post(f"/api/v1/study-risks/{risk.code}/review/", {"state": "closed"})
    client.force_login(UserFactory(consortium=True))

    wrong = client.post(f"/api/v1/study-risks/{risk.code}/review/", {"impact": 9})
    answer = client.post(f"/api/v1/study-risks/{risk.code}/review/", {"state": "occurred"}).json()

    assert (refused.status_code, wrong.status_code) == (403, 400)
    assert (answer["state"], answer["impact"]) == ("occurred", 1)
    assert answer["reviewed_on"] == str(timezone.localdate())


def test_task_is_marked_as_done_through_the_api(client):
    client.force_login(UserFactory(consortium=True))
    task = factories.TaskFactory()

    answer = client.post(f"/api/v1/tasks/{task.code}/done/")

    assert answer.json()["state"] == "done"
