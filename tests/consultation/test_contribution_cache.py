"""Pages kept as they were drawn: cheap, and never older than what they show."""

import re

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from consultation.enums import ContributionAnswer
from consultation.models.keys import new_token
from consultation.operations import (
    answer_contribution,
    merge_contributions,
    publish_spoken,
    refuse_spoken,
    sort_contribution,
    submit_comment,
    submit_contribution,
    support_contribution,
    withdraw_spoken,
    withdraw_support,
)
from tests.consultation.answering import url, words
from tests.factories.contributions import ContributionFactory, ThemeFactory, gathering
from tests.factories.study import ActionFactory, UserFactory, ZoneFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def cache_of_our_own(settings, tmp_path):
    settings.CACHES = {
        **settings.CACHES,
        "charts": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": str(tmp_path / "kept"),
        },
    }
    return caches["charts"]


def read(path):
    return words(Client().get(path))


def statements(client, path):
    with CaptureQueriesContext(connection) as told:
        client.get(path)
    return len(told)


def test_page_drawn_once_then_takes_one_statement(client):
    idea = ContributionFactory()

    for path in (url("contribution-list", idea.consultation), idea.get_absolute_url()):
        assert statements(client, path) > 1
        assert statements(Client(), path) == 1
        assert read(path).replace("\n", "") != ""


def test_every_change_shows_at_once():
    consultation, lead, token = gathering(moderation="after"), UserFactory(lead=True), new_token()
    idea = ContributionFactory(consultation=consultation, title="Une fontaine")
    action = ActionFactory(public=True)
    theme = ThemeFactory(consultation=consultation, name="Ombre")
    pages = (url("contribution-list", consultation), idea.get_absolute_url())

    def told():
        return [read(page) for page in pages]

    assert all("0 soutien" in page for page in told())
    support_contribution(contribution=idea, token=token)
    assert all("1 soutien" in page for page in told())
    withdraw_support(contribution=idea, token=token)
    assert all("0 soutien" in page for page in told())

    comment = submit_comment(contribution=idea, token=new_token(), text="D'accord.")
    assert all("1 commentaire" in page for page in told())
    withdraw_spoken(code=comment.receipt_code)
    assert not any("1 commentaire" in page for page in told())

    sort_contribution(contribution=idea, theme=theme, zone=ZoneFactory())
    assert all("Ombre" in page for page in told())
    theme.name = "Fraîcheur"
    theme.save()
    assert all("Fraîcheur" in page for page in told())

    answer_contribution(
        contribution=idea,
        answer=ContributionAnswer.RETAINED,
        reason="Oui.",
        actions=[action],
        by=lead,
    )
    assert all("Retenue" in page for page in told())
    assert action.title in told()[1]
    action.visibility = "internal"
    action.save()
    assert action.title not in told()[1]

    sent = submit_contribution(
        consultation=consultation, token=new_token(), title="Des arbres", text="Ici."
    )
    assert "Des arbres" in told()[0]
    withdraw_spoken(code=sent.receipt_code)
    assert "Des arbres" not in told()[0]

    refuse_spoken(spoken=idea, reason="Hors sujet.", by=lead)
    assert "Une fontaine" not in told()[0]
    assert Client().get(pages[1]).status_code == 404
    publish_spoken(spoken=idea, by=lead)
    assert "Une fontaine" in told()[0]

    other = ContributionFactory(consultation=consultation)
    merge_contributions(contributions=[idea], into=other, reason="", by=lead)
    assert "Une fontaine" not in told()[0]
    assert "Réunie avec" in told()[1]

    consultation.accepts_contributions = False
    consultation.save()
    assert "Donner une idée" not in told()[0]
    consultation.status = "draft"
    consultation.save()
    assert [Client().get(page).status_code for page in pages] == [404, 404]


def test_each_visitor_has_tokens_of_her_own():
    path = ContributionFactory().get_absolute_url()
    pattern = re.compile(r'name="(token|csrfmiddlewaretoken)" value="([^"]+)"')

    read(path)
    first, second = dict(pattern.findall(read(path))), dict(pattern.findall(read(path)))

    assert set(first) == {"token", "csrfmiddlewaretoken"}
    assert all(first[name] != second[name] for name in first)
    assert "visitor" not in str((first, second))


def test_support_can_be_given_from_a_kept_page():
    idea = ContributionFactory()
    read(idea.get_absolute_url())
    person = Client(enforce_csrf_checks=True)
    page = words(person.get(idea.get_absolute_url()))
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]

    person.post(
        url("contribution-support", idea.consultation, idea.pk), {"csrfmiddlewaretoken": token}
    )

    assert "Retirer mon soutien" in words(person.get(idea.get_absolute_url()))
    assert "Soutenir cette idée" in read(idea.get_absolute_url())


def test_what_the_team_sees_is_kept_for_nobody(client):
    client.force_login(UserFactory(lead=True))
    idea = ContributionFactory(pending=True)
    shown = ContributionFactory(consultation=idea.consultation)

    assert client.get(idea.get_absolute_url()).status_code == 200
    assert "Modérer et répondre" in words(client.get(shown.get_absolute_url()))

    assert Client().get(idea.get_absolute_url()).status_code == 404
    assert "Modérer et répondre" not in read(shown.get_absolute_url())
    assert "Se déconnecter" not in read(shown.get_absolute_url())


def test_searches_and_odd_addresses_are_not_kept(cache_of_our_own):
    page = url("contribution-list", ContributionFactory().consultation)

    for asked in ("?q=bancs", "?x=1", f"?theme={'a' * 300}"):
        assert statements(Client(), page + asked) == statements(Client(), page + asked) > 1
