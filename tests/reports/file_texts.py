"""Read back all that a file of a report says, whatever its format."""

import io
import re
import shutil
import subprocess
import zipfile
from html import unescape

import pikepdf
import pytest

TAG = re.compile(r"<[^>]+>")
#: What cuts or spaces words without being said: it differs from a format to another.
BLANKS = re.compile(r"[\s\u200b\u00ad\u2060-]")


def squeezed(text: str) -> str:
    return BLANKS.sub("", text).replace("’", "'")


def said(content: bytes, format: str) -> str:
    """Give the words of a file, its notes and its properties too, without blanks."""
    read = _pdf if format == "pdf" else _office
    return squeezed(read(content))


def _pdf(content: bytes) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    done = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
    with pikepdf.open(io.BytesIO(content)) as document:
        known = " ".join(str(value) for value in document.docinfo.values())
    return done.stdout.decode() + known


def _office(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = [
            packed.read(n).decode() for n in packed.namelist() if n.endswith((".xml", ".rels"))
        ]
    # `_x005F_` is how a workbook writes the underscore of a text that looks like its escapes
    words = unescape(TAG.sub("", " ".join(parts))).replace("_x005F_", "_")
    return words + " ".join(parts)
