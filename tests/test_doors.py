"""Deny by default: every address, opened as every role, against the table."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import date
from io import StringIO
from typing import Any
from unittest import mock

import pytest
from django.contrib import admin
from django.core.management import call_command
from django.template.backends.django import Template
from django.test import Client

from actionplan.models import ActionSheet, Scenario, ScenarioLever, ScenarioPair
from consultation.models import Consultation
from perpignan.governance.models import MilestoneMove
from perpignan.reports.models import ReportSchedule
from perpignan.study.models import Action, Deliverable, FundingLever
from tests.doors_samples import samples
from tests.doors_table import PUBLIC_PAGES, ROLES, expected
from tests.doors_walk import Door, doors
from tests.factories import study as factories
from tests.factories.accounts import InvitationFactory
from tests.factories.actionplan import PastGrantFactory
from tests.factories.benchmark import CityInterviewFactory
from tests.factories.budget import BudgetDistrictFactory
from tests.factories.channels import BatchFactory, CensusMarginFactory, WorkshopFactory
from tests.factories.consultation import (
    AnswerFileFactory,
    ConsultationResultsFactory,
    ResponseFactory,
)
from tests.factories.diagnostic import ImportMappingFactory, ImportRunFactory
from tests.factories.reports import ReportFactory
from tests.factories.statements import OpinionGroupFactory
from tests.factories.themes import TextThemeFactory

pytestmark = pytest.mark.django_db


def client_of(role: str) -> Client:
    client = Client(raise_request_exception=False)
    if role != "visitor":
        client.force_login(factories.UserFactory(**{role: True}))
    return client


def status_of(client: Client, path: str) -> int:
    """Open an address, without the copies of each template's context that a client keeps."""
    environ = client._base_environ(PATH_INFO=path, REQUEST_METHOD="GET")
    response = client.handler(environ)
    return int(response.status_code)


@contextmanager
def unwritten_pages() -> Iterator[None]:
    """Run views to their answer, but write no page out: who may enter is decided before."""
    with (
        mock.patch.object(Template, "render", return_value=""),
        mock.patch.object(admin.site, "each_context", return_value={}),
    ):
        yield


def statuses(clients: dict[str, Client], path: str, rule: dict[str, int]) -> dict[str, int]:
    """Open an address as each role. Each kind of answer is written once, for the first role."""
    found: dict[str, int] = {}
    for role, client in clients.items():
        with unwritten_pages() if rule[role] in found.values() else nullcontext():
            found[role] = status_of(client, path)
    return found


def furnish() -> None:
    """Load the study and give a row to each admin that the seeds leave empty."""
    call_command("load_study", stdout=StringIO())
    ReportFactory()
    ReportSchedule.objects.create(kind="progress", owner=factories.UserFactory())
    factories.QuoteFactory(interview=CityInterviewFactory().interview)
    ResponseFactory()
    AnswerFileFactory()
    ImportMappingFactory()
    ImportRunFactory()
    PastGrantFactory()
    furnish_scenario()
    consultation = Consultation.objects.get(slug="coeur-de-ville")
    BatchFactory(consultation=consultation)
    WorkshopFactory(consultation=consultation)
    CensusMarginFactory()
    owed = Deliverable.objects.exclude(due_on=None).earliest("pk")
    MilestoneMove.objects.create(
        deliverable=owed,
        old_date=owed.due_on,
        new_date=date(2099, 1, 1),
        reason="Essai",
        moved_on=owed.due_on,
    )
    BudgetDistrictFactory()
    ConsultationResultsFactory()
    TextThemeFactory(consultation=consultation)
    OpinionGroupFactory(consultation=consultation)
    InvitationFactory()


def furnish_scenario() -> None:
    """Give a scenario that waits the limits that the study's own do not have."""
    scenario = Scenario.objects.get(code="reference")
    first, second = ActionSheet.objects.order_by("pk")[:2]
    ScenarioLever.objects.create(scenario=scenario, lever=FundingLever.objects.all()[0])
    ScenarioPair.objects.create(scenario=scenario, first=first, second=second, bonus=1)


@pytest.mark.slow
@pytest.mark.parametrize("roles", [ROLES[:4], ROLES[4:]], ids=["outside", "team"])
def test_every_door_is_in_the_table_and_opens_to_whom_it_says(roles: tuple[str, ...]) -> None:
    furnish()
    clients, values = {role: client_of(role) for role in roles}, samples()
    wrong: list[str] = []

    for door in doors():
        rule = expected(door)
        if rule is None:
            wrong.append(f"{door.route}: no rule knows this address")
            continue
        path = door.path(values)
        found = statuses(clients, path, rule)
        wrong += [
            f"{path} as {role}: {found[role]}, expected {rule[role]}"
            for role in roles
            if found[role] != rule[role]
        ]

    assert not wrong, "\n".join(wrong)


def test_an_address_that_the_table_does_not_know_has_no_rule() -> None:
    assert expected(Door("nouvelle-porte/")) is None
    assert expected(Door("admin/study/nouveau/")) is None


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_public_page_has_its_armour_and_sets_no_cookie(path: str) -> None:
    response = Client().get(path)

    policy = dict(
        part.strip().partition(" ")[::2]
        for part in response.headers["Content-Security-Policy"].split(";")
    )
    assert response.status_code == 200
    assert policy["frame-ancestors"] == "'none'"
    assert policy["default-src"] == "'self'"
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert "Content-Security-Policy-Report-Only" not in response.headers
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.cookies.output() == ""


@pytest.mark.slow
def test_internal_action_leaks_through_no_door() -> None:
    furnish()
    Action.objects.filter(code="A1.1").update(title="Mot-secret-interne", visibility="internal")
    leaks, values = [], samples()

    for role in ("visitor", "desk"):
        client = client_of(role)
        for door in (door for door in doors() if not door.route.startswith("admin/")):
            body: Any = client.get(door.path(values))
            if b"Mot-secret-interne" in b"".join(body):
                leaks.append(f"{door.route} as {role}")

    assert leaks == []
