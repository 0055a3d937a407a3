"""Fifty reports asked for at once, two workers: the first sign of progress, and the end.

Ours: the whole way, each report asked for as the page does, by ten people, made by two
Celery workers of one process each over the queue in Postgres. Floor: the same snapshots
laid out one after the other in this process, without a queue. An embedded Postgres of
its own, with the study's seeds.
"""

import io
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

#: What is promised: seconds before the first report says how far it is.
FIRST_PROGRESS = 1.0
#: Seconds without a message before the workers are taken to be idle.
IDLE = 5
PEOPLE, FORMATS = 10, ("pdf", "docx", "xlsx", "pptx")
PATIENCE = 300


def start_worker(name: str, folder: Path) -> subprocess.Popen[bytes]:
    log = (folder / f"{name}.log").open("wb")
    command = [sys.executable, "-m", "celery", "-A", "perpignan.celery", "worker"]
    command += ["--concurrency", "1", "--loglevel", "INFO", "-n", name]
    with log:
        return subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)


def wait_until_ready(folder: Path, names: list[str]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not all(" ready." in (folder / f"{name}.log").read_text() for name in names):
        assert time.monotonic() < deadline, "the workers did not start"
        time.sleep(0.1)


def wait_until_idle() -> None:
    """Let the workers end what the seeds asked for: a rush is measured alone."""
    from django.db import connection

    quiet_since = time.perf_counter()
    while time.perf_counter() - quiet_since < IDLE:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM kombu_message WHERE visible")
            if cursor.fetchone()[0]:
                quiet_since = time.perf_counter()
        time.sleep(0.1)


def ask() -> None:
    from django.contrib.auth import get_user_model

    from perpignan.reports import operations

    for number in range(PEOPLE):
        person = get_user_model().objects.create_superuser(email=f"p{number}@example.org")
        for format in FORMATS:
            operations.request_report(kind="progress", format=format, by=person)
        operations.request_report(kind="steering_note", format="pdf", by=person)


def watch_first(start: float, seen: list[float]) -> None:
    """Note the seconds before a report has moved, as soon as the first is asked for."""
    from django.db import connection
    from django.db.models import Q

    from perpignan.reports.models import Report

    moved = Q(progress__gt=0) | ~Q(step="") | Q(status="ready")
    while not Report.objects.filter(moved).exists():
        if time.perf_counter() - start > PATIENCE:
            return
        time.sleep(0.02)
    seen.append(time.perf_counter() - start)
    connection.close()


def watch(start: float) -> float:
    """Give the seconds before all have ended."""
    from perpignan.reports.models import Report

    while Report.objects.pending().exists():
        assert time.perf_counter() - start < PATIENCE, "the reports did not end"
        time.sleep(0.1)
    return time.perf_counter() - start


def run(folder: Path) -> bool:
    import django
    from django.core.management import call_command

    django.setup()
    from perpignan.reports.making import render
    from perpignan.reports.models import Report

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_study", stdout=io.StringIO())
    workers = [start_worker(name, folder) for name in ("a", "b")]
    try:
        wait_until_ready(folder, ["a", "b"])
        wait_until_idle()
        start, seen = time.perf_counter(), []
        watcher = threading.Thread(target=watch_first, args=(start, seen), daemon=True)
        watcher.start()
        ask()
        asked = time.perf_counter() - start
        whole = watch(start)
        watcher.join(PATIENCE)
        (first,) = seen
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()
    found = list(Report.objects.all())
    once = sum(item.status == "ready" and item.attempt == 1 for item in found)
    start = time.perf_counter()
    for item in found:
        render(item.snapshot or {}, item.format)
    floor = time.perf_counter() - start
    print(f"{len(found)} reports asked for in {asked:.2f} s; {once} ready at the first try")
    print(f"first progress after {first:.2f} s (promised: {FIRST_PROGRESS:.0f} s)")
    print(f"all ended after {whole:.1f} s; one after the other, laid out only: {floor:.1f} s")
    print(f"ours / floor: {whole / floor:.2f}")
    return once == len(found) == 50 and first <= FIRST_PROGRESS


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ |= {"PORTAL_VAR": name, "DJANGO_SETTINGS_MODULE": "perpignan.settings"}
        from perpignan.embedded.server import Server

        server = Server(data=folder / "postgres", log=folder / "postgres.log")
        os.environ["DATABASE_URL"] = server.url()
        server.start()
        try:
            is_kept = run(folder)
        finally:
            server.stop()
    return 0 if is_kept else 1


if __name__ == "__main__":
    sys.exit(main())
