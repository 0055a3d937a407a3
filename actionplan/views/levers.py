"""The levers: a catalogue to search, a page each, their deadlines, and what fits an action."""

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import ListView, TemplateView

from actionplan import queries
from actionplan.forms import LeverFilterForm
from actionplan.permissions import can_edit_sheet
from perpignan.study.models import FundingLever
from perpignan.study.queries import levers_with_sources

if TYPE_CHECKING:
    from icalendar import Event

NEARBY_SHOWN = 10


def _path(*last: tuple[str, str]) -> list[tuple[str, str]]:
    return [
        (_("Plan d’actions"), reverse("actionplan:index")),
        (_("Leviers"), reverse("actionplan:lever-list") if last else ""),
        *last,
    ]


class LeverListView(ListView):
    """The catalogue, searched and filtered by an address that can be kept."""

    template_name = "actionplan/lever_list.html"
    paginate_by = 30

    def get_queryset(self) -> QuerySet[FundingLever]:
        self.form = LeverFilterForm(self.request.GET or None)
        asked = self.form.cleaned_data if self.form.is_bound and self.form.is_valid() else {}
        if self.form.is_bound and not asked:
            asked = {name: value for name, value in self.form.cleaned_data.items() if value}
        self.asked = {name: value for name, value in asked.items() if value}
        return queries.find_levers(self.asked)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        day = self.asked.get("open_on") or queries.funding_date()
        return context | {
            "form": self.form,
            "is_filtered": bool(self.asked),
            "levers": [(lever, lever.state_at(day)) for lever in context["object_list"]],
            "day": day,
            "tab": "levers",
            "breadcrumb": _path(),
        }


class LeverDetailView(TemplateView):
    """A lever: what it gives, when, which actions count on it, what it gave before."""

    template_name = "actionplan/lever_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lever = get_object_or_404(
            levers_with_sources().prefetch_related("excludes", "deadlines"), code=kwargs["code"]
        )
        day = queries.funding_date()
        return super().get_context_data(
            lever=lever,
            state=lever.state_at(day),
            day=day,
            requests=[
                (line, queries.total_of(line))
                for line in queries.requests_of(lever, self.request.user)
            ],
            past=queries.past_grants(lever.code),
            nearby=queries.past_grants_nearby(lever.code)[:NEARBY_SHOWN],
            tab="levers",
            breadcrumb=_path((lever.name, "")),
            **kwargs,
        )


class SheetLeversView(TemplateView):
    """Which levers may pay for an action, with the reasons for, against, and the unknown."""

    template_name = "actionplan/sheet_levers.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sheets = queries.funded_sheets_for(self.request.user)
        sheet = get_object_or_404(sheets, action__code=kwargs["code"])
        day = queries.funding_date()
        levers = list(queries.own_levers())
        matches = queries.levers_for(sheet, levers, day)
        possible = [item for item in matches if item.match.is_possible]
        return super().get_context_data(
            sheet=sheet,
            day=day,
            possible=possible,
            barred=[item for item in matches if not item.match.is_possible],
            tab="sheets",
            breadcrumb=[
                (_("Plan d’actions"), reverse("actionplan:index")),
                (sheet.code, sheet.get_absolute_url()),
                (_("Leviers possibles"), ""),
            ],
            **kwargs,
        )


class DeadlineListView(TemplateView):
    """The last days to ask each lever, and what to begin when."""

    template_name = "actionplan/deadline_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today, user = timezone.localdate(), self.request.user
        found = queries.deadlines()
        lines = []
        if can_edit_sheet(user):
            sheets = list(queries.funded_sheets_for(user))
            lines = [line for sheet in sheets for line in sheet.funding]  # type: ignore[attr-defined]  # prefetched under this name
            for sheet in sheets:
                for line in sheet.funding:  # type: ignore[attr-defined]  # prefetched under this name
                    line.sheet = sheet
        prepared = queries.preparations(lines, today)
        return super().get_context_data(
            coming=[item for item in found if item.on >= today],
            past=[item for item in reversed(found) if item.on < today],
            preparations=[(item, item.is_late_at(today)) for item in prepared],
            today=today,
            can_edit=can_edit_sheet(user),
            feed=self.request.build_absolute_uri(reverse("actionplan:deadline-feed")),
            tab="levers",
            breadcrumb=_path((_("Échéances"), "")),
            **kwargs,
        )


@require_safe
def deadline_feed(request: HttpRequest) -> HttpResponse:
    """Give the deadlines as a calendar to subscribe to."""
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Perpignan Coeur de Ville//Leviers//FR")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Échéances des leviers de financement"))
    now = timezone.now()
    for deadline in queries.deadlines():
        calendar.add_component(_event(request, deadline, now))
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="leviers.ics"'
    return response


def _event(request: HttpRequest, deadline: queries.Deadline, now: Any) -> "Event":
    import icalendar

    url = reverse("actionplan:lever-detail", args=[deadline.lever.code])
    event = icalendar.Event()
    event.add("uid", deadline.uid)
    event.add("dtstamp", now)
    event.add("dtstart", deadline.on)
    event.add("summary", f"{deadline.lever.name} : {deadline.label}".strip(" :"))
    event.add("description", deadline.lever.body)
    event.add("url", request.build_absolute_uri(url))
    event.add("transp", "TRANSPARENT")
    return event
