"""The diary: workshops, drop-ins and visits, those to come and what came of the others."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from perpignan.governance import operations, queries
from perpignan.governance.forms import DiaryForm
from perpignan.governance.models import DiaryEntry
from perpignan.governance.permissions import can_edit_diary, can_view_diary
from perpignan.governance.views.doors import crumbs, for_members, refused

PAGE_SIZE = 30


@for_members
@require_safe
def diary_list(request: HttpRequest) -> HttpResponse:
    """Show the meetings with people to come, then those that were held, and how many came."""
    if not can_view_diary(request.user):
        raise PermissionDenied
    now, entries = timezone.now(), queries.diary_entries()
    past = entries.filter(starts_at__lt=now)
    context = {
        "to_come": list(entries.filter(starts_at__gte=now).order_by("starts_at")),
        "page_obj": Paginator(past, PAGE_SIZE).get_page(request.GET.get("page")),
        "can_edit": can_edit_diary(request.user),
        "tab": "diary",
        "breadcrumb": crumbs((_("Ateliers et permanences"), None)),
    }
    return render(request, "governance/diary_list.html", context)


@for_members
@require_http_methods(["GET", "HEAD", "POST"])
def diary_add(request: HttpRequest) -> HttpResponse:
    return _edit(request, DiaryEntry(), _("Noter un rendez-vous"))


@for_members
@require_http_methods(["GET", "HEAD", "POST"])
def diary_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Write how many came and what was said, or change the date or the place."""
    entry = get_object_or_404(queries.diary_entries(), code=code)
    return _edit(request, entry, entry.title)


def _edit(request: HttpRequest, entry: DiaryEntry, title: str) -> HttpResponse:
    if not can_edit_diary(request.user):
        raise PermissionDenied
    form = DiaryForm(request.POST or None, instance=entry)
    if form.is_valid():
        try:
            operations.save_record(record=form.instance)
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, _("Le rendez-vous est noté."))
            return redirect("governance:diary-list")
    context = {
        "title": title,
        "form": form,
        "tab": "diary",
        "breadcrumb": crumbs(
            (_("Ateliers et permanences"), reverse("governance:diary-list")), (title, None)
        ),
    }
    status = 400 if form.is_bound else 200
    return render(request, "governance/diary_edit.html", context, status=status)
