"""Contributions as open data, with the dictionary of their columns."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from consultation.queries import contributions_to_export
from consultation.resources import COLUMNS, contribution_table
from consultation.views.attempt import get_consultation
from perpignan.backoffice_formats import SafeCSV, SafeXLSX

FORMATS = {"csv": SafeCSV, "xlsx": SafeXLSX}
JSON = "json"


@require_safe
def dictionary(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what each column means, before or after downloading."""
    context = {
        "consultation": get_consultation(request, slug),
        "columns": COLUMNS,
        "extensions": [*FORMATS, JSON],
    }
    return render(request, "consultation/contribution_data.html", context)


@require_safe
def download(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    """Give what everyone may read, whoever asks: no draft leaves by this door."""
    consultation = get_consultation(request, slug)
    if extension != JSON and extension not in FORMATS:
        raise Http404
    table = contribution_table(contributions_to_export(consultation))
    if extension == JSON:
        meanings = {column.name: str(column.meaning) for column in COLUMNS}
        response: HttpResponse = JsonResponse(
            {"dictionary": meanings, "contributions": table.dict},
            json_dumps_params={"ensure_ascii": False},
        )
    else:
        written = FORMATS[extension]()
        response = HttpResponse(written.export_data(table), content_type=written.content_type)
    name = f"contributions-{consultation.slug}.{extension}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
