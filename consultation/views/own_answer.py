"""One's own answer in a file: for a machine (JSON), or for a person (CSV)."""

import csv
import json
from collections.abc import Iterator
from io import StringIO

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.forms import SectionForm, Told
from consultation.models import Response
from consultation.queries import pages_of
from perpignan.study.localisation import localised_text

#: A cell that begins so would be a formula for a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_file(response: Response, form: str) -> HttpResponse:
    if form == "csv":
        return _file(_table(response), "text/csv; charset=utf-8", "ma-reponse.csv")
    return _file(_document(response), "application/json", "ma-reponse.json")


def _file(text: str, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(text, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _document(response: Response) -> str:
    said = {
        "consultation": response.consultation.slug,
        "questionnaire_version": response.questionnaire.version,
        "channel": response.channel,
        "language": response.language,
        "submitted_at": response.submitted_at.isoformat(),
        "answers": response.answers,
    }
    return json.dumps(said, ensure_ascii=False, indent=2)


def _table(response: Response) -> str:
    stream = StringIO()
    stream.write("\ufeff")  # spreadsheets guess the accents from it
    writer = csv.writer(stream, delimiter=";")
    writer.writerow([_("code"), _("question"), _("réponse")])
    writer.writerow(
        ["", _("Consultation"), safe(localised_text(response.consultation, "title").text)]
    )
    day = timezone.localdate(response.submitted_at)
    writer.writerow(["", _("Reçue le"), day.isoformat()])
    for page in pages_of(response.questionnaire):
        for asked in SectionForm(page, response.answers).questions:
            text = localised_text(asked.question, "text").text
            words = " ; ".join(_words(asked.told))
            writer.writerow([asked.question.code, safe(text), safe(words)])
    return stream.getvalue()


def _words(lines: list[Told]) -> Iterator[str]:
    for line in lines:
        text = localised_text(line.option, "text").text if line.option else line.words
        yield f"{text} : {line.detail}" if line.detail else text


def safe(text: str) -> str:
    """Keep a spreadsheet from reading a person's words as a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
