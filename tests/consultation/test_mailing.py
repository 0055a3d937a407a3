"""A code mailed on request: the address serves once and stays nowhere."""

import logging
import socket

import pytest
from aiosmtpd.controller import Controller
from django.core import mail
from django.db import connection

from consultation.queue import enqueue_code, seal, unseal
from perpignan.celery import app
from tests.consultation.answering import FIRST_PAGE, code_on, send, url, words

pytestmark = pytest.mark.django_db
ADDRESS = "habitante@exemple.test"


@pytest.fixture
def at_once():
    """Run tasks where they are asked for: what they do is looked at, not their journey."""
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


@pytest.fixture
def receipt(client, consultation):
    return send(client, consultation).url


def ask(client, path, capture, address=ADDRESS):
    with capture(execute=True):
        return client.post(path, {"address": address})


@pytest.mark.usefixtures("at_once")
def test_receipt_is_mailed(client, consultation, receipt, django_capture_on_commit_callbacks):
    page = ask(client, receipt, django_capture_on_commit_callbacks)

    (letter,) = mail.outbox
    assert letter.to == [ADDRESS]
    assert letter.subject == f"Votre code de reçu : {consultation.title}"
    assert code_on(client.get(receipt)) in letter.body
    assert "/consultation/ma-reponse/" in letter.body
    assert "Le code part à l'adresse" in words(page)


@pytest.mark.usefixtures("at_once")
def test_resume_code_is_mailed(client, consultation, django_capture_on_commit_callbacks):
    client.post(url("response-section", consultation, "premiere"), FIRST_PAGE)
    pause = url("response-pause", consultation)

    ask(client, pause, django_capture_on_commit_callbacks)

    assert code_on(client.get(pause)) in mail.outbox[0].body
    assert "/consultation/reprendre/" in mail.outbox[0].body


@pytest.mark.usefixtures("at_once")
def test_letter_leads_to_the_page_in_the_language_it_was_asked_in(
    client, receipt, django_capture_on_commit_callbacks
):
    ask(client, "/ca" + receipt, django_capture_on_commit_callbacks)

    assert "/ca/consultation/ma-reponse/" in mail.outbox[0].body


def test_letter_in_the_queue_shows_neither_address_nor_code():
    letter = {"kind": "receipt", "code": "ABCD-2345-EFGH", "address": ADDRESS}

    sealed = seal(letter)

    assert ADDRESS not in sealed
    assert "ABCD" not in sealed
    assert unseal(sealed) == letter


@pytest.mark.usefixtures("at_once")
def test_address_is_kept_nowhere(client, receipt, django_capture_on_commit_callbacks, caplog):
    with caplog.at_level(logging.DEBUG):
        ask(client, receipt, django_capture_on_commit_callbacks)

    assert ADDRESS not in caplog.text
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(
                f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE %s', [f"%{ADDRESS}%"]
            )
            assert cursor.fetchone() == (0,), table


class Refusing:
    """A mail server that knows nobody, and says whom."""

    async def handle_RCPT(self, server, session, envelope, address, options):
        return f"550 {address} unknown"


@pytest.mark.usefixtures("at_once")
def test_refusal_of_the_mail_server_is_logged_without_the_address(consultation, settings, caplog):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(Refusing(), hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    try:
        with caplog.at_level(logging.INFO):
            enqueue_code(
                kind="receipt",
                consultation_id=consultation.pk,
                code="ABCD-2345-EFGH",
                address=ADDRESS,
                language="fr",
            )
    finally:
        server.stop()

    ours = [
        caplog.handler.format(record)
        for record in caplog.records
        if record.name != "mail.log"  # the server of this test
    ]
    assert any("a code was not mailed: SMTPRecipientsRefused" in line for line in ours)
    assert not any(ADDRESS in line for line in ours)


def test_one_answer_mails_three_times_at_most(client, receipt):
    statuses = [client.post(receipt, {"address": ADDRESS}).status_code for _ in range(4)]

    assert statuses == [200, 200, 200, 429]


def test_mail_is_not_offered_when_it_goes_nowhere(client, receipt, settings):
    settings.MAIL_GOES_OUT = False

    assert "Recevoir ce code par courriel" not in words(client.get(receipt))
