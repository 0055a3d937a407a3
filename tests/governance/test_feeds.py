"""A secret link gives a calendar while it is alive, and nothing once revoked."""

import icalendar
import pytest

from perpignan.governance import operations
from perpignan.governance.models import FeedLink
from tests.factories import governance as factories
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db


def test_feed_tells_meetings_and_deadlines_of_its_person_only(client, contact):
    seat = factories.MembershipFactory(account=contact)
    meeting = factories.MeetingFactory(body=seat.body, title="COTECH 5")
    factories.MeetingFactory(title="D'un autre")
    factories.TaskFactory(holder=seat, title="Poser les affiches", due_on="2099-01-02")
    _link, token = operations.make_feed_link(person=contact, label="téléphone")

    answer = client.get(f"/mon-espace/agenda/{token}.ics")

    calendar = icalendar.Calendar.from_ical(answer.content)
    told = {str(event["summary"]): event.decoded("dtstart") for event in calendar.walk("VEVENT")}
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert set(told) == {"COTECH 5", "Échéance : Poser les affiches"}
    assert told["COTECH 5"] == meeting.starts_at


def test_secret_is_shown_once_and_stored_as_a_fingerprint(client, contact):
    client.force_login(contact)

    page = client.post("/mon-espace/agenda/nouveau/", {"label": "bureau"}).content.decode()

    token = page.split(".ics</code>")[0].rsplit("/", 1)[1]
    link = FeedLink.objects.get()
    assert token not in (link.token_hash, link.label)
    assert client.get(f"/mon-espace/agenda/{token}.ics").status_code == 200
    assert token not in client.get("/mon-espace/avis/").content.decode()


def test_feed_revoked_is_dead_and_so_is_one_of_a_closed_account(client, contact):
    link, token = operations.make_feed_link(person=contact)
    other = UserFactory(lead=True)
    _other_link, other_token = operations.make_feed_link(person=other)

    client.force_login(other)
    by_another = client.post(f"/mon-espace/agenda/{link.pk}/revoquer/").status_code
    client.force_login(contact)
    client.post(f"/mon-espace/agenda/{link.pk}/revoquer/")
    other.is_active = False
    other.save()

    assert by_another == 404
    dead = [client.get(f"/mon-espace/agenda/{t}.ics").status_code for t in (token, other_token)]
    assert dead == [404, 404]
    assert client.get("/mon-espace/agenda/inconnu.ics").status_code == 404
