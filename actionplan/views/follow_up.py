"""Where the plan stands: the public dashboard, and the team's reminders."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin, PermissionRequiredMixin
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from actionplan import queries
from actionplan.enums import IndicatorState
from actionplan.permissions import can_edit_sheet


class DashboardView(TemplateView):
    """Progress by priority, what is late and why, indicators, money, versions."""

    template_name = "actionplan/dashboard.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, today = self.request.user, timezone.localdate()
        sheets = queries.alive(queries.followed_sheets_for(user))
        lines = queries.indicator_lines(sheets)
        reached = sum(line.state == IndicatorState.REACHED for line in lines)
        return super().get_context_data(
            sheets=sheets,
            mean=queries.mean_progress(sheets),
            begun=sum(bool(sheet.actual_start) for sheet in sheets),
            priorities=queries.progress_by_priority(sheets, today),
            late=queries.late_sheets(sheets, today),
            indicators=lines,
            measured_count=sum(line.last is not None for line in lines),
            reached_count=reached,
            money=queries.money_lines(sheets),
            funding_day=queries.funding_date(),
            last_version=queries.plan_versions().first(),
            today=today,
            can_edit=can_edit_sheet(user),
            is_illustrative=any(sheet.is_illustrative for sheet in sheets),
            tab="dashboard",
            breadcrumb=[(_("Plan d’actions"), reverse("actionplan:index")), (_("Suivi"), "")],
            **kwargs,
        )


@method_decorator(never_cache, name="dispatch")
class ReminderListView(LoginRequiredMixin, PermissionRequiredMixin, TemplateView):
    """Everything that waits for the team, computed from the dates of the plan."""

    template_name = "actionplan/reminder_list.html"

    def has_permission(self) -> bool:
        return can_edit_sheet(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        reminders = queries.reminders(today)
        return super().get_context_data(
            reminders=reminders,
            total=sum(len(reminder.lines) for reminder in reminders),
            today=today,
            tab="dashboard",
            breadcrumb=[
                (_("Plan d’actions"), reverse("actionplan:index")),
                (_("Suivi"), reverse("actionplan:dashboard")),
                (_("Rappels"), ""),
            ],
            **kwargs,
        )
