"""The public data sets: what they are, their dictionary, their files and the catalogue."""

from itertools import chain
from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    JsonResponse,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from perpignan.backoffice_streams import csv_stream
from perpignan.study.open_data import (
    EXTENSIONS,
    LICENCE,
    LICENCE_URL,
    Dataset,
    dataset_called,
    datasets,
)

MEDIA = {"csv": "text/csv", "json": "application/json"}


@require_safe
def open_data_page(request: HttpRequest) -> HttpResponse:
    shown = [(dataset, dataset.changed_on()) for dataset in datasets()]
    context = {
        "datasets": shown,
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "breadcrumb": [(_("Données ouvertes"), "")],
    }
    return render(request, "study/open_data.html", context)


@require_safe
def dataset_download(request: HttpRequest, code: str, extension: str) -> HttpResponseBase:
    """Give the whole of a data set, the same to whoever asks."""
    dataset = dataset_called(code)
    if dataset is None or extension not in EXTENSIONS:
        raise Http404
    response = _json(dataset) if extension == "json" else _csv(dataset)
    response["Content-Disposition"] = f'attachment; filename="{code}.{extension}"'
    return response


def _json(dataset: Dataset) -> HttpResponseBase:
    content = {
        "licence": dataset.licence,
        "dictionary": dataset.dictionary,
        "rows": list(dataset.table()),
    }
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False})


def _csv(dataset: Dataset) -> HttpResponseBase:
    rows = chain([list(dataset.dictionary)], (list(row.values()) for row in dataset.table()))
    return StreamingHttpResponse(csv_stream(rows), content_type="text/csv; charset=utf-8")


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Describe the data sets for machines that gather catalogues (DCAT, JSON-LD)."""

    def whole(path: str) -> str:
        return request.build_absolute_uri(path)

    described = [_described(dataset, whole) for dataset in datasets()]
    content = {
        "@context": {"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/"},
        "@type": "dcat:Catalog",
        "@id": whole(reverse("study:open-data")),
        "dct:title": _("Données ouvertes de Perpignan Cœur de Ville"),
        "dct:language": get_language(),
        "dcat:dataset": described,
    }
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False})


def _described(dataset: Dataset, whole: Any) -> dict[str, Any]:
    files = [
        {
            "@type": "dcat:Distribution",
            "dcat:downloadURL": whole(url),
            "dcat:mediaType": MEDIA[extension],
            "dct:license": dataset.licence_url,
        }
        for extension, url in dataset.files
    ]
    changed = dataset.changed_on()
    return {
        "@type": "dcat:Dataset",
        "@id": whole(f"{reverse('study:open-data')}#{dataset.code}"),
        "dct:identifier": dataset.code,
        "dct:title": str(dataset.title),
        "dct:description": str(dataset.what),
        "dct:license": dataset.licence_url,
        **({"dct:modified": changed.isoformat()} if changed else {}),
        "dcat:distribution": files,
    }
