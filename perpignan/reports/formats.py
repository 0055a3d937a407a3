"""The formats of reports: each turns a snapshot into the bytes of a file.

The libraries of office files weigh 60 MB: only the process that makes such a file loads
them, so they are imported here inside the functions.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from perpignan.reports.enums import ReportFormat
from perpignan.reports.office.opendocument import converter, render_odt
from perpignan.reports.typst_pdf import render_pdf

#: Called now and then while a file is being made, to say that the work goes on.
Pulse = Callable[[], None]


@dataclass(frozen=True)
class Format:
    """A format: what makes it, and how browsers name it."""

    render: Callable[[Mapping[str, Any], Pulse], bytes]
    content_type: str


def _docx(snapshot: Mapping[str, Any], pulse: Pulse) -> bytes:
    from perpignan.reports.office.word import render_docx  # see the top of this file

    return render_docx(snapshot, pulse)


def _xlsx(snapshot: Mapping[str, Any], pulse: Pulse) -> bytes:
    from perpignan.reports.office.workbook import render_xlsx  # see the top of this file

    return render_xlsx(snapshot, pulse)


def _pptx(snapshot: Mapping[str, Any], pulse: Pulse) -> bytes:
    from perpignan.reports.office.slides import render_pptx  # see the top of this file

    return render_pptx(snapshot, pulse)


OFFICE = "application/vnd.openxmlformats-officedocument."
FORMATS: dict[str, Format] = {
    ReportFormat.PDF: Format(render_pdf, "application/pdf"),
    ReportFormat.DOCX: Format(_docx, f"{OFFICE}wordprocessingml.document"),
    ReportFormat.ODT: Format(render_odt, "application/vnd.oasis.opendocument.text"),
    ReportFormat.XLSX: Format(_xlsx, f"{OFFICE}spreadsheetml.sheet"),
    ReportFormat.PPTX: Format(_pptx, f"{OFFICE}presentationml.presentation"),
}


def offered(formats: Sequence[str]) -> list[str]:
    """Keep the formats that this machine can make: ODT asks for LibreOffice."""
    return [name for name in formats if name != ReportFormat.ODT or converter()]
