"""The team's pages of prioritisation: scores, weights, classes, freezing."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from diagnostic import operations, permissions, queries
from diagnostic.forms import ClassFormSet, CopySessionForm, WeightsForm
from diagnostic.models import Criterion, RankingSession, Stakeholder
from diagnostic.permissions import Person
from diagnostic.validators import write_score
from diagnostic.views.ranking import breadcrumb
from perpignan.study.localisation import localised_text

#: With nine criteria, a page of the grid stays under Django's limit of fields a form.
ACTIONS_A_PAGE = 50
View = Callable[..., HttpResponse]


def for_those_who(may: Callable[[Person], bool]) -> Callable[[View], View]:
    """Load the session of a page for those who may work on it; others are refused."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, code: str, **more: Any) -> HttpResponse:
            if not may(request.user):
                raise PermissionDenied
            return view(request, queries.get_session_for(request.user, code), **more)

        return login_required(checked)

    return decorate


def _path_to(session: RankingSession, page: str) -> dict[str, Any]:
    return {"breadcrumb": breadcrumb((session.title, session.get_absolute_url()), (page, ""))}


@dataclass
class Cell:
    """A cell of the grid: what is stored or was typed, and what is wrong with it."""

    name: str
    value: str
    action: str
    criterion: str
    criterion_name: str
    error: str = ""

    @property
    def label(self) -> str:
        return f"{self.action}, {self.criterion_name}"


@dataclass
class GridRow:
    action: Any
    cells: list[Cell]

    @property
    def source_name(self) -> str:
        return f"source-{self.action.pk}"


@for_those_who(permissions.can_score_actions)
def score_grid(request: HttpRequest, session: RankingSession) -> HttpResponse:
    """Score many actions at once; nothing is stored while a cell is wrong."""
    page = _page_of_actions(request, session)
    criteria = list(queries.active_criteria())
    rows = _grid(session, page, criteria)
    before = {cell.name: cell.value for row in rows for cell in row.cells}
    errors: list[Cell] = []
    if request.method == "POST":
        errors = _save_grid(request, session, rows)
        if not errors:
            return redirect(request.get_full_path())
        before = _before(request)
    context = {
        "session": session,
        "page_obj": page,
        "criteria": [(short_name(item), item) for item in criteria],
        "rows": rows,
        "errors": errors,
        "before": json.dumps(before),
    } | _path_to(session, _("Notes"))
    return render(request, "diagnostic/session_scores.html", context)


def _page_of_actions(request: HttpRequest, session: RankingSession) -> Page[Any]:
    ranked = session.ranked_actions.select_related("action").order_by("action__code")
    return Paginator(ranked, ACTIONS_A_PAGE).get_page(request.GET.get("page"))


def short_name(criterion: Criterion) -> str:
    """Leave out what is in brackets: a column has little room."""
    return localised_text(criterion, "name").text.partition(" (")[0]


def _grid(session: RankingSession, page: Page[Any], criteria: list[Criterion]) -> list[GridRow]:
    scores = queries.scores_of_session(session)
    rows = []
    for ranked in page.object_list:
        cells = []
        for item in criteria:
            score = scores.get((ranked.action_id, item.pk))
            value = write_score(score.low, score.high) if score else ""
            name = f"note-{ranked.action_id}-{item.pk}"
            cells.append(Cell(name, value, ranked.action.code, item.code, short_name(item)))
        rows.append(GridRow(ranked.action, cells))
    return rows


def _before(request: HttpRequest) -> dict[str, str]:
    """Read what the page showed when it was opened."""
    try:
        found = json.loads(request.POST.get("before", "{}"))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _save_grid(request: HttpRequest, session: RankingSession, rows: list[GridRow]) -> list[Cell]:
    """Store the cells that this person changed, not those a colleague changed meanwhile."""
    before = _before(request)
    cells = {(c.action, c.criterion): c for row in rows for c in row.cells}
    typed = {}
    for key, cell in cells.items():
        text = request.POST.get(cell.name)
        if text is not None and text.strip() != before.get(cell.name, cell.value):
            cell.value = typed[key] = text.strip()
    sources = {row.action.code: request.POST.get(row.source_name, "").strip() for row in rows}
    try:
        count = operations.save_scores(
            session=session,
            cells=typed,
            by=request.user,  # type: ignore[arg-type]  # signed in, so a User of ours
            sources=sources,
        )
    except ValidationError as error:
        return _errors_of(error, cells)
    said = ngettext("%(count)d note enregistrée.", "%(count)d notes enregistrées.", count)
    messages.success(request, said % {"count": count})
    return []


def _errors_of(error: ValidationError, cells: dict[tuple[str, str], Cell]) -> list[Cell]:
    """Put each message at its cell; what concerns the whole grid goes on top."""
    if not hasattr(error, "error_dict"):
        return [Cell("", "", "", "", "", " ".join(error.messages))]
    found = []
    for key, texts in error.message_dict.items():
        action, _bar, criterion = key.partition("|")
        cell = cells.get((action, criterion)) or Cell("", "", "", "", "")
        cell.error = " ".join(texts)
        found.append(cell)
    return found


@for_those_who(permissions.can_score_actions)
def session_weights(
    request: HttpRequest, session: RankingSession, stakeholder: str = ""
) -> HttpResponse:
    """Say what each criterion counts for one stakeholder at a time."""
    people = list(Stakeholder.objects.all())
    if not stakeholder and people:
        return redirect("diagnostic:session-weights", code=session.code, stakeholder=people[0].code)
    chosen = get_object_or_404(Stakeholder, code=stakeholder)
    criteria = list(queries.active_criteria())
    stored = {w.criterion_id: w.weight for w in session.weights.filter(stakeholder=chosen)}
    form = WeightsForm(
        request.POST or None,
        criteria=criteria,
        initial={item.code: stored.get(item.pk) for item in criteria},
    )
    if request.method == "POST" and form.is_valid() and _save_weights(session, chosen, form):
        messages.success(request, _("Poids enregistrés."))
        return redirect(request.path)
    context: dict[str, Any] = {"session": session, "people": people, "chosen": chosen, "form": form}
    context |= _path_to(session, _("Poids"))
    return render(request, "diagnostic/session_weights.html", context)


def _save_weights(session: RankingSession, stakeholder: Stakeholder, form: WeightsForm) -> bool:
    try:
        operations.save_weights(session=session, stakeholder=stakeholder, weights=form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


@for_those_who(permissions.can_score_actions)
def session_classes(request: HttpRequest, session: RankingSession) -> HttpResponse:
    """Propose a class for each action; a discarded one gets its public reason."""
    ranked = session.ranked_actions.select_related("action")
    formset = ClassFormSet(request.POST or None, queryset=ranked)
    if request.method == "POST" and formset.is_valid() and _save_classes(session, formset):
        messages.success(request, _("Classes enregistrées."))
        return redirect(request.path)
    context: dict[str, Any] = {"session": session, "formset": formset}
    context |= _path_to(session, _("Classes"))
    return render(request, "diagnostic/session_classes.html", context)


def _save_classes(session: RankingSession, formset: Any) -> bool:
    changed = [form for form in formset.forms if form.has_changed()]
    classes = {
        form.instance.action: (form.cleaned_data["category"], form.cleaned_data["public_reason"])
        for form in changed
    }
    try:
        operations.classify_all(session=session, classes=classes)
    except ValidationError as error:
        formset.non_form_errors().extend(error.messages)
        return False
    return True


@for_those_who(permissions.can_freeze_session)
def session_freeze(request: HttpRequest, session: RankingSession) -> HttpResponse:
    """Ask before freezing: it is public at once, and cannot be undone."""
    problem = ""
    if request.method == "POST":
        try:
            operations.freeze_session(session=session, by=request.user)  # type: ignore[arg-type]  # signed in, so a User of ours
        except ValidationError as error:
            problem = " ".join(error.messages)
        else:
            messages.success(request, _("Session figée : elle est publique et ne change plus."))
            return redirect(session)
    context: dict[str, Any] = {"session": session, "problem": problem}
    context |= _path_to(session, _("Figer"))
    return render(request, "diagnostic/session_freeze.html", context)


@for_those_who(permissions.can_score_actions)
def session_copy(request: HttpRequest, session: RankingSession) -> HttpResponse:
    """Start a new session from this one's weights, scores and classes."""
    form = CopySessionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        copy = operations.copy_session(session=session, **form.cleaned_data)
        messages.success(request, _("Nouvelle session prête : elle part des mêmes notes."))
        return redirect(copy)
    context: dict[str, Any] = {"session": session, "form": form}
    context |= _path_to(session, _("Repartir de cette session"))
    return render(request, "diagnostic/session_copy.html", context)


@for_those_who(permissions.can_view_open_sessions)
def session_replay(request: HttpRequest, session: RankingSession) -> HttpResponse:
    """Compute a frozen session again and say whether the numbers are the same."""
    try:
        found = operations.replay_session(session=session)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(session)
    if found:
        listed = ", ".join(found[:5])
        messages.error(request, _("Le recalcul diffère : %(where)s.") % {"where": listed})
    else:
        messages.success(request, _("Recalcul fait : les mêmes nombres, la même empreinte."))
    return redirect(session)
