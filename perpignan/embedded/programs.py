"""The programs that make the portal, and how each is called."""

import sys
from pathlib import Path

from perpignan.embedded.child import Child

PREPARE = [sys.executable, "-u", "-m", "perpignan.embedded.prepare"]
GUNICORN_SETTINGS = "python:perpignan.embedded.gunicorn_conf"
WEB = [sys.executable, "-m", "gunicorn", "--config", GUNICORN_SETTINGS, "perpignan.wsgi"]
CELERY = [sys.executable, "-m", "celery", "--app", "perpignan.celery"]
# Celery over Postgres has no remote control: nothing to gossip with.
ALONE = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
WORKER = [*CELERY, "worker", "--pool", "prefork", "--concurrency", "2", *ALONE]
BEAT = [*CELERY, "beat", "--pidfile", ""]


def children(logs: Path) -> list[Child]:
    """Describe what the supervisor runs, in the order it starts and stops them."""
    return [
        Child("web", "Le serveur web", WEB, logs / "web.log"),
        Child(
            "worker", "Le travailleur Celery", [*WORKER, "--loglevel", "INFO"], logs / "worker.log"
        ),
        Child("beat", "L'horloge Celery", [*BEAT, "--loglevel", "INFO"], logs / "beat.log"),
    ]
