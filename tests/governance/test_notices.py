"""Each fact is told once, to those who want it, when it is read or by mail."""

from datetime import date, timedelta

import pytest
from django.core import mail

from perpignan.governance import operations, queries
from perpignan.governance.enums import DigestState, Rhythm
from perpignan.governance.models import Digest
from perpignan.governance.operations.notices import stop_token
from tests.factories import governance as factories

MONDAY = date(2020, 3, 2)


@pytest.fixture
def task(contact):
    due_on = MONDAY + timedelta(days=10)
    return factories.TaskFactory(title="Vérifier <b>", holder__account=contact, due_on=due_on)


@pytest.mark.django_db
def test_a_task_is_told_when_it_appears_when_it_is_near_and_when_it_is_late(contact, task):
    days = [MONDAY + timedelta(days=n) for n in range(16)]

    told = [day for day in days if operations.send_digest(person=contact, day=day)]

    assert [(day - task.due_on).days for day in told] == [-10, -3, 1]
    assert [message.to for message in mail.outbox] == [[contact.email]] * 3
    assert Digest.objects.filter(state=DigestState.SENT).count() == 3


@pytest.mark.django_db
def test_mail_is_text_and_html_with_a_way_to_stop(contact, task, settings):
    settings.SITE_URL = "https://portail.example.org"

    operations.send_digest(person=contact, day=MONDAY)

    [message] = mail.outbox
    [(html, kind)] = message.alternatives
    assert message.subject == "Perpignan Cœur de Ville : 1 chose vous attend"
    assert "- À faire : Vérifier <b>\n  pour le 12 mars 2020\n" in message.body
    assert f"https://portail.example.org/mon-espace/taches/{task.code}/" in message.body
    assert (kind, "Vérifier &lt;b&gt;" in html, "<b>" in html) == ("text/html", True, False)
    assert stop_token(contact)[:20] in message.extra_headers["List-Unsubscribe"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rhythm", "quiet_until", "sent"),
    [
        (Rhythm.DAILY, None, [0, 1, 7]),
        (Rhythm.WEEKLY, None, [0, 7]),
        (Rhythm.NEVER, None, []),
        (Rhythm.DAILY, MONDAY + timedelta(days=1), [7]),
    ],
)
def test_person_chooses_when_she_is_written_to(contact, rhythm, quiet_until, sent):
    preference = queries.preference_of(contact)
    operations.save_preference(preference=preference, rhythm=rhythm, quiet_until=quiet_until)
    days = []

    for n in (0, 1, 7):
        factories.TaskFactory(holder__account=contact)
        if operations.send_digests(day=MONDAY + timedelta(days=n)):
            days.append(n)

    assert days == sent


@pytest.mark.django_db
def test_what_was_read_in_the_portal_is_not_mailed(contact, task):
    operations.read_notices(person=contact, day=MONDAY)

    assert operations.send_digest(person=contact, day=MONDAY) is False
    assert mail.outbox == []


@pytest.mark.django_db
def test_mail_refused_is_tried_again_and_names_its_reason(contact, task, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    operations.send_digest(person=contact, day=MONDAY)
    failed = Digest.objects.get()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    again = [operations.send_digest(person=contact, day=MONDAY) for _ in range(2)]

    assert (failed.state, failed.error) == (DigestState.FAILED, "ConnectionRefusedError")
    assert (again, len(mail.outbox)) == ([True, False], 1)


@pytest.mark.django_db
def test_one_click_stops_the_mails_without_signing_in(client, contact, task):
    url = f"/mon-espace/avis/arreter/{stop_token(contact)}/"

    looked_at = client.get(url)
    before = queries.preference_of(contact).rhythm
    client.post(url)
    contact.refresh_from_db()

    assert (looked_at.status_code, before) == (200, Rhythm.DAILY)
    assert queries.preference_of(contact).rhythm == Rhythm.NEVER
    assert client.post(url[:-4] + "xxx/").status_code == 404


@pytest.mark.django_db
def test_notices_are_read_in_the_portal(client, contact, task):
    client.force_login(contact)

    page = client.get("/mon-espace/avis/").content.decode()
    after = client.post("/mon-espace/avis/lus/", follow=True).content.decode()

    assert ("1 avis à lire" in page, "Vous avez tout lu" in after) == (True, True)
    saved = client.post("/mon-espace/avis/reglage/", {"rhythm": "weekly"}, follow=True)
    assert "Votre réglage est enregistré" in saved.content.decode()
    assert client.post("/mon-espace/avis/reglage/", {"rhythm": "x"}).status_code == 400
