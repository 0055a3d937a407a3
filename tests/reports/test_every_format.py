"""What holds in each format alike: the same bytes, and texts that stay texts."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse

from perpignan.reports import operations
from perpignan.reports.blocks import Bullets, Heading, KeyFigures, Paragraph, Sources, Table
from perpignan.reports.making import make_report, render
from perpignan.reports.models import Report
from perpignan.reports.snapshot import storable
from tests.factories.reports import ReportFactory
from tests.factories.study import UserFactory
from tests.programs import need
from tests.reports.file_texts import said, squeezed
from tests.reports.test_typst_pdf import EVERYTHING, HOSTILE, snapshot

#: The markup of each format, what runs in a spreadsheet, what disguises: one paragraph each.
MARKUP = [
    *HOSTILE,
    "</w:t></w:r><w:r><w:t>échappé</w:t></w:r>",
    "<a:t>diapo</a:t><p:sp/>",
    "</text:p><draw:frame/>",
    '=CMD|"/c calc"!A1',
    "@SUM(1+1)*cmd",
    "{{ 7*7 }} {% debug %} ${7*7}",
    "&lt;b&gt; &#60;i&#62; <![CDATA[x]]>",
    "_x0041_ _x000D_",
]
ODT = pytest.param("odt", marks=pytest.mark.slow)  # LibreOffice takes seconds to start
FORMATS = ["pdf", "docx", "xlsx", "pptx", ODT]


def made(format: str, *blocks, **changes) -> bytes:
    if format == "odt":
        need("soffice", "LibreOffice")
    return render(storable(snapshot(*blocks, **changes)), format)


def everywhere(text: str) -> list:
    return [
        Heading(text),
        Paragraph(text),
        Bullets([text]),
        KeyFigures([(text, text)]),
        Table(text, [text], [[text]], text),
        Sources([(text, text, text)]),
    ]


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_snapshot_gives_the_same_bytes(format):
    assert made(format, *EVERYTHING) == made(format, *EVERYTHING)


@pytest.mark.parametrize("format", FORMATS)
def test_markup_of_any_format_is_read_as_it_was_written(format):
    wanted = [squeezed(text.replace("\0", "").replace("\x07", "")) for text in MARKUP]

    content = made(format, Table("Textes", ["Texte"], [[text] for text in MARKUP]))

    words = said(content, format)
    assert [text for text in wanted if text not in words] == []


@pytest.mark.parametrize("format", FORMATS)
def test_marks_that_disguise_are_gone_and_pictures_are_words(format):
    text = "avant \u202eesrever\u2066 \x07\x1b[31m 😀 après עברית"

    words = said(made(format, *everywhere(text), title=text, author=text), format)

    assert not set("\u202e\u2066\x07\x1b😀") & set(words)
    assert "grandsourire" in words
    assert "avant" in words
    assert "après" in words


@pytest.mark.slow
@pytest.mark.parametrize("format", ["docx", "xlsx", "pptx"])
def test_a_text_of_a_million_letters_stops_nothing(format):
    text = "abcd efgh " * 100_000

    words = said(made(format, Paragraph(text), Table("T", ["Texte"], [[text]])), format)

    #: A workbook has no paragraphs, and its cells hold 32,767 letters.
    least = {"docx": 100_000, "xlsx": 3_000, "pptx": 3_000}[format]
    assert words.count("abcdefgh") >= least


@pytest.mark.django_db
@pytest.mark.parametrize("format", ["pdf", "docx", "xlsx", "pptx"])
def test_a_delivered_report_is_never_made_again(format, chapter, client):
    chapter("un")
    person = UserFactory(superuser=True)
    report = ReportFactory(format=format, requested_by=person)
    make_report(report_id=report.pk)
    before = Report.objects.get(pk=report.pk)
    client.force_login(person)

    with pytest.raises(ValidationError, match="Seul un rapport échoué"):
        operations.retry_report(report=before, by=person)
    client.post(reverse("reports:report-retry", args=[report.pk]))
    assert not operations.cancel_report(report=before)
    assert not make_report(report_id=report.pk)
    for change in ({"snapshot": {}}, {"status": "queued"}, {"sha256": "0" * 64}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Report.objects.filter(pk=report.pk).update(**change)

    after = Report.objects.get(pk=report.pk)
    kept = ("status", "attempt", "sha256", "snapshot", "file")
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
