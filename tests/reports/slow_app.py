"""The portal's Celery app with a chapter that stops half-way until a gate opens.

Run by `celery -A tests.reports.slow_app worker`: the product knows nothing of it.
"""

import os
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perpignan.settings")
django.setup()

from perpignan.celery import app  # noqa: E402 - after django.setup()
from perpignan.reports import chapters  # noqa: E402 - after django.setup()
from perpignan.reports.blocks import Paragraph  # noqa: E402 - after django.setup()
from perpignan.reports.kinds import PROGRESS  # noqa: E402 - after django.setup()

GATE = Path(os.environ["TEST_GATE"])


def build(scope: chapters.Scope) -> list[Paragraph]:
    GATE.with_suffix(".reached").touch()
    deadline = time.monotonic() + 60
    while not GATE.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    return [Paragraph("Le chapitre lent est passé.")]


chapters._chapters.clear()
chapters.register(chapters.Chapter("fast", "Vite", 1, (PROGRESS,), lambda _: [Paragraph("Vite.")]))
chapters.register(chapters.Chapter("slow", "Lent", 2, (PROGRESS,), build))

__all__ = ["app"]
