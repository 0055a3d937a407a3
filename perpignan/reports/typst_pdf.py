"""Lay a snapshot out as a PDF: Typst, in a process of its own, from fixed templates.

The templates never contain data and the data never becomes template: it travels as
JSON on the standard input of the child, which knows neither database nor network.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.utils.translation import gettext as _

from perpignan.reports import typst_worker
from perpignan.reports.errors import LayoutError
from perpignan.reports.typst_data import typst_data

logger = structlog.get_logger(__name__)
POLL_SECONDS = 0.5
DEFAULT_LAYOUT = "reports/typst/report.typ"
#: Fixed templates by name: a frozen layout is looked up here, never taken as a path.
LAYOUTS = {
    name: f"reports/typst/{name}.typ"
    for name in ("report", "roadmap", "summary", "note", "resolution")
}


def render_pdf(snapshot: Mapping[str, Any], pulse: Callable[[], None]) -> bytes:
    """Lay a report out; the same snapshot gives the same bytes. Raise LayoutError."""
    data, drawings = typst_data(snapshot)
    made_at = datetime.fromisoformat(snapshot["made_at"])
    layout = LAYOUTS.get(snapshot.get("layout", ""), DEFAULT_LAYOUT)
    return lay_out(layout, data, made_at, drawings=drawings, pulse=pulse)


def lay_out(
    template: str,
    data: Mapping[str, Any],
    made_at: datetime,
    *,
    drawings: Mapping[str, str] | None = None,
    pulse: Callable[[], None] = lambda: None,
) -> bytes:
    """Lay plain data out with one of our templates. Raise LayoutError."""
    order = {
        "template": template,
        "data": json.dumps(data, sort_keys=True, ensure_ascii=False),
        "drawings": dict(drawings or {}),
        "timestamp": int(made_at.timestamp()),
        "memory_mb": settings.REPORT_LAYOUT_MEMORY_MB,
        "cpu_seconds": settings.REPORT_LAYOUT_SECONDS,
    }
    return _run(json.dumps(order).encode(), pulse)


def _run(order: bytes, pulse: Callable[[], None]) -> bytes:
    child = subprocess.Popen(
        [sys.executable, "-I", str(Path(typst_worker.__file__))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={},  # neither secrets nor addresses
    )
    try:
        content, errors = _wait(child, order, pulse)
    finally:
        child.kill()
        child.wait()
        for stream in (child.stdin, child.stdout, child.stderr):
            if stream is not None:
                stream.close()
    if child.returncode != 0 or not content.startswith(b"%PDF-"):
        details = errors.decode(errors="replace")[-4000:]
        logger.error("layout_failed", code=child.returncode, details=details)
        raise LayoutError(_("La mise en page du rapport a échoué. L'équipe en est avertie."))
    return content


def _wait(
    child: "subprocess.Popen[bytes]", order: bytes, pulse: Callable[[], None]
) -> tuple[bytes, bytes]:
    deadline = time.monotonic() + settings.REPORT_LAYOUT_SECONDS
    given: bytes | None = order
    while True:
        try:
            return child.communicate(given, timeout=POLL_SECONDS)
        except subprocess.TimeoutExpired as error:
            given = None
            pulse()
            if time.monotonic() > deadline:
                message = _("La mise en page a pris trop de temps : le rapport est trop long.")
                raise LayoutError(message) from error
