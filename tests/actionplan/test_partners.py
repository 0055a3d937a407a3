from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actionplan import queries
from actionplan.enums import ContributionKind, Involvement
from perpignan.backoffice_formats import read_dataset
from tests.factories.actionplan import ActionSheetFactory, SheetPartnerFactory
from tests.factories.study import ActionFactory, PartnerFactory, PriorityFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST, MATRIX = "/plan-actions/partenaires/", "/plan-actions/partenaires/matrice/"


def money(**fields):
    known = {"contribution": ContributionKind.MONEY, "amount": Decimal("71234.50")}
    return SheetPartnerFactory(**(known | fields))


@pytest.fixture
def team(client):
    client.force_login(UserFactory(department=True))
    return client


def test_the_census_gathers_the_roles_of_a_partner():
    partner = PartnerFactory(name="CCI")
    SheetPartnerFactory(partner=partner, role=Involvement.RESPONSIBLE)
    SheetPartnerFactory(partner=partner, role=Involvement.CONSULTED)
    SheetPartnerFactory(partner=None, name="Riverains", role="")
    SheetPartnerFactory(partner=partner, sheet__action=ActionFactory(public=True, discarded=True))

    lines = {line.name: line for line in queries.census(queries.all_parts())}

    assert lines["CCI"].roles == ["Réalise", "Consulté"]
    assert lines["Riverains"].has_part_without_role
    assert [len(line.parts) for line in lines.values()] == [2, 1]


def test_what_a_partner_brings_is_not_public(client):
    part = money(in_kind="", sheet__action__code="A1")
    SheetPartnerFactory(contribution=ContributionKind.IN_KIND, in_kind="Un local secret")
    urls = (LIST, part.sheet.get_absolute_url(), "/api/v1/action-sheets/")

    pages = [client.get(url).content.decode() for url in urls]

    assert not any("71\u202f234" in page or "71234.50" in page for page in pages)
    assert not any("secret" in page for page in pages)
    assert client.get(MATRIX).status_code == 302


@pytest.mark.parametrize("role", [None, "desk"])
def test_internal_actions_leak_in_no_partner_page(client, role):
    SheetPartnerFactory(
        sheet=ActionSheetFactory(internal=True, action__code="SECRET"),
        partner=None,
        name="Partenaire caché",
    )
    if role:
        client.force_login(UserFactory(**{role: True}))

    page = client.get(LIST).content.decode()

    assert "SECRET" not in page
    assert "caché" not in page


def test_the_matrix_shows_roles_and_money_by_basis(team):
    partner = PartnerFactory(name="Région")
    money(partner=partner, role=Involvement.CONTRIBUTOR)
    money(partner=partner, amount=Decimal(7), vat_basis="TTC")

    page = team.get(MATRIX).content.decode()

    assert "71\u202f234,50\u00a0€ HT" in page
    assert "7\u00a0€ TTC" in page
    assert "71\u202f241,50" not in page


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_the_export_is_what_is_shown(team, file_format):
    first, second = PriorityFactory(code="P1"), PriorityFactory(code="P2")
    partner = PartnerFactory(name="=Région")
    money(partner=partner, sheet__action__code="A1", sheet__action__priority=first)
    money(partner=partner, sheet__action__code="B1", sheet__action__priority=second)

    response = team.get(f"/plan-actions/partenaires/matrice.{file_format}?priorite=P1")

    data = read_dataset(response.content)
    assert data.headers == ["Partenaire", "Total apporté", "A1"]
    assert data[0][0] == "=Région"
    assert data[0][2].startswith("Contribue, 71")
    assert team.get("/plan-actions/partenaires/matrice.pdf").status_code == 404


def test_the_matrix_says_what_is_awaited(team):
    today = timezone.localdate()
    late = SheetPartnerFactory(commit_by=today - timedelta(days=3), partner=None, name="En retard")
    SheetPartnerFactory(commit_by=today + timedelta(days=3))
    SheetPartnerFactory(commit_by=date(2020, 1, 1), committed_on=date(2020, 1, 2))
    SheetPartnerFactory(role="")
    PartnerFactory(name="Oublié")

    context = team.get(MATRIX).context
    found = {kind.slug: kind.lines for kind in queries.reminders(today)}

    assert [overdue for _part, overdue in context["awaited"]] == [True, False]
    assert [p.name for p in context["without_part"]] == ["Oublié"]
    assert (len(context["without_role"]), len(context["without_letter"])) == (1, 1)
    assert [line.text for line in found["commitments"]] == [f"{late.sheet.code} : En retard"]
    assert (len(found["letters"]), len(found["roles"])) == (1, 1)


def test_partner_pages_cost_the_same_for_one_and_three(team):
    counts = []
    for more in (1, 2):
        for _ in range(more):
            money(commit_by=date(2020, 1, 1))
        for url in (LIST, MATRIX):
            team.get(url)
            with CaptureQueriesContext(connection) as captured:
                team.get(url)
            counts.append(len(captured))

    assert counts[:2] == counts[2:]


def test_a_plan_without_partners_says_so(team):
    assert "Aucun partenaire n'est encore noté." in team.get(LIST).content.decode()
    assert "Aucun partenaire n'est encore noté." in team.get(MATRIX).content.decode()
