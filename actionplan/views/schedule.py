"""The calendar of the plan, and the team's page that moves an action."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods
from django.views.generic import TemplateView

from actionplan import operations, queries
from actionplan.charts import MOST_ROWS, build_gantt, columns, table_row
from actionplan.forms import MoveForm
from actionplan.models import ActionSheet
from actionplan.permissions import can_edit_sheet
from actionplan.schedule import Move


class ScheduleView(TemplateView):
    """The drawing of the calendar, then the same facts as a list."""

    template_name = "actionplan/schedule.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, today = self.request.user, timezone.localdate()
        schedule = queries.schedule_for(user)
        page = Paginator(schedule.rows, MOST_ROWS).get_page(self.request.GET.get("page"))
        rows = list(page.object_list)
        return super().get_context_data(
            schedule=schedule,
            chart=build_gantt(schedule, rows, today),
            columns=columns(),
            rows=[(row, table_row(row), row.sheet.is_late_at(today)) for row in rows],
            page_obj=page,
            is_paginated=page.paginator.num_pages > 1,
            paginator=page.paginator,
            today=today,
            can_edit=can_edit_sheet(user),
            is_illustrative=any(row.sheet.is_illustrative for row in rows),
            tab="schedule",
            breadcrumb=[(_("Plan d’actions"), reverse("actionplan:index")), (_("Calendrier"), "")],
            **kwargs,
        )


@login_required
@cache_control(private=True, no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def sheet_move(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for new dates, show what they would move, then move what is accepted."""
    if not can_edit_sheet(request.user):
        raise PermissionDenied
    sheets = ActionSheet.objects.select_related("action")
    sheet = get_object_or_404(sheets, action__code=code)
    form = MoveForm(request.POST or None, sheet=sheet)
    moves: list[Move] | None = None
    if request.method == "POST" and form.is_valid():
        start, end = form.cleaned_data["start"], form.cleaned_data["end"]
        if "confirm" in request.POST and _moved(request, sheet, form):
            return redirect("actionplan:schedule")
        moves = queries.proposed_moves(sheet, start, end)
    context = {"sheet": sheet, "form": form, "moves": moves, "tab": "schedule"}
    return render(request, "actionplan/sheet_move.html", context | _around(sheet, moves))


def _moved(request: HttpRequest, sheet: ActionSheet, form: MoveForm) -> bool:
    """Move the action and what was ticked, with the dates that the person was shown."""
    try:
        moved = operations.move_sheet(
            sheet=sheet, **form.cleaned_data, followers=_accepted(request)
        )
    except ValidationError as error:
        for message in error.messages:
            form.add_error(None, message)
        return False
    codes = ", ".join(item.code for item in moved)
    messages.success(request, _("Nouvelles dates enregistrées : %(codes)s.") % {"codes": codes})
    return True


def _accepted(request: HttpRequest) -> dict[str, tuple[date, date]]:
    """Read the ticked boxes: `code|first day|last day`, as the page wrote them."""
    found = {}
    for value in request.POST.getlist("accept"):
        code, _bar, days = value.partition("|")
        first, _bar, last = days.partition("|")
        try:
            found[code] = (date.fromisoformat(first), date.fromisoformat(last))
        except ValueError as error:
            raise ValidationError(_("Cette proposition ne se lit pas : recommencez.")) from error
    return found


def _around(sheet: ActionSheet, moves: list[Move] | None) -> dict[str, Any]:
    titles = {
        item.action.code: item
        for item in ActionSheet.objects.select_related("action").filter(
            action__code__in=[move.code for move in moves or ()]
        )
    }
    return {
        "proposals": [(move, titles[move.code]) for move in moves or ()],
        "breadcrumb": [
            (_("Plan d’actions"), reverse("actionplan:index")),
            (_("Calendrier"), reverse("actionplan:schedule")),
            (sheet.code, ""),
        ],
    }
