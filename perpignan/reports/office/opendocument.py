"""A report as an OpenDocument text, where LibreOffice is installed: from our Word text."""

import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from perpignan.reports.errors import LayoutError
from perpignan.reports.office.packing import repacked

PROGRAMS = ("soffice", "libreoffice")
POLL_SECONDS = 0.5
DRAWN = re.compile(rb'<config:config-item config:name="Rsid(?:Root)?"[^>]*>[^<]*</[^>]+>')


def converter() -> str | None:
    """Find LibreOffice on this machine."""
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)


def render_odt(snapshot: Mapping[str, Any], pulse: Callable[[], None]) -> bytes:
    """Convert the Word text of a report. Raise LayoutError without LibreOffice, or if it fails."""
    # python-docx weighs 30 MB: only the process that writes a text loads it.
    from perpignan.reports.office.word import render_docx

    program = converter()
    if program is None:
        raise LayoutError(_("Le format ODT demande LibreOffice, absent de ce serveur."))
    content = render_docx(snapshot, pulse)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "rapport.docx"
        source.write_bytes(content)
        _convert(program, source, pulse)
        target = source.with_suffix(".odt")
        if not target.exists():
            raise LayoutError(_("La conversion en ODT a échoué. L'équipe en est avertie."))
        return repacked(target.read_bytes(), _without_chance)


def _without_chance(name: str, part: bytes) -> bytes:
    """Take out the number that LibreOffice draws for each session: no reader needs it."""
    return DRAWN.sub(b"", part) if name == "settings.xml" else part


def _convert(program: str, source: Path, pulse: Callable[[], None]) -> None:
    """Run LibreOffice with a profile of its own: two conversions do not wait for each other."""
    profile = (source.parent / "profile").as_uri()
    child = subprocess.Popen(
        [
            *(program, f"-env:UserInstallation={profile}", "--headless", "--norestore"),
            *("--convert-to", "odt", "--outdir", str(source.parent), str(source)),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"HOME": str(source.parent), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
    )
    deadline = time.monotonic() + settings.REPORT_LAYOUT_SECONDS
    try:
        while child.poll() is None:
            time.sleep(POLL_SECONDS)
            pulse()
            if time.monotonic() > deadline:
                raise LayoutError(_("La conversion en ODT a pris trop de temps."))
    finally:
        child.kill()
        child.wait()
