"""The OpenDocument text: made where LibreOffice is, refused clearly where it is not."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError

from perpignan.reports import operations
from perpignan.reports.errors import LayoutError
from perpignan.reports.formats import offered
from perpignan.reports.kinds import PROGRESS
from perpignan.reports.office.opendocument import render_odt
from tests.factories.study import UserFactory
from tests.programs import need
from tests.reports.test_typst_pdf import EVERYTHING, snapshot


def test_odt_is_neither_offered_nor_made_without_libreoffice(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")

    assert offered(["pdf", "odt"]) == ["pdf"]
    with pytest.raises(LayoutError, match="demande LibreOffice"):
        render_odt(snapshot(*EVERYTHING), lambda: None)


@pytest.mark.django_db
def test_odt_is_refused_at_the_request_without_libreoffice(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(ValidationError) as error:
        operations.request_report(by=UserFactory(official=True), kind=PROGRESS, format="odt")

    assert list(error.value.message_dict) == ["format"]


@pytest.mark.slow
def test_odt_holds_the_words_of_the_report():
    need("soffice", "LibreOffice")

    content = render_odt(snapshot(*EVERYTHING), lambda: None)

    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert packed.read("mimetype") == b"application/vnd.oasis.opendocument.text"
        body = packed.read("content.xml").decode()
    assert "Les étapes" in body
    assert "<table:table-header-rows>" in body
