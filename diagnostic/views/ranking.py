"""Prioritisation as everyone sees it: the ranking, and what it rests on."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import ListView

from diagnostic import permissions, queries
from diagnostic.charts import read_session
from diagnostic.enums import ActionCategory
from diagnostic.forms import CompareForm
from diagnostic.models import RankingSession
from diagnostic.queries.ranking import ShownAction, ShownSession
from diagnostic.ranking.session import Row
from diagnostic.wording import percent
from perpignan.phases import page_of
from perpignan.study.models import Action, Source

#: A page of more rows than this would not be read: the API has them all.
MOST_ROWS = 100


@dataclass(frozen=True)
class Line:
    """A row of the ranking, ready to be read."""

    row: Row
    action: ShownAction
    url: str
    score: str
    top: str


def latest_ranking(request: HttpRequest) -> HttpResponse:
    """Show the last frozen session: the ranking in force."""
    session = queries.latest_frozen_session()
    if session is None:
        can_list = permissions.can_view_open_sessions(request.user)
        return render(request, "diagnostic/session_none.html", {"can_list": can_list})
    return _session_page(request, session)


def session_detail(request: HttpRequest, code: str) -> HttpResponse:
    """Show one session: frozen for everyone, in preparation for the team."""
    return _session_page(request, queries.get_session_for(request.user, code))


def _session_page(request: HttpRequest, session: RankingSession) -> HttpResponse:
    shown = queries.show_session(session, request.user)
    rows = shown.result.rows if shown.result else []
    context = {
        "session": session,
        "shown": shown,
        "reading": read_session(shown),
        "lines": _lines(shown, rows[:MOST_ROWS]),
        "left_out": max(0, len(rows) - MOST_ROWS),
        "classes": classes_of(shown),
        "weights": weights_table(shown),
        "criteria": criteria_sources(shown),
        "can_score": permissions.can_score_actions(request.user) and not session.is_frozen,
        "can_freeze": permissions.can_freeze_session(request.user) and not session.is_frozen,
        "breadcrumb": breadcrumb((session.title, "")),
    }
    return render(request, "diagnostic/session_detail.html", context)


def breadcrumb(*last: tuple[str, str]) -> list[tuple[str, str]]:
    return [
        (_("Diagnostic"), reverse("diagnostic:index")),
        (_("Hiérarchisation"), reverse("diagnostic:ranking")),
        *last,
    ]


def _lines(shown: ShownSession, rows: list[Row]) -> list[Line]:
    codes = [row.code for row in rows]
    known = {action.code: action for action in Action.objects.filter(code__in=codes)}
    lines = []
    for row in rows:
        action, record = shown.action(row.code), known.get(row.code)
        url = page_of(record) if record and not action.is_hidden else ""
        score = percent(row.score).removesuffix("%").strip()
        lines.append(Line(row, action, url or "", score, percent(row.top_share)))
    return lines


def criteria_sources(shown: ShownSession) -> list[tuple[str, list[Source]]]:
    """Tell where each criterion of the session comes from; none stands for usual practice."""
    codes = [item["code"] for item in shown.data["inputs"]["criteria"]]
    known = {item.code: item for item in queries.criteria_with_sources().filter(code__in=codes)}
    return [
        (shown.criterion_name(code), list(known[code].sources.all()) if code in known else [])
        for code in codes
    ]


def classes_of(shown: ShownSession) -> list[tuple[str, list[ShownAction]]]:
    """Group the actions by the class proposed for them, in the order of the classes."""
    return [
        (str(category.label), members)
        for category in ActionCategory
        if (members := [a for a in shown.actions.values() if a.category == category])
    ]


def weights_table(shown: ShownSession) -> dict[str, Any]:
    """Lay out who gives which share to each criterion, the agreed weights first."""
    inputs = shown.data["inputs"]
    agreed = {item["code"]: item["weight"] for item in inputs["criteria"]}
    columns = [(_("Poids convenus"), agreed)]
    columns += [
        (shown.stakeholder_name(item["code"]), item["weights"]) for item in inputs["stakeholders"]
    ]
    return {
        "columns": [name for name, _weights in columns],
        "rows": [
            (shown.criterion_name(code), [_share(weights, code) for _name, weights in columns])
            for code in agreed
        ],
    }


def _share(weights: dict[str, float], code: str) -> str:
    total = sum(weights.values())
    return percent(weights.get(code, 0) / total) if total else "-"


class SessionListView(ListView):
    """Every session that the person may see, newest first."""

    template_name = "diagnostic/session_list.html"
    paginate_by = 30

    def get_queryset(self) -> Any:
        return queries.sessions_for(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(
            can_score=permissions.can_score_actions(user),
            can_add=user.has_perm("diagnostic.add_rankingsession"),
            form=CompareForm(user=user),
            breadcrumb=breadcrumb((_("Sessions"), "")),
            **kwargs,
        )


@dataclass(frozen=True)
class Move:
    """An action's places in two sessions; None where it was not ranked."""

    action: ShownAction
    before: int | None
    after: int | None

    @property
    def change(self) -> int | None:
        """Count the places won (positive) or lost."""
        if self.before is None or self.after is None:
            return None
        return self.before - self.after

    @property
    def lost(self) -> int:
        return -(self.change or 0)


def session_compare(request: HttpRequest) -> HttpResponse:
    """Set two sessions side by side: which actions moved, by how many places."""
    form = CompareForm(request.GET or None, user=request.user)
    if not form.is_valid():
        if not request.GET:
            return redirect("diagnostic:session-list")
        context = {"form": form, "breadcrumb": breadcrumb((_("Comparer"), ""))}
        return render(request, "diagnostic/session_compare.html", context)
    chosen = [form.cleaned_data[name] for name in ("before", "after")]
    before, after = (queries.show_session(session, request.user) for session in chosen)
    context = {
        "form": form,
        "before": before,
        "after": after,
        "moves": moves_between(before, after),
        "breadcrumb": breadcrumb((_("Comparer"), "")),
    }
    return render(request, "diagnostic/session_compare.html", context)


def moves_between(before: ShownSession, after: ShownSession) -> list[Move]:
    """List the actions of both sessions by their place in the later one."""
    then = {row.code: row.rank for row in before.result.rows} if before.result else {}
    now = {row.code: row.rank for row in after.result.rows} if after.result else {}
    actions = before.actions | after.actions
    found = [Move(actions[code], then.get(code), now.get(code)) for code in {**now, **then}]
    return sorted(found, key=lambda move: (move.after is None, move.after or 0, move.action.label))
