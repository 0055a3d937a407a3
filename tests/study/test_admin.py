"""The back office: every page opens, verbs go through operations, roles see their own."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pghistory
import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from perpignan.study import models
from perpignan.study.enums import ActionStatus, DeliverableStatus, Role
from perpignan.study.operations import save_action
from tests.factories import study as factories

pytestmark = pytest.mark.django_db

NOUNS = {
    models.Source: factories.SourceFactory,
    models.Axis: factories.AxisFactory,
    models.Priority: factories.PriorityFactory,
    models.Zone: factories.ZoneFactory,
    models.Partner: factories.PartnerFactory,
    models.FundingLever: factories.FundingLeverFactory,
    models.Action: factories.ActionFactory,
    models.Study: factories.StudyFactory,
    models.Phase: factories.PhaseFactory,
    models.Deliverable: factories.DeliverableFactory,
    models.User: factories.UserFactory,
}


def counted() -> CaptureQueriesContext:
    return CaptureQueriesContext(connection)


def sign_in(client: Client, **traits: Any) -> models.User:
    user = factories.UserFactory(**traits)
    client.force_login(user)
    return user


def url_of(record: Any, page: str = "change", *args: str) -> str:
    name = f"admin:{record._meta.app_label}_{record._meta.model_name}_{page}"
    return reverse(name, args=[record.pk, *args])


@pytest.mark.parametrize("model", NOUNS, ids=lambda model: model.__name__)
def test_every_noun_has_its_pages(client: Client, model: Any) -> None:
    sign_in(client, superuser=True)
    record = NOUNS[model]()
    list_url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")

    found = client.get(list_url, {"q": "x"} if admin.site._registry[model].search_fields else {})
    listed = client.get(list_url).content.decode()
    form = client.get(url_of(record)).content.decode()
    history = client.get(url_of(record, "history"))

    assert found.status_code == 200
    assert url_of(record) in listed
    assert str(record) in form.replace("&#x27;", "'")
    assert history.status_code == 200


@pytest.mark.parametrize("model", NOUNS, ids=lambda model: model.__name__)
def test_list_costs_the_same_for_one_row_and_for_three(
    client: Client, model: Any, django_assert_num_queries: Callable
) -> None:
    if model is models.Study:
        return  # one row at most
    sign_in(client, superuser=True)
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    NOUNS[model]()
    client.get(url)
    with counted() as one:
        client.get(url)
    NOUNS[model].create_batch(2)

    with django_assert_num_queries(len(one)):
        client.get(url)


def test_groups_are_not_edited_here() -> None:
    assert Group not in admin.site._registry


def test_start_page_tells_what_waits_and_what_colleagues_did(client: Client) -> None:
    colleague = factories.UserFactory(full_name="Anne Collègue")
    late = factories.DeliverableFactory(due_on=timezone.localdate() - timedelta(days=3))
    factories.DeliverableFactory(due_on=timezone.localdate(), title="À l'heure")
    action = factories.ActionFactory(title="Rouvrir la halle")
    factories.ActionFactory(title="Chargée par une commande")
    with pghistory.context(user=colleague.pk):
        save_action(action=action, status=ActionStatus.RETAINED)
    sign_in(client, lead=True)

    response = client.get("/admin/")

    page = response.content.decode()
    assert list(response.context["late_deliverables"]) == [late]
    assert [(c.who, c.title) for c in response.context["recent_changes"]] == [
        ("Anne Collègue", str(action))
    ]
    assert url_of(late) in page
    assert "Anne Collègue" in page


def test_start_page_costs_the_same_for_one_change_and_for_many(
    client: Client, django_assert_num_queries: Callable
) -> None:
    first, *others = factories.ActionFactory.create_batch(4)
    deliverables = factories.DeliverableFactory.create_batch(4)
    lead = sign_in(client, lead=True)

    def change(*actions: models.Action) -> None:
        with pghistory.context(user=None):  # by a task: not a colleague's change
            models.Deliverable.objects.filter(pk=deliverables.pop().pk).update(due_on="2020-01-01")
        for action in actions:
            with pghistory.context(user=lead.pk):
                save_action(action=action, title="Autre")

    change(first)
    client.get("/admin/")
    with counted() as one:
        client.get("/admin/")
    change(*others)

    with django_assert_num_queries(len(one)):
        client.get("/admin/")


def test_change_of_what_one_may_not_view_is_not_told(client: Client) -> None:
    study = factories.StudyFactory()
    person = factories.UserFactory(is_staff=True)
    with pghistory.context(user=person.pk):
        study.title = "Secret"
        study.save()
    client.force_login(person)

    assert client.get("/admin/").context["recent_changes"] == []


def test_history_page_shows_before_and_after(client: Client) -> None:
    lead = sign_in(client, lead=True, full_name="Paul Pilote")
    action = factories.ActionFactory(title="Avant <b>")
    with pghistory.context(user=lead.pk):
        save_action(action=action, title="Après")

    page = client.get(url_of(action, "history")).content.decode()

    assert "<del>Avant &lt;b&gt;</del>" in page
    assert "<ins>Après</ins>" in page
    assert "Paul Pilote" in page


@pytest.mark.parametrize(
    ("role", "expected"),
    [("lead", 200), ("consortium", 403), ("administrator", 200)],
)
def test_only_some_roles_change_an_axis(client: Client, role: str, expected: int) -> None:
    axis = factories.AxisFactory(name="Habitat")
    sign_in(client, **{role: True})
    data = {"code": axis.code, "name": "Logement", "kind": axis.kind, "order": 1}

    response = client.post(url_of(axis), data, follow=True)

    axis.refresh_from_db()
    assert response.status_code == expected
    assert axis.name == ("Logement" if expected == 200 else "Habitat")


def test_role_that_only_views_gets_no_save_button(client: Client) -> None:
    axis = factories.AxisFactory()
    sign_in(client, consortium=True)

    page = client.get(url_of(axis)).content.decode()

    assert 'name="_save"' not in page


@pytest.mark.parametrize("role", ["department", "desk", "official"])
def test_other_roles_do_not_enter(client: Client, role: str) -> None:
    sign_in(client, **{role: True})

    assert client.get("/admin/", follow=True).status_code == 403


def test_visitor_is_sent_to_the_one_sign_in_page(client: Client) -> None:
    response = client.get("/admin/study/action/", follow=True)

    assert response.redirect_chain[-1][0].startswith("/connexion/?next=")
    assert "%2Fadmin%2Fstudy%2Faction%2F" in response.redirect_chain[-1][0].replace("/", "%2F")


def test_discarding_asks_why_and_keeps_it(client: Client) -> None:
    action = factories.ActionFactory(public=True)
    sign_in(client, lead=True)
    url = url_of(action, "verb", "ecarter")

    assert url in client.get(url_of(action)).content.decode()
    empty = client.post(url, {"reason": " "})
    action.refresh_from_db()
    assert (empty.status_code, action.status) == (200, ActionStatus.PROPOSED)

    response = client.post(url, {"reason": "Trop chère."}, follow=True)

    action.refresh_from_db()
    assert (action.status, action.discard_reason) == (ActionStatus.DISCARDED, "Trop chère.")
    assert url not in response.content.decode()
    assert client.get(url).status_code == 403


def test_discarded_state_is_not_offered_by_the_form(client: Client) -> None:
    action = factories.ActionFactory()
    sign_in(client, lead=True)
    data = {"code": action.code, "title": "x", "priority": action.priority_id}

    client.post(url_of(action), {**data, "status": "discarded", "visibility": "public"})

    action.refresh_from_db()
    assert (action.status, action.title != "x") == (ActionStatus.PROPOSED, True)


def test_deliverable_moves_by_its_button_with_a_reason(client: Client) -> None:
    deliverable = factories.DeliverableFactory(in_review=True)
    sign_in(client, lead=True)
    url = url_of(deliverable, "verb", "avancer")

    refused = client.post(url, {"to": "postponed", "reason": ""})
    assert "Donnez le motif." in refused.content.decode()

    client.post(url, {"to": "postponed", "reason": "Annexe absente"})

    deliverable.refresh_from_db()
    assert deliverable.status == DeliverableStatus.POSTPONED
    assert deliverable.status_reason == "Annexe absente"


def test_consortium_does_not_admit_its_own_work(client: Client) -> None:
    deliverable = factories.DeliverableFactory(in_review=True)
    sign_in(client, consortium=True)

    response = client.post(url_of(deliverable, "verb", "avancer"), {"to": "admitted"})

    deliverable.refresh_from_db()
    assert (response.status_code, deliverable.status) == (403, DeliverableStatus.IN_REVIEW)


def test_status_posted_to_the_form_is_ignored(client: Client) -> None:
    deliverable = factories.DeliverableFactory(in_review=True)
    sign_in(client, consortium=True)
    data = {"phase": deliverable.phase_id, "code": "L9", "title": "Titre", "status": "admitted"}

    client.post(url_of(deliverable), data)

    deliverable.refresh_from_db()
    assert (deliverable.title, deliverable.status) == ("Titre", DeliverableStatus.IN_REVIEW)


def test_unknown_verb_or_record_is_not_found(client: Client) -> None:
    action = factories.ActionFactory()
    sign_in(client, lead=True)

    assert client.get(url_of(action, "verb", "inconnu")).status_code == 404
    assert client.get("/admin/study/action/0/faire/ecarter/").status_code == 404


def test_account_opened_with_a_role_enters_the_back_office(client: Client) -> None:
    sign_in(client, administrator=True)
    lead = Group.objects.get(name=Role.LEAD)
    data = {
        "email": "Nouvelle@Example.org",
        "full_name": "Nouvelle",
        "groups": [lead.pk],
        "usable_password": "true",
        "password1": "une phrase assez longue",
        "password2": "une phrase assez longue",
    }

    response = client.post("/admin/study/user/add/", data)

    assert response.status_code == 302
    user = models.User.objects.get(full_name="Nouvelle")
    assert (user.is_staff, user.has_role(Role.LEAD)) == (True, True)


def test_account_that_loses_its_role_leaves_the_back_office(client: Client) -> None:
    sign_in(client, administrator=True)
    user = factories.UserFactory(lead=True)
    data = {"email": user.email, "full_name": user.full_name, "is_active": "on", "groups": []}

    client.post(url_of(user), data)

    user.refresh_from_db()
    assert user.is_staff is False


@pytest.mark.parametrize("field", ["is_superuser", "user_permissions", "is_staff"])
def test_administrator_gives_herself_no_more_rights(client: Client, field: str) -> None:
    administrator = sign_in(client, administrator=True)
    groups = [Group.objects.get(name=Role.ADMINISTRATOR).pk]
    data = {"email": administrator.email, "is_active": "on", "groups": groups, field: "1"}

    client.post(url_of(administrator), data)

    administrator.refresh_from_db()
    assert administrator.is_superuser is False
    assert administrator.user_permissions.count() == 0


def test_administrator_does_not_touch_a_superuser(client: Client) -> None:
    root = factories.UserFactory(superuser=True, full_name="Racine")
    sign_in(client, administrator=True)

    change = client.post(url_of(root), {"email": "mine@example.org"})
    password = client.post(f"/admin/study/user/{root.pk}/password/", {"password1": "x"})
    removal = client.post(url_of(root, "delete"), {"post": "yes"})

    root.refresh_from_db()
    assert (change.status_code, password.status_code, removal.status_code) == (403, 403, 403)
    assert root.email != "mine@example.org"


@pytest.mark.parametrize(
    ("value", "expected"), [("open", ["now"]), ("closed", ["past"]), ("not_yet_open", ["later"])]
)
def test_lever_filter_agrees_with_the_state(
    client: Client, value: str, expected: list[str]
) -> None:
    today = timezone.localdate()
    day = timedelta(days=1)
    factories.FundingLeverFactory(code="now", opens_on=today, closes_on=today)
    factories.FundingLeverFactory(code="past", closes_on=today - day)
    factories.FundingLeverFactory(code="later", opens_on=today + day)
    sign_in(client, lead=True)

    listed = client.get("/admin/study/fundinglever/", {"state": value}).context["cl"].queryset

    assert [lever.code for lever in listed] == expected
    assert {lever.state_at(today).value for lever in listed} == {value}


def test_late_filter_agrees_with_the_model(client: Client) -> None:
    late = factories.DeliverableFactory(due_on=date(2020, 1, 1))
    factories.DeliverableFactory(due_on=date(2020, 1, 1), status=DeliverableStatus.ADMITTED)
    sign_in(client, lead=True)

    listed = client.get("/admin/study/deliverable/", {"late": "yes"}).context["cl"].queryset

    assert list(listed) == [late]
    assert late.is_late is True


def test_partner_roles_are_ticked(client: Client) -> None:
    partner = factories.PartnerFactory(roles=["funder"])
    sign_in(client, lead=True)
    data = {"code": partner.code, "name": "Région", "kind": "city", "roles": ["expert", "relay"]}

    client.post(url_of(partner), data)

    partner.refresh_from_db()
    assert partner.roles == ["expert", "relay"]
