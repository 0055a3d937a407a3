"""Summaries as a mail server receives them: text and HTML, once, with a way to stop them."""

import threading
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.utils import timezone

from perpignan.governance import operations, queries, tasks
from perpignan.governance.enums import DigestState, Rhythm
from perpignan.governance.models import Digest, Notice
from perpignan.study.enums import Role
from tests.factories import governance as factories
from tests.factories.study import UserFactory
from tests.letterbox import letterbox_for

SITE = "https://portail.example.org"


@pytest.fixture
def letterbox(settings):
    settings.SITE_URL = SITE
    with letterbox_for(settings) as letterbox:
        yield letterbox


@pytest.mark.django_db
def test_summary_leaves_as_text_and_html_with_a_link_that_stops_it(client, contact, letterbox):
    today = timezone.localdate()
    factories.TaskFactory(
        title="Vérifier l'état <b>", holder__account=contact, due_on=today - timedelta(days=2)
    )
    factories.DocumentRequestFactory(title="Locaux vacants", asked_of__account=contact)

    operations.send_digest(person=contact, day=today)

    [mail] = letterbox.mails
    text, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    stop = mail["List-Unsubscribe"].strip(" <>")  # a long header is folded
    assert (mail["To"], mail.get_content_type()) == (contact.email, "multipart/alternative")
    assert mail["Subject"] == "Perpignan Cœur de Ville : 2 choses vous attendent"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "2 choses nouvelles vous attendent, dont 2 en retard." in text
    assert "Vérifier l'état <b>" in text
    assert "Vérifier l&#x27;état &lt;b&gt;" in html
    assert (stop.startswith(SITE), stop in text, stop in html) == (True, True, True)
    assert client.post(urlsplit(stop).path).status_code == 200
    assert queries.preference_of(type(contact).objects.get(pk=contact.pk)).rhythm == Rhythm.NEVER
    factories.TaskFactory(holder__account=contact)
    assert operations.send_digests(day=today) == 0


@pytest.mark.django_db(transaction=True)
def test_tasks_of_two_beats_at_once_write_once(letterbox):
    # Tests that commit empty the tables after them, those of migrations too.
    Group.objects.get_or_create(name=Role.DEPARTMENT)
    people = [UserFactory(department=True) for _ in range(3)]
    for person in people:
        factories.TaskFactory(holder__account=person)
    start = threading.Barrier(4)

    def beat():
        start.wait()
        tasks.send_digests()
        connection.close()

    beats = [threading.Thread(target=beat) for _ in range(4)]
    for sender in beats:
        sender.start()
    for sender in beats:
        sender.join()

    assert sorted(m["To"] for m in letterbox.mails) == sorted(p.email for p in people)
    assert [digest.state for digest in Digest.objects.all()] == [DigestState.SENT] * 3
    assert Notice.objects.count() == 3
