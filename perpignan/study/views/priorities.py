"""The page of a priority: what was found, said, planned and paid for it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from perpignan.study.localisation import localised_text
from perpignan.study.models import Priority
from perpignan.study.priorities import parts_of


@require_safe
def priority_page(request: HttpRequest, code: str) -> HttpResponse:
    priority = get_object_or_404(Priority, code=code)
    context = {
        "priority": priority,
        "parts": parts_of(priority, request.user),
        "others": Priority.objects.exclude(pk=priority.pk),
        "breadcrumb": [(_("Priorités"), ""), (localised_text(priority, "name").text, "")],
    }
    return render(request, "study/priority.html", context)
