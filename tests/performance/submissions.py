"""Sending a whole answer of 25 questions over HTTP: ours and the floors, in the same run.

Two web processes as `make run` starts them, four requests at once on loopback, an
embedded Postgres of its own that waits for the disk. Ours: the review page posted (a
draft becomes a response), and the API. Floors: a bare Django view that inserts one row,
one that inserts fifteen by bulk_create.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

COUNT, AT_ONCE, QUESTIONS = int(os.environ.get("SUBMISSIONS", "1600")), 4, 25
#: What sending promises.
LEAST_RATE, MOST_STATEMENTS = 300, 6
LIMITS = {"BURST_LIMIT": "1000000/60", "PUBLIC_WRITE_ADDRESS_LIMIT": "1000000/60"}


class Web:
    """Gunicorn with the portal's own settings."""

    def __init__(self, application: str, port: int) -> None:
        self.port = port
        environment = {**os.environ, "PORT": str(port), "LOG_LEVEL": "WARNING"}
        config = "python:perpignan.embedded.gunicorn_conf"
        command = [sys.executable, "-m", "gunicorn", "--config", config, application]
        self.process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
        for _attempt in range(300):
            try:
                HTTPConnection("127.0.0.1", port, timeout=1).connect()
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("The web server does not start.")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)


def rate(port: int, requests: list[tuple[str, str, bytes, dict[str, str]]], status: set[int]):
    """Send the requests, four at once; return how many were answered a second."""
    waiting = iter(requests)
    lock, wrong = threading.Lock(), []

    def work() -> None:
        wire = HTTPConnection("127.0.0.1", port, timeout=30)
        while True:
            with lock:
                item = next(waiting, None)
            if item is None:
                return
            wire.request(item[0], item[1], item[2], {"Host": "localhost", **item[3]})
            answer = wire.getresponse()
            answer.read()
            if answer.status not in status:
                wrong.append(answer.status)

    threads = [threading.Thread(target=work) for _ in range(AT_ONCE)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - start
    assert not wrong, f"unexpected answers: {wrong[:5]}"
    return len(requests) / seconds


def build() -> Any:
    from tests.factories.consultation import (
        QuestionFactory,
        QuestionnaireFactory,
        ResponseFactory,
        SectionFactory,
    )

    questionnaire = QuestionnaireFactory(
        frozen=True, consultation__open=True, consultation__slug="mesure"
    )
    section = SectionFactory(questionnaire=questionnaire)
    for number in range(QUESTIONS):
        QuestionFactory(section=section, code=f"M{number}", options=["Un", "Deux", "Trois"])
    os.environ["FLOOR_RESPONSE"] = str(ResponseFactory(questionnaire=questionnaire).pk)
    return questionnaire


def pages(questionnaire: Any) -> list[tuple[str, str, bytes, dict[str, str]]]:
    """Begin as many answers, and prepare the posting of each review."""
    from django.core.signing import get_cookie_signer
    from django.middleware.csrf import _get_new_csrf_string
    from django.urls import reverse

    from consultation.models import DraftResponse
    from consultation.models.keys import new_token, token_key
    from consultation.views.attempt import SALT, cookie_name

    consultation = questionnaire.consultation
    path, name = reverse("consultation:response-review", args=["mesure"]), cookie_name(consultation)
    signer, csrf = get_cookie_signer(salt=name + SALT), _get_new_csrf_string()
    drafts, requests = [], []
    for _number in range(COUNT):
        token = new_token()
        key = token_key(consultation.pk, token)
        drafts.append(
            DraftResponse(
                consultation=consultation,
                questionnaire=questionnaire,
                token_hash=key,
                resume_hash=key,
                answers={f"M{number}": "2" for number in range(QUESTIONS)},
            )
        )
        cookie = f"{name}={signer.sign(token)}; csrftoken={csrf}"
        body = f"csrfmiddlewaretoken={csrf}&key={key}".encode()
        kind = "application/x-www-form-urlencoded"
        requests.append(("POST", path, body, {"Cookie": cookie, "Content-Type": kind}))
    DraftResponse.objects.bulk_create(drafts)
    return requests


def bodies() -> list[tuple[str, str, bytes, dict[str, str]]]:
    from consultation.models.keys import new_token

    answers = {f"M{number}": "2" for number in range(QUESTIONS)}
    return [
        (
            "POST",
            "/api/v1/consultations/mesure/responses/",
            json.dumps({"answers": answers, "idempotency_token": new_token()}).encode(),
            {"Content-Type": "application/json"},
        )
        for _number in range(COUNT)
    ]


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = {"PORTAL_VAR": name, "DJANGO_SETTINGS_MODULE": "perpignan.settings"}
        os.environ |= settings | LIMITS | {"SECRET_KEY": "a key for the measure"}
        from perpignan.embedded.server import Server

        server = Server(data=folder / "postgres", log=folder / "postgres.log")
        os.environ["DATABASE_URL"] = server.url()
        server.start()
        try:
            run()
        finally:
            server.stop()


def run() -> None:
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    questionnaire = build()
    page, posted = pages(questionnaire), bodies()
    connection.close()
    plain = [("GET", path, b"", {}) for path in ("/one", "/bulk") for _ in range(COUNT)]

    floors = Web("tests.performance._floor:application", 8931)
    rate(floors.port, plain[:200], {200})
    one = rate(floors.port, plain[:COUNT], {200})
    bulk = rate(floors.port, plain[COUNT:], {200})
    floors.stop()
    ours = Web("perpignan.wsgi", 8932)
    rate(ours.port, page[:100], {302})  # each process reads the questions once
    review = rate(ours.port, page[100:], {302})
    api = rate(ours.port, posted, {201})
    ours.stop()

    from consultation.models import Response

    assert Response.objects.count() == 2 * COUNT + 1
    connection.close()
    told("floor: view with one INSERT", one, one)
    told("floor: 15 rows by bulk_create", bulk, one)
    told("ours: review page sent", review, one)
    told("ours: API", api, one)
    print(f"promised: {LEAST_RATE} a second or more, {MOST_STATEMENTS} statements at most")
    assert min(review, api) >= LEAST_RATE, "too slow"


def told(name: str, found: float, floor: float) -> None:
    print(f"{name:<32} {found:8,.0f} requests/s   {found / floor:5.2f} of the floor")


if __name__ == "__main__":
    main()
