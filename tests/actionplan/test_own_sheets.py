"""A department corrects its own actions and proposes others, without the back office."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actionplan import operations, queries
from actionplan.models import ActionSheet
from perpignan.study.models import Action
from perpignan.study.waiting import waiting_for
from tests.factories.actionplan import ActionSheetFactory
from tests.factories.study import PriorityFactory, UserFactory

pytestmark = pytest.mark.django_db
CORRECTION = {"objective": "Ouvrir plus tôt", "progress": 0, "targets": "Commerçants"}


@pytest.fixture
def contact():
    return UserFactory(department=True, full_name="Référente commerce")


@pytest.fixture
def own(contact):
    contact.department = "Direction du commerce"
    contact.save()
    return ActionSheetFactory(action__lead_department="DSI, direction du commerce")


def test_department_corrects_its_own_sheet_only(client, contact, own):
    foreign = ActionSheetFactory(action__lead_department="Direction du commerce de gros")
    client.force_login(contact)

    done = client.post(f"/plan-actions/{own.code}/corriger/", CORRECTION, follow=True)
    refused = client.post(f"/plan-actions/{foreign.code}/corriger/", CORRECTION)

    own = ActionSheet.objects.select_related("action").get(pk=own.pk)
    assert "Votre correction est enregistrée" in done.content.decode()
    assert (own.action.objective, own.targets) == ("Ouvrir plus tôt", "Commerçants")
    assert refused.status_code == 403


def test_correction_says_what_to_mend_beside_its_field(client, contact, own):
    client.force_login(contact)

    page = client.post(f"/plan-actions/{own.code}/corriger/", CORRECTION | {"progress": 40})

    assert page.status_code == 400
    assert "Une action qui avance a un début réel." in page.content.decode()


def test_department_does_not_write_the_money(contact, own):
    with pytest.raises(ValueError, match="internal_note"):
        operations.correct_sheet(sheet=own, by=contact, objective="", internal_note="x")


def test_proposal_is_internal_and_waits_for_the_team(client, contact, own):
    client.force_login(contact)
    data = {"title": "Borne au marché", "priority": PriorityFactory().pk, "objective": "Informer"}
    lead = UserFactory(lead=True)

    client.post("/plan-actions/proposer/", data)
    client.post("/plan-actions/proposer/", data | {"title": "Seconde"})

    first = Action.objects.get(title="Borne au marché")
    assert (first.code, first.visibility, first.status) == ("PROP-1", "internal", "proposed")
    assert first.lead_department == "Direction du commerce"
    keys = [item.key for item in waiting_for(lead, timezone.localdate())]
    assert keys == ["proposal:PROP-1", "proposal:PROP-2"]
    assert {sheet.code for sheet in queries.own_sheets(contact)} == {own.code, "PROP-1", "PROP-2"}


@pytest.mark.parametrize("role", ["lead", "official", "desk", "department"])
def test_others_propose_elsewhere(client, role):
    client.force_login(UserFactory(**{role: True}))

    assert client.get("/plan-actions/proposer/").status_code == 403
    assert client.get("/plan-actions/mes-fiches/").status_code == 403


def test_own_sheets_cost_the_same_for_one_and_three(client, contact, own):
    client.force_login(contact)
    client.get("/plan-actions/mes-fiches/")
    counts = []
    for total in (0, 2):
        for _ in range(total):
            ActionSheetFactory(action__lead_department="Direction du commerce")
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/plan-actions/mes-fiches/").status_code == 200
        counts.append(len(captured))

    assert counts[0] == counts[1]
