"""Results as open data: what each column means, and the files."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from consultation.models import Consultation
from consultation.queries import Results
from consultation.resources import (
    CROSS_COLUMNS,
    LICENCE,
    LICENCE_URL,
    RESULT_COLUMNS,
    cross_rows,
    open_row_columns,
    open_rows,
    result_rows,
    results_document,
)
from consultation.views.results_door import (
    consultation_with_results,
    kept,
    results_context,
    results_of,
)
from perpignan.backoffice_streams import csv_stream

TABLES: dict[str, Callable[[Results], Iterator[Sequence[Any]]]] = {
    "resultats": result_rows,
    "croisements": cross_rows,
    "lignes": open_rows,
}


@require_safe
def dictionary(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what each file holds and what each column means."""
    consultation = consultation_with_results(request, slug, "open_rows")
    return kept(request, consultation, lambda: _dictionary(request, consultation))


def _dictionary(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    found = results_of(consultation)
    context = results_context(consultation, "results-data")
    if found is None:
        return render(request, "consultation/results_waiting.html", context)
    context |= {
        "results": found,
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "result_columns": RESULT_COLUMNS,
        "cross_columns": CROSS_COLUMNS,
        "row_columns": open_row_columns(found),
    }
    return render(request, "consultation/results_data.html", context)


@require_safe
def download(request: HttpRequest, slug: str, name: str, form: str) -> HttpResponseBase:
    """Give a file of what may be published; rows of people only where enough are alike."""
    consultation = consultation_with_results(request, slug, "tables", "open_rows")
    found = results_of(consultation)
    if found is None:
        raise Http404
    if (name, form) == ("resultats", "json"):
        document = results_document(consultation, found, with_tables=True)
        response: HttpResponseBase = JsonResponse(
            document, json_dumps_params={"ensure_ascii": False}
        )
    elif form == "csv" and name in TABLES and _is_open(name, found):
        response = StreamingHttpResponse(
            csv_stream(TABLES[name](found)), content_type="text/csv; charset=utf-8"
        )
    else:
        raise Http404
    response["Content-Disposition"] = f'attachment; filename="{consultation.slug}-{name}.{form}"'
    return response


def _is_open(name: str, found: Results) -> bool:
    return name != "lignes" or bool(found.row.open_rows["columns"])
