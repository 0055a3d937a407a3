"""Export of answers: ours, beside a bare csv of the same rows, in the same run.

Ours: the view's own stream, through the test client, for 5,000 answers to the seed
questionnaire of 25 questions, then 100,000. Floor: the same rows, ready made in memory,
given to csv.writer. The database is an embedded Postgres of its own, with the settings
of `make run`. Seeding 100,000 answers is timed too.
"""

import csv
import io
import os
import resource
import tempfile
import time
from typing import Any

FEW, MANY = 5_000, 100_000
#: What the export promises.
FIRST_BYTE, WHOLE, SEEDING, MORE_MEMORY = 0.2, 1.0, 120.0, 60
ZONES = ("hyper-centre", "saint-jean", "gare", "autre-quartier")


def answers(number: int) -> dict[str, Any]:
    """Answer every question, not all alike."""
    one = str(number % 5 + 1)
    some = [str(n) for n in range(1, number % 3 + 2)]
    return {
        **dict.fromkeys(("Q01", "Q05", "Q08", "Q09", "Q11", "Q14", "Q18", "Q19"), one),
        **dict.fromkeys(("Q02", "Q03", "Q04", "Q10", "Q12", "Q16"), some),
        **dict.fromkeys(("Q06", "Q13"), some[:2]),
        "Q07": {"place": "Place de la Loge", "reason": "Plus d'ombre et de bancs."},
        "Q15": "Il a fallu recommencer trois fois, puis aller au guichet.",
        "Q17": ["3", "1", "2"],
        "Q20": {"1": 4, "2": 3, "3": 3},
        "Q21": "Des bancs à l'ombre, et des toilettes ouvertes le soir.",
        "PR1": ZONES[number % 4],
        "PR2": str(number % 7 + 1),
        "PR3": ["1"],
        "PR4": "1",
    }


def seed(count: int, start: int = 0) -> None:
    """Store responses as imports do, with the first lines of their logs."""
    from consultation.enums import Channel
    from consultation.models import Consultation
    from consultation.operations import Collected, store_collected
    from consultation.queries import current_questionnaire

    consultation = Consultation.objects.get(slug="coeur-de-ville")
    questionnaire = current_questionnaire(consultation)
    assert questionnaire is not None
    channels = [Channel.WEB, Channel.WEB, Channel.PAPER, Channel.ASSISTED]
    for first in range(start, start + count, 10_000):
        last = min(first + 10_000, start + count)
        store_collected(
            consultation=consultation,
            questionnaire=questionnaire,
            given=[Collected(f"perf:{n}", answers(n), channels[n % 4]) for n in range(first, last)],
        )


def export(form: str) -> tuple[float, float, int, Any]:
    """Ask for the export as a pilot does: first byte, whole time, size, content."""
    from django.test import Client

    from perpignan.study.models import User

    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(email="perf@example.org"))
    start = time.perf_counter()
    response = client.get(f"/consultation/coeur-de-ville/reponses.{form}")
    assert response.status_code == 200, response.status_code
    stream = iter(response.streaming_content)
    first, size, kept = 0.0, 0, []
    for chunk in stream:
        first = first or time.perf_counter() - start
        size += len(chunk)
        if form == "csv" and size < 20_000_000:
            kept.append(chunk)
    response.close()
    return first, time.perf_counter() - start, size, b"".join(kept)


def floor(content: bytes) -> float:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    start = time.perf_counter()
    csv.writer(io.StringIO(newline=""), delimiter=";").writerows(rows)
    return time.perf_counter() - start


def memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def measure() -> list[str]:
    missed = []
    seed(FEW)
    export("csv")  # the first of all pays for the imports
    few = {form: export(form) for form in ("csv", "xlsx")}
    bare = floor(few["csv"][3])
    for form, (first, whole, size, _content) in few.items():
        print(
            f"{FEW} answers, {form}: first byte {first:.3f} s, whole {whole:.2f} s,"
            f" {size / 1e6:.1f} MB, {whole / bare:.0f} times a bare csv ({bare:.3f} s)"
        )
        if first > FIRST_BYTE or whole > WHOLE:
            missed.append(f"{form}: {first:.3f} s, {whole:.2f} s")
    start = time.perf_counter()
    seed(MANY - FEW, start=FEW)
    seeding = time.perf_counter() - start
    print(f"seeding {MANY - FEW} answers: {seeding:.0f} s")
    if seeding > SEEDING:
        missed.append(f"seeding: {seeding:.0f} s")
    before = memory()
    for form in ("csv", "xlsx"):
        first, whole, size, _content = export(form)
        print(
            f"{MANY} answers, {form}: first byte {first:.3f} s, whole {whole:.1f} s,"
            f" {size / 1e6:.0f} MB"
        )
    print(f"memory: {before} MB before, {memory()} MB after")
    if memory() - before > MORE_MEMORY:
        missed.append(f"memory: {memory() - before} MB more")
    return missed


def main() -> None:
    from perpignan.embedded import database

    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"PORTAL_VAR": folder, "DJANGO_SETTINGS_MODULE": "perpignan.settings"}
        with database.running() as url:
            os.environ["DATABASE_URL"] = url
            import django

            django.setup()
            from django.contrib.auth.models import Group
            from django.core.management import call_command

            from perpignan.study.models import User

            call_command("migrate", interactive=False, verbosity=0)
            call_command("createcachetable", verbosity=0)
            call_command("load_study", verbosity=0, stdout=io.StringIO())
            user = User.objects.create_user("perf@example.org", "x")
            user.groups.add(Group.objects.get(name="lead"))
            missed = measure()
    if missed:
        raise SystemExit("missed: " + "; ".join(missed))


if __name__ == "__main__":
    main()
