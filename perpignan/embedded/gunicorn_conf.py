"""Gunicorn's settings, for `make run` and for a real server alike.

`gunicorn --config python:perpignan.embedded.gunicorn_conf perpignan.wsgi`
"""

import os
import signal
from typing import Any

from perpignan.embedded import system

_host = os.environ.get("HOST", "127.0.0.1")
_port = os.environ.get("PORT", "8000")

bind = f"[{_host}]:{_port}" if ":" in _host else f"{_host}:{_port}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
graceful_timeout = 4
timeout = 60
# The code is read once and shared by the workers: half the memory, half the start. New code
# asks for a restart, a reload (HUP) would fork the old one again.
preload_app = True
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None


def when_ready(server: Any) -> None:
    """Load what pages of results count with, once for all workers: it comes late otherwise."""
    import numpy  # noqa: F401 - only its being loaded matters


def post_fork(server: Any, worker: Any) -> None:
    """Make each worker die with its master, even killed by -9."""
    system.die_with_parent(signal.SIGKILL)
