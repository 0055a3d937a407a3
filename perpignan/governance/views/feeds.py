"""The calendar of a person by a secret link: shown once, dead once revoked."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from perpignan.governance import operations, queries
from perpignan.governance.forms import FeedForm
from perpignan.governance.models import FeedLink
from perpignan.governance.permissions import can_use_workspace
from perpignan.governance.views.doors import crumbs, for_members
from perpignan.study.models import User
from perpignan.study.waiting import waiting_for

if TYPE_CHECKING:
    from icalendar import Calendar, Event

#: How far back a calendar goes.
PAST = timedelta(days=60)


@for_members
@require_POST
def feed_make(request: HttpRequest) -> HttpResponse:
    """Make a link and show it: this page is the only one that ever does."""
    form = FeedForm(request.POST)
    label = form.cleaned_data["label"] if form.is_valid() else ""
    link, token = operations.make_feed_link(person=request.user, label=label)  # type: ignore[arg-type]  # signed in
    url = request.build_absolute_uri(reverse("governance:feed", args=[token]))
    context = {
        "link": link,
        "url": url,
        "tab": "notices",
        "breadcrumb": crumbs((_("Agenda"), None)),
    }
    return render(request, "governance/feed_made.html", context)


@for_members
@require_POST
def feed_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    link = get_object_or_404(FeedLink, pk=pk, person=request.user)
    operations.revoke_feed_link(link=link)
    messages.success(request, _("Ce lien ne donne plus rien, où qu'il ait été copié."))
    return redirect("governance:notice-list")


@cache_control(private=True, no_store=True)
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Give the meetings and deadlines of whoever holds the link, while it is alive."""
    link = FeedLink.objects.of_token(token).select_related("person").first()
    if link is None or not can_use_workspace(link.person):
        raise Http404
    response = HttpResponse(
        _calendar(request, link.person).to_ical(), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = 'inline; filename="mon-agenda.ics"'
    response["Referrer-Policy"] = "no-referrer"
    return response


def _calendar(request: HttpRequest, person: User) -> "Calendar":
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Perpignan Coeur de Ville//Mon espace//FR")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Perpignan Cœur de Ville : mon agenda"))
    now, today = timezone.now(), timezone.localdate()
    for meeting in queries.meetings_for(person).filter(starts_at__gte=now - PAST):
        event = _event(
            request, f"meeting-{meeting.code}", meeting.title, meeting.get_absolute_url()
        )
        event.add("dtstart", meeting.starts_at)
        event.add("dtend", meeting.ends_at)
        event.add("location", meeting.place or meeting.video_url)
        event.add("status", "CANCELLED" if meeting.status == "cancelled" else "CONFIRMED")
        calendar.add_component(event)
    for item in waiting_for(person, today):
        if item.due_on is not None:
            calendar.add_component(_deadline(request, item.key, item.title, item.url, item.due_on))
    return calendar


def _deadline(request: HttpRequest, key: str, title: str, url: str, day: date) -> "Event":
    event = _event(request, key, _("Échéance : %(title)s") % {"title": title}, url)
    event.add("dtstart", day)
    event.add("transp", "TRANSPARENT")
    return event


def _event(request: HttpRequest, key: str, title: str, url: str) -> "Event":
    import icalendar

    event = icalendar.Event()
    event.add("uid", f"{key}@perpignan-coeur-de-ville")
    event.add("dtstamp", datetime.now(tz=timezone.get_current_timezone()))
    event.add("summary", title)
    if url:
        event.add("url", request.build_absolute_uri(url))
    return event
