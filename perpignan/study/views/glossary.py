"""The glossary, an anchor a word."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from perpignan.study.glossary import sorted_terms


@require_safe
def glossary_page(request: HttpRequest) -> HttpResponse:
    context = {"terms": sorted_terms(), "breadcrumb": [(_("Glossaire"), "")]}
    return render(request, "study/glossary.html", context)
