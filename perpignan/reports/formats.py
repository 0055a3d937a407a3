"""The formats of reports: each turns a snapshot into the bytes of a file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from perpignan.reports.enums import ReportFormat
from perpignan.reports.typst_pdf import render_pdf

#: Called now and then while a file is being made, to say that the work goes on.
Pulse = Callable[[], None]


@dataclass(frozen=True)
class Format:
    """A format: what makes it, and how browsers name it."""

    render: Callable[[Mapping[str, Any], Pulse], bytes]
    content_type: str


FORMATS: dict[str, Format] = {
    ReportFormat.PDF: Format(render_pdf, "application/pdf"),
}
