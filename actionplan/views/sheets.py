"""Public pages of the action plan: the list of actions, and the sheet of each."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import ListView, TemplateView

from actionplan import queries
from actionplan.charts import build_chart
from actionplan.models import ActionSheet
from perpignan.study.enums import ActionStatus
from perpignan.study.evidence import evidence_for
from perpignan.study.localisation import localised_text
from perpignan.study.models import Priority
from perpignan.study.queries import visible_actions

#: For each filter: its name in the address, its title, and what a sheet answers to it
#: as (value in the address, what a reader reads).
Answers = Callable[[ActionSheet], list[tuple[str, str]]]


@dataclass(frozen=True)
class FilterLink:
    """One choice of a filter: a link that keeps the other choices."""

    label: str
    url: str
    count: int
    is_current: bool


@dataclass(frozen=True)
class Facet:
    name: str
    title: str
    links: list[FilterLink]
    current: str


@dataclass(frozen=True)
class PriorityGroup:
    priority: Priority
    sheets: list[ActionSheet]


def _priorities(sheet: ActionSheet) -> list[tuple[str, str]]:
    priority = sheet.action.priority
    return [(priority.code, localised_text(priority, "name").text)]


def _axes(sheet: ActionSheet) -> list[tuple[str, str]]:
    return [(axis.code, localised_text(axis, "name").text) for axis in sheet.action.axes.all()]


def _statuses(sheet: ActionSheet) -> list[tuple[str, str]]:
    return [(sheet.action.status, str(ActionStatus(sheet.action.status).label))]


def _departments(sheet: ActionSheet) -> list[tuple[str, str]]:
    name = sheet.action.lead_department
    return [(name, name)] if name else []


def filters() -> dict[str, tuple[str, Answers]]:
    return {
        "priorite": (_("Priorité"), _priorities),
        "axe": (_("Axe"), _axes),
        "etat": (_("État"), _statuses),
        "service": (_("Service responsable"), _departments),
    }


def asked_for(parameters: QueryDict, sheets: Sequence[ActionSheet]) -> dict[str, str]:
    """Keep of the address what names an existing choice; the rest is ignored."""
    asked = {}
    for name, (_title, answers) in filters().items():
        value = parameters.get(name, "")
        if any(value == known for sheet in sheets for known, _label in answers(sheet)):
            asked[name] = value
    return asked


def matching(sheets: Sequence[ActionSheet], asked: Mapping[str, str]) -> list[ActionSheet]:
    """Keep the sheets that answer everything asked for."""
    known = filters()
    return [
        sheet
        for sheet in sheets
        if all(
            value in {key for key, _label in known[name][1](sheet)} for name, value in asked.items()
        )
    ]


def build_facets(sheets: Sequence[ActionSheet], asked: Mapping[str, str]) -> list[Facet]:
    """List the choices of each filter with how many actions each would leave."""
    return [_facet(name, *known, sheets, asked) for name, known in filters().items()]


def _facet(
    name: str,
    title: str,
    answers: Answers,
    sheets: Sequence[ActionSheet],
    asked: Mapping[str, str],
) -> Facet:
    others = {key: value for key, value in asked.items() if key != name}
    counts: dict[tuple[str, str], int] = {}
    for sheet in matching(sheets, others):
        for answer in answers(sheet):
            counts[answer] = counts.get(answer, 0) + 1
    links = [
        FilterLink(label, _address(others | {name: value}), count, asked.get(name) == value)
        for (value, label), count in counts.items()
    ]
    links.insert(0, FilterLink(_("Toutes"), _address(others), 0, name not in asked))
    current = next((link.label for link in links if link.is_current), "")
    return Facet(name, title, links, current)


def _address(asked: Mapping[str, str]) -> str:
    query = QueryDict(mutable=True)
    query.update(dict(asked))
    url = reverse("actionplan:index")
    return f"{url}?{query.urlencode()}" if asked else url


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

    def get_queryset(self) -> list[ActionSheet]:  # type: ignore[override]
        self.sheets = list(queries.sheets_for(self.request.user))
        self.asked = asked_for(self.request.GET, self.sheets)
        return matching(self.sheets, self.asked)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        found = matching(self.sheets, self.asked)
        return context | {
            "groups": group_by_priority(context["object_list"]),
            "facets": build_facets(self.sheets, self.asked),
            "is_filtered": bool(self.asked),
            "found_count": len(found),
            "total_count": len(self.sheets),
            "totals": queries.budget_totals(found),
            "chart": build_chart(found),
            "breadcrumb": [(_("Plan d’actions"), "")],
            "is_illustrative": any(sheet.is_illustrative for sheet in found),
        }


class SheetDetailView(TemplateView):
    """The sheet of an action: where it comes from first, then who, how and with what.

    An action whose sheet is not written yet has its page too: other phases point at it.
    """

    template_name = "actionplan/sheet_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        action = get_object_or_404(visible_actions(user), code=kwargs["code"])
        sheet = queries.full_sheets_for(user).filter(action=action).first()
        day = queries.funding_date()
        return super().get_context_data(
            action=action,
            sheet=sheet,
            evidence=evidence_for([action], user)[action.pk],
            levers=queries.levers_at(sheet, day) if sheet else [],
            funding_day=day,
            breadcrumb=[(_("Plan d’actions"), reverse("actionplan:index")), (action.code, "")],
            **kwargs,
        )
