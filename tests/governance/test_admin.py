"""The back office of the steering: operations behind every button."""

from datetime import date

import pytest
from django.urls import reverse

from perpignan.backoffice_formats import read_dataset
from perpignan.governance import resources
from perpignan.governance.enums import MinutesState
from perpignan.governance.models import Decision, MilestoneMove
from tests.factories import governance as factories
from tests.factories.study import ActionFactory, DeliverableFactory, InterviewFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_milestone_moved_in_the_back_office_moves_its_date(client, lead):
    owed = DeliverableFactory(due_on=date(2020, 3, 20))
    data = {"deliverable": owed.pk, "new_date": "2020-04-03", "reason": "Données tardives"}
    client.force_login(lead)

    both = client.post(
        reverse("admin:governance_milestonemove_add"),
        data | {"meeting": factories.MeetingFactory().pk},
    )
    done = client.post(reverse("admin:governance_milestonemove_add"), data)

    owed.refresh_from_db()
    move = MilestoneMove.objects.get()
    assert "un seul des deux" in both.content.decode()
    assert (done.status_code, owed.due_on, move.days) == (302, date(2020, 4, 3), 14)


@pytest.mark.parametrize(("key", "count"), [("A1.1", 1), ("A9.9", 0)])
def test_decision_is_tied_to_what_is_there_only(client, lead, key, count):
    ActionFactory(code="A1.1")
    client.force_login(lead)
    data = {
        "code": "choisir",
        "body": factories.BodyFactory().pk,
        "text": "Choisir",
        "state": "to_take",
        "links-TOTAL_FORMS": 1,
        "links-INITIAL_FORMS": 0,
        "links-0-kind": "action",
        "links-0-key": key,
    }

    page = client.post(reverse("admin:governance_decision_add"), data)

    assert Decision.objects.count() == count
    assert ("n&#x27;est pas connu" in page.content.decode()) is not bool(count)


def test_consortium_approves_no_minutes_by_any_door(client):
    minutes = factories.MinutesFactory(state=MinutesState.IN_REVIEW)
    consortium = UserFactory(consortium=True)
    client.force_login(consortium)
    page = reverse("admin:governance_minutes_change", args=[minutes.pk])
    row = f"Réunion;Compte rendu;État\n{minutes.code};Autre;Approuvé\n"

    form = client.post(page, {"meeting": minutes.meeting_id, "text": "Dit", "state": "approved"})
    verb = client.post(reverse("admin:governance_minutes_verb", args=[minutes.pk, "approuver"]), {})
    table = resources.MinutesResource().import_data(
        read_dataset(row.encode()), user=consortium, rollback_on_validation_errors=True
    )

    minutes.refresh_from_db()
    assert (form.status_code, verb.status_code) == (200, 403)
    assert table.problems == ["Ligne 2, champ état : Seule la Ville approuve un compte rendu."]
    assert (minutes.state, minutes.text) == (MinutesState.IN_REVIEW, "Ce qui fut dit.")


def test_interview_to_write_waits_for_the_team_and_names_no_one(client, lead, contact):
    InterviewFactory(status="done", minutes="", code="e-7", person__name="Jeanne Puig")
    pages = {}
    for user in (lead, contact):
        client.force_login(user)
        pages[user] = client.get("/mon-espace/").content.decode()

    assert ("d&#x27;entretien : e-7" in pages[lead], "e-7" in pages[contact]) == (True, False)
    assert "Puig" not in pages[lead]
