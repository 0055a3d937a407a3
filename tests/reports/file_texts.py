"""Read back all that a file of a report says, whatever its format."""

import io
import re
import subprocess
import zipfile
from html import unescape

import pikepdf

from tests.programs import need

TAG = re.compile(r"<[^>]+>")
#: What cuts or spaces words without being said: it differs from a format to another.
BLANKS = re.compile(r"[\s\u200b\u00ad\u2060-]")


def squeezed(text: str) -> str:
    return BLANKS.sub("", text).replace("’", "'")


def said(content: bytes, format: str) -> str:
    """Give the words of a file, its notes and its properties too, without blanks."""
    read = _pdf if format == "pdf" else _office
    return squeezed(read(content))


def text_of(content: bytes) -> str:
    """Give the words printed on the pages of a PDF."""
    program = need("pdftotext", "poppler-utils")
    done = subprocess.run([program, "-", "-"], input=content, capture_output=True, check=True)
    return done.stdout.decode()


def _pdf(content: bytes) -> str:
    with pikepdf.open(io.BytesIO(content)) as document:
        known = " ".join(str(value) for value in document.docinfo.values())
    return text_of(content) + known


def _office(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = [
            packed.read(n).decode() for n in packed.namelist() if n.endswith((".xml", ".rels"))
        ]
    # `_x005F_` is how a workbook writes the underscore of a text that looks like its escapes
    words = unescape(TAG.sub("", " ".join(parts))).replace("_x005F_", "_")
    return words + " ".join(parts)
