"""Digital maturity: what departments say of themselves, and where they disagree."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from diagnostic import operations, permissions, queries
from diagnostic.charts import maturity_chart, maturity_sentence
from diagnostic.forms import MaturityForm
from diagnostic.models import MaturityRound


def maturity_overview(request: HttpRequest) -> HttpResponse:
    """Show a closed round, beside an earlier one if asked."""
    closed = list(queries.closed_rounds())
    chosen = _round_named(request.GET.get("tour", ""), closed) or (closed[0] if closed else None)
    older = [item for item in closed if chosen and item.opens_on < chosen.opens_on]
    before = _round_named(request.GET.get("avec", ""), older) or (older[0] if older else None)
    results = queries.results_of([item for item in (chosen, before) if item])
    result = results[0] if results else None
    earlier = results[1] if len(results) > 1 else None
    context = {
        "result": result,
        "earlier": earlier,
        "rounds": closed,
        "chart": maturity_chart(result, earlier) if result else None,
        "sentence": maturity_sentence(result) if result else "",
        "asked": _round_to_answer(request),
        "dimensions": queries.dimensions_with_levels(),
        "breadcrumb": _breadcrumb(),
    }
    return render(request, "diagnostic/maturity.html", context)


def _round_named(code: str, among: list[MaturityRound]) -> MaturityRound | None:
    return next((item for item in among if item.code == code), None)


def _round_to_answer(request: HttpRequest) -> MaturityRound | None:
    return queries.open_round() if permissions.can_answer_maturity(request.user) else None


def _breadcrumb(*last: tuple[str, str]) -> list[tuple[str, str]]:
    return [
        (_("Diagnostic"), reverse("diagnostic:index")),
        (_("Maturité"), reverse("diagnostic:maturity")),
        *last,
    ]


@login_required
def maturity_answer(request: HttpRequest) -> HttpResponse:
    """Let a department's contact answer the open round, and come back to change it."""
    if not permissions.can_answer_maturity(request.user):
        raise PermissionDenied
    asked = queries.open_round()
    context: dict[str, Any] = {"asked": asked, "breadcrumb": _breadcrumb((_("Répondre"), ""))}
    if asked is None:
        return render(request, "diagnostic/maturity_answer.html", context)
    known = queries.answers_of(request.user, asked)  # type: ignore[arg-type]  # signed in, so a User of ours
    form = MaturityForm(
        request.POST or None, dimensions=queries.dimensions_with_levels(), answers=known
    )
    if request.method == "POST" and form.is_valid() and _save(request, asked, form):
        messages.success(request, _("Merci : vos réponses sont enregistrées."))
        return redirect("diagnostic:maturity-answer")
    return render(request, "diagnostic/maturity_answer.html", context | {"form": form})


def _save(request: HttpRequest, asked: MaturityRound, form: MaturityForm) -> bool:
    try:
        operations.answer_maturity(
            round=asked,
            respondent=request.user,  # type: ignore[arg-type]  # signed in, so a User of ours
            answers=form.answers,
        )
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True
