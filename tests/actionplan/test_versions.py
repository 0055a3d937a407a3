from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from actionplan import operations, queries
from actionplan.models import PlanVersion
from perpignan.study.enums import Visibility
from tests.factories.actionplan import (
    ActionSheetFactory,
    CostLineFactory,
    DependencyFactory,
    complete_sheet,
)
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db
COMPARE = "/plan-actions/versions/comparer/"


def freeze(title="COPIL 1"):
    return operations.freeze_plan(title=title, by=UserFactory(lead=True))


def test_freezing_numbers_the_versions_and_names_the_author():
    complete_sheet()

    first, second = freeze(), freeze("COPIL 2")

    assert (first.number, second.number) == (1, 2)
    assert second.author == second.frozen_by.full_name
    assert str(second) == "2. COPIL 2"


def test_an_empty_plan_is_not_frozen():
    with pytest.raises(ValidationError, match="Le plan est vide"):
        freeze()


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_itself_keeps_a_version(change):
    complete_sheet()
    version = freeze()
    rows = PlanVersion.objects.filter(pk=version.pk)

    with pytest.raises(IntegrityError, match="ne change plus"), transaction.atomic():
        rows.update(title="Autre") if change == "update" else rows.delete()


def test_a_version_comes_back_from_the_database_as_it_went_in():
    sheet = complete_sheet()
    CostLineFactory(sheet=sheet, amount=Decimal("999999999999.99"), vat_basis="TTC")
    DependencyFactory(sheet=sheet, lag_weeks=-3)

    version = freeze()

    version.refresh_from_db()
    assert version.snapshot == queries.snapshot_of_plan()
    assert queries.differences(version.snapshot, queries.snapshot_of_plan()) == []


def test_the_difference_is_told_in_words():
    sheet = ActionSheetFactory(
        action__code="A1", planned_start=date(2030, 1, 1), planned_end=date(2030, 6, 30)
    )
    gone = ActionSheetFactory(action__code="A2")
    before = queries.snapshot_of_plan()
    operations.save_sheet(
        sheet=sheet, planned_end=date(2030, 9, 30), actual_start=date(2020, 1, 1), progress=40
    )
    CostLineFactory(sheet=sheet, amount=Decimal("1500.50"), vat_basis="TTC")
    gone.delete()
    ActionSheetFactory(action__code="A3")

    changes = queries.differences(before, queries.snapshot_of_plan())

    told = [(change.code, change.kind) for change in changes]
    assert told == [("A1", "changed"), ("A2", "removed"), ("A3", "added")]
    assert [(f.label, f.before, f.after) for f in changes[0].fields] == [
        ("État", "Proposée", "En cours"),
        ("Avancement", "0 %", "40 %"),
        ("Fin prévue", "30 juin 2030", "30 septembre 2030"),
        ("Début réel", "", "1er janvier 2020"),
        ("Coûts", "", "investissement 1\u202f500,50\u00a0€ TTC"),
    ]


def test_nothing_internal_is_frozen():
    complete_sheet(internal_note="Note cachée", contact_details="06 00 00 00 00")

    assert "cachée" not in str(freeze().snapshot)
    assert "06 00" not in str(freeze().snapshot)


@pytest.mark.parametrize(("role", "sees"), [(None, False), ("desk", False), ("official", True)])
def test_a_version_hides_what_was_or_became_internal(client, role, sees):
    ActionSheetFactory(action__title="Toujours publique")
    ActionSheetFactory(internal=True, action__title="Interne alors")
    later = ActionSheetFactory(action__title="Interne depuis")
    freeze()
    later.action.visibility = Visibility.INTERNAL
    later.action.save()
    if role:
        client.force_login(UserFactory(**{role: True}))

    urls = ("/plan-actions/versions/1/", "/api/v1/plan-versions/1/")
    pages = [client.get(url).content.decode() for url in urls]

    for page in pages:
        assert "Toujours publique" in page
        assert ("Interne alors" in page, "Interne depuis" in page) == (sees, sees)


def test_an_internal_change_is_not_compared_in_public(client):
    hidden = ActionSheetFactory(internal=True, action__title="Cachée")
    ActionSheetFactory()
    freeze()
    operations.save_sheet(sheet=hidden, actual_start=date(2020, 1, 1), progress=10)

    page = client.get(COMPARE).content.decode()

    assert "Cachée" not in page
    assert "Rien n'a changé." in page


@pytest.mark.parametrize("query", ["", "?de=1&a=2", "?de=9&a=9", "?de=x&a=%00", "?a=1"])
def test_two_versions_are_compared_by_their_numbers(client, query):
    ActionSheetFactory()
    freeze()
    freeze("COPIL 2")

    assert client.get(f"{COMPARE}{query}").status_code == 200


def test_without_a_version_the_pages_say_so(client):
    for url in (COMPARE, "/plan-actions/versions/"):
        assert "Aucune version n'est encore figée." in client.get(url).content.decode()
    assert client.get("/plan-actions/versions/1/").status_code == 404


@pytest.mark.parametrize(
    ("role", "status"), [("lead", 302), ("administrator", 302), ("consortium", 403)]
)
def test_who_freezes(client, role, status):
    ActionSheetFactory()
    client.force_login(UserFactory(**{role: True}))

    response = client.post("/plan-actions/versions/figer/", {"title": "COPIL 1"})

    assert response.status_code == status
    assert PlanVersion.objects.count() == (status == 302)


def test_version_pages_cost_the_same_for_one_and_three(client):
    counts = []
    for more in (1, 2):
        for _ in range(more):
            complete_sheet()
            freeze()
        for url in ("/plan-actions/versions/", COMPARE, "/api/v1/plan-versions/"):
            client.get(url)
            with CaptureQueriesContext(connection) as captured:
                client.get(url)
            counts.append(len(captured))

    assert counts[:3] == counts[3:]
