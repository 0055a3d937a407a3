"""100,000 invented answers to the questionnaire of the study: how long, and what then costs.

Ours: manage.py illustrate_answers. Floor: COPY of the same rows into bare copies of both
tables. Then the counts that the pages ask, over all of them.
"""

import os
import tempfile
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

COUNT = int(os.environ.get("SEED_COUNT", "100000"))
MOST_SECONDS = 120


def timed(run: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = run()
    return time.perf_counter() - start, result


def floor() -> float:
    from django.db import connection

    tables = ("consultation_response", "consultation_answerrevision")
    seconds = 0.0
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"CREATE TABLE floor_{table} AS SELECT * FROM {table} LIMIT 0")
            with cursor.copy(f"COPY {table} TO STDOUT") as stream:
                rows = list(stream)

            def copy(table: str = table, rows: list[Any] = rows) -> None:
                with cursor.copy(f"COPY floor_{table} FROM STDIN") as stream:
                    for row in rows:
                        stream.write(row)

            seconds += timed(copy)[0]
    return seconds


def run() -> None:
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_study", stdout=StringIO())
    from consultation.models import Consultation
    from consultation.queries import answer_tables, questions_in_order, response_counts

    shown = Consultation.objects.filter(questionnaires__isnull=False).order_by("pk").first()
    assert shown is not None
    before = shown.responses.count()
    seconds, _ = timed(
        lambda: call_command(
            "illustrate_answers", consultation=shown.slug, count=COUNT, stdout=StringIO()
        )
    )
    assert shown.responses.count() == before + COUNT
    least = floor()
    counts, _ = timed(lambda: response_counts([shown.pk]))
    questions = list(questions_in_order().filter(questionnaire__consultation=shown))
    tables, _ = timed(lambda: answer_tables(questions))
    print(f"ours: {COUNT:,} answers in {seconds:.1f} s ({COUNT / seconds:,.0f} a second)")
    print(f"floor: COPY of the same rows {least:.1f} s; ours / floor: {seconds / least:.1f}")
    print(f"then: counts by channel {counts * 1000:.0f} ms; all tables {tables:.2f} s")
    print(f"promised: {MOST_SECONDS} s at most for 100,000")
    connection.close()
    assert seconds * 100_000 / COUNT <= MOST_SECONDS, "too slow"


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ |= {"PORTAL_VAR": name, "DJANGO_SETTINGS_MODULE": "perpignan.settings"}
        from perpignan.embedded.server import Server

        server = Server(data=folder / "postgres", log=folder / "postgres.log")
        os.environ["DATABASE_URL"] = server.url()
        server.start()
        try:
            run()
        finally:
            server.stop()


if __name__ == "__main__":
    main()
