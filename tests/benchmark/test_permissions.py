"""Drafts leak by no door: pages, API, sitemap, figures, chapter, evidence."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from benchmark import permissions
from benchmark.chapters.state import build_progress
from perpignan.phases import all_phases
from perpignan.reports.blocks import as_data
from perpignan.reports.chapters import Scope
from perpignan.study.evidence import evidence_for
from tests.factories import benchmark as factories
from tests.factories.study import ActionFactory, UserFactory

pytestmark = pytest.mark.django_db

SECRET = "Initiative encore secrète"
TEAM = {"consortium", "lead", "administrator", "superuser"}
ROLES = ["anonymous", "department", "desk", "official", *sorted(TEAM)]


def person(role):
    return AnonymousUser() if role == "anonymous" else UserFactory(**{role: True})


@pytest.fixture(params=["draft", "in_review"])
def secret(request):
    kind = {"in_review": True} if request.param == "in_review" else {}
    return factories.InitiativeFactory(
        name=SECRET, code="secrete", city__name="Villesecrète", city__code="villesecrete", **kind
    )


def pages(secret, other):
    return {
        "list": reverse("benchmark:index"),
        "search": reverse("benchmark:index") + "?q=secrete",
        "map": reverse("benchmark:city-map"),
        "compare": reverse("benchmark:initiative-compare") + f"?i={secret.code}&i={other.code}",
        "likeness": reverse("benchmark:city-likeness"),
        "api": reverse("api:initiative-list"),
        "api search": reverse("api:initiative-list") + "?q=secrete",
        "api cities": reverse("api:city-list"),
        "sitemap": reverse("sitemap"),
    }


@pytest.mark.parametrize("role", ROLES)
def test_drafts_are_read_by_the_team_only(client, secret, role):
    factories.CityFactory(home=True)
    sizes = (50_000, 200_000, 800_000)
    others = [factories.InitiativeFactory(published=True, city__population=size) for size in sizes]
    user = person(role)
    if role != "anonymous":
        client.force_login(user)

    told = {
        name
        for name, url in pages(secret, others[0]).items()
        if {b"secr", "Villesecrète".encode()} & _found(client.get(url).content, name)
    }
    sheet = client.get(secret.get_absolute_url()).status_code
    record = client.get(reverse("api:initiative-detail", args=[secret.code])).status_code

    if role in TEAM:
        assert told == {
            *("list", "search", "map", "compare", "likeness", "api", "api search", "api cities"),
        }
        assert (sheet, record) == (200, 200)
    else:
        assert told == set()
        assert (sheet, record) == (404, 404)


def _found(content, name):
    """Look for the draft's own words; the searched word itself is echoed by the page."""
    words = {b"encore secr": b"secr", "Villesecrète".encode(): "Villesecrète".encode()}
    words |= {b"villesecrete": b"secr", b"/benchmark/secrete/": b"secr"}
    return {shown for word, shown in words.items() if word in content}


@pytest.mark.parametrize("role", ROLES)
def test_evidence_speaks_of_visible_sheets_only(secret, role):
    action = ActionFactory(public=True)
    factories.InitiativeActionFactory(initiative=secret, action=action)
    shown = factories.InitiativeActionFactory(action=action)

    urls = {item.url for item in evidence_for([action], person(role))[action.pk]}

    expected = {shown.initiative.get_absolute_url()}
    assert urls == (expected | {secret.get_absolute_url()} if role in TEAM else expected)


def test_figures_and_report_count_published_sheets_only(secret):
    factories.InitiativeFactory(published=True)

    phase = next(config for config in all_phases() if config.slug == "benchmark")
    blocks = str([as_data(block) for block in build_progress(Scope(date(2020, 4, 1), True))])

    assert [figure.value for figure in phase.figures()] == [1, 1]
    assert SECRET not in blocks
    assert "Villesecrète" not in blocks


@pytest.mark.parametrize(
    ("question", "allowed"),
    [
        (permissions.can_see_drafts, TEAM),
        (permissions.can_edit_initiative, TEAM),
        (permissions.can_publish_initiative, TEAM - {"consortium"}),
    ],
)
@pytest.mark.parametrize("role", ROLES)
def test_who_may_do_what(question, allowed, role):
    assert question(person(role)) == (role in allowed)


@pytest.mark.parametrize("role", ROLES)
def test_interviews_with_cities_are_for_the_team(role):
    assert person(role).has_perm("benchmark.view_cityinterview") == (role in TEAM)
