"""Beside an agent: the same pages, another channel, and no trace between two people."""

import pytest
from django.urls import reverse

from consultation.enums import Channel
from consultation.models import AssistedSession, DraftResponse, Response
from tests.consultation.answering import send, url, words
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db


def at(name, consultation):
    return reverse(f"consultation:{name}", args=[consultation.slug])


@pytest.fixture
def tablet(client, consultation):
    """A tablet on which a desk agent has just opened her desk."""
    client.force_login(UserFactory(desk=True))
    client.post(at("assisted-start", consultation), {"place": "Médiathèque"})
    return client


def test_opening_a_desk_signs_the_agent_out_of_the_tablet(tablet, consultation):
    session = AssistedSession.objects.get()

    answer = tablet.get(at("batch-list", consultation))

    assert (session.place, session.consultation) == ("Médiathèque", consultation)
    assert "_auth_user_id" not in tablet.session
    assert answer.status_code == 302
    assert "connexion" in answer.url


def test_an_answer_at_the_desk_comes_by_its_own_channel(tablet, consultation):
    send(tablet, consultation)

    assert [row.channel for row in Response.objects.all()] == [Channel.ASSISTED]
    assert AssistedSession.objects.get().response_count == 1


def test_the_pages_of_the_desk_lead_nowhere_else(tablet, consultation):
    page = words(tablet.get(url("response-section", consultation, "premiere")))

    assert "Personne suivante" in page
    assert "Se connecter" not in page
    assert "/admin/" not in page


def test_the_next_person_finds_no_trace_of_the_one_before(tablet, consultation):
    send(tablet, consultation)

    answer = tablet.post(at("assisted-next", consultation))
    receipt = tablet.get(url("response-receipt", consultation))
    page = tablet.get(url("response-section", consultation, "premiere"))

    assert answer["Clear-Site-Data"] == '"cache"'
    assert answer.cookies[f"reponse-{consultation.pk}"].value == ""
    assert receipt.status_code == 302
    assert "checked" not in words(page).replace('value="" checked', "").replace(
        'id="q-UN-none" name="UN" value="" checked', ""
    )
    assert "no-store" in page["Cache-Control"]


def test_an_answer_left_in_the_middle_is_erased(tablet, consultation):
    tablet.post(url("response-section", consultation, "premiere"), {"UN": "2"})

    tablet.post(at("assisted-next", consultation))

    assert DraftResponse.objects.count() == 0


def test_two_people_at_one_desk_are_two_answers(tablet, consultation):
    for _person in range(2):
        send(tablet, consultation)
        tablet.post(at("assisted-next", consultation))

    assert Response.objects.count() == 2
    assert AssistedSession.objects.get().response_count == 2


def test_a_closed_desk_is_an_ordinary_browser(tablet, consultation):
    tablet.post(at("assisted-end", consultation))

    home = tablet.get(at("assisted-home", consultation))
    send(tablet, consultation)

    assert home.status_code == 302
    assert AssistedSession.objects.get().ended_at is not None
    assert [row.channel for row in Response.objects.all()] == [Channel.WEB]


def test_a_forged_cookie_opens_no_desk(client, consultation):
    client.cookies["accompagnement"] = "1"

    send(client, consultation)

    assert [row.channel for row in Response.objects.all()] == [Channel.WEB]
