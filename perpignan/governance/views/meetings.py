"""Meetings: those to come, their agenda, what was written of them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from perpignan.governance import operations, queries
from perpignan.governance.enums import MeetingStatus
from perpignan.governance.models import Meeting
from perpignan.governance.permissions import can_edit_meeting
from perpignan.governance.views.doors import crumbs, for_members

PAGE_SIZE = 30


@for_members
@require_safe
def meeting_list(request: HttpRequest) -> HttpResponse:
    """Show the meetings to come, then those that were held."""
    meetings = queries.meetings_for(request.user)
    past = meetings.filter(starts_at__lt=timezone.now())
    context = {
        "to_come": list(meetings.to_come(timezone.now())),
        "page_obj": Paginator(past, PAGE_SIZE).get_page(request.GET.get("page")),
        "tab": "meetings",
        "breadcrumb": crumbs((_("Réunions"), None)),
    }
    return render(request, "governance/meeting_list.html", context)


@for_members
@require_safe
def meeting_detail(request: HttpRequest, code: str) -> HttpResponse:
    meeting = _load(request, code)
    may_edit = meeting.status == MeetingStatus.PLANNED and can_edit_meeting(request.user)
    decisions = queries.decisions_for(request.user).filter(meeting=meeting)
    context = {
        "meeting": meeting,
        "agenda": list(meeting.agenda.all()),
        "minutes": queries.minutes_of(meeting, request.user),
        "decisions": list(decisions),
        "proposals": queries.proposed_points(meeting, request.user) if may_edit else [],  # type: ignore[arg-type]  # signed in
        "may_edit": can_edit_meeting(request.user),
        "tab": "meetings",
        "breadcrumb": crumbs(
            (_("Réunions"), reverse("governance:meeting-list")), (meeting.title, None)
        ),
    }
    return render(request, "governance/meeting_detail.html", context)


@for_members
@require_POST
def agenda_add(request: HttpRequest, code: str) -> HttpResponse:
    """Put the points that were ticked on the agenda."""
    meeting = _load(request, code)
    if not can_edit_meeting(request.user):
        raise PermissionDenied
    try:
        added = operations.build_agenda(
            meeting=meeting,
            by=request.user,  # type: ignore[arg-type]  # signed in
            keys=request.POST.getlist("point"),
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("governance:meeting-detail", code=code)
    told = ngettext("%d point ajouté.", "%d points ajoutés.", len(added)) % len(added)
    messages.success(request, told)
    return redirect("governance:meeting-detail", code=code)


def _load(request: HttpRequest, code: str) -> Meeting:
    try:
        return queries.get_meeting_for(request.user, code)
    except Meeting.DoesNotExist as error:
        raise Http404 from error
