"""Public pages of the action plan: the list of actions, and the sheet of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import ListView, TemplateView

from actionplan import queries
from actionplan.charts import build_chart
from actionplan.models import ActionSheet
from actionplan.permissions import can_correct_sheet, can_edit_sheet, can_view_commitments
from actionplan.views.facets import Answers, Facets
from perpignan.governance.permissions import can_use_workspace
from perpignan.study.enums import ActionStatus
from perpignan.study.evidence import evidence_for
from perpignan.study.localisation import localised_text
from perpignan.study.models import Priority
from perpignan.study.queries import visible_actions


@dataclass(frozen=True)
class PriorityGroup:
    priority: Priority
    sheets: list[ActionSheet]


def _priorities(sheet: ActionSheet) -> list[tuple[str, str]]:
    priority = sheet.action.priority
    return [(priority.code, localised_text(priority, "name").text)]


def _axes(sheet: ActionSheet) -> list[tuple[str, str]]:
    return [(axis.code, localised_text(axis, "name").text) for axis in sheet.action.axes.all()]


def _zones(sheet: ActionSheet) -> list[tuple[str, str]]:
    return [(zone.code, localised_text(zone, "name").text) for zone in sheet.action.zones.all()]


def _statuses(sheet: ActionSheet) -> list[tuple[str, str]]:
    return [(sheet.action.status, str(ActionStatus(sheet.action.status).label))]


def _departments(sheet: ActionSheet) -> list[tuple[str, str]]:
    name = sheet.action.lead_department
    return [(name, name)] if name else []


def filters() -> dict[str, tuple[str, Answers[ActionSheet]]]:
    return {
        "priorite": (_("Priorité"), _priorities),
        "axe": (_("Axe"), _axes),
        "secteur": (_("Secteur"), _zones),
        "etat": (_("État"), _statuses),
        "service": (_("Service responsable"), _departments),
    }


def group_by_priority(sheets: Iterable[ActionSheet]) -> list[PriorityGroup]:
    groups: dict[int, PriorityGroup] = {}
    for sheet in sheets:
        priority = sheet.action.priority
        groups.setdefault(priority.pk, PriorityGroup(priority, [])).sheets.append(sheet)
    return list(groups.values())


class SheetListView(ListView):
    """The plan: its actions by priority, what they ask and what they bring."""

    template_name = "actionplan/sheet_list.html"
    paginate_by = 100

    def get_queryset(self) -> list[ActionSheet]:  # type: ignore[override]  # a list that pages like a queryset
        sheets = queries.sheets_for(self.request.user)
        self.can_edit = can_edit_sheet(self.request.user)
        if self.can_edit:
            sheets = queries.with_completeness(sheets)
        self.sheets = list(sheets)
        url = reverse("actionplan:index")
        self.facets = Facets(url, filters(), self.sheets, self.request.GET)
        self.found = self.facets.found()
        return self.found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        shown = context["object_list"]
        if self.can_edit:
            for sheet in shown:
                sheet.completeness = queries.completeness_of(sheet)
        return context | {
            "groups": group_by_priority(shown),
            "facets": self.facets.all(),
            "is_filtered": bool(self.facets.asked),
            "found_count": len(self.found),
            "total_count": len(self.sheets),
            "totals": queries.budget_totals(self.found),
            "chart": build_chart(shown),
            "can_edit": self.can_edit,
            "tab": "sheets",
            "breadcrumb": [(_("Plan d’actions"), "")],
            "is_illustrative": any(sheet.is_illustrative for sheet in self.found),
        }


class SheetDetailView(TemplateView):
    """The sheet of an action: where it comes from first, then who, how and with what.

    An action whose sheet is not written yet has its page too: other phases point at it.
    """

    template_name = "actionplan/sheet_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, today = self.request.user, timezone.localdate()
        action = get_object_or_404(visible_actions(user), code=kwargs["code"])
        sheet = queries.full_sheets_for(user).filter(action=action).first()
        day = queries.funding_date()
        funded = queries.funded_sheets_for(user).filter(action=action).first()
        return super().get_context_data(
            action=action,
            sheet=sheet,
            evidence=evidence_for([action], user)[action.pk],
            funding=queries.SheetFunding(funded, day) if funded else None,
            levers=queries.levers_at(sheet, day) if sheet else [],
            costs=list(sheet.costs.all()) if sheet else [],
            cost_totals=queries.yearly_costs(sheet.costs.all()) if sheet else [],
            indicators=queries.indicator_lines([sheet]) if sheet else [],
            is_late=sheet.is_late_at(today) if sheet else False,
            funding_day=day,
            today=today,
            can_edit=can_edit_sheet(user),
            is_member=can_use_workspace(user),
            can_correct=sheet is not None and can_correct_sheet(user, action),
            sees_team=can_view_commitments(user),
            tab="sheets",
            breadcrumb=[(_("Plan d’actions"), reverse("actionplan:index")), (action.code, "")],
            **kwargs,
        )
