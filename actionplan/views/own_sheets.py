"""What a department does of its own actions, without the back office."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from actionplan import operations, queries
from actionplan.forms import CorrectionForm, ProposalForm
from actionplan.models import ActionSheet
from actionplan.permissions import can_correct_sheet, can_propose_action

private = cache_control(private=True, no_store=True)


@login_required
@private
@require_safe
def own_sheets(request: HttpRequest) -> HttpResponse:
    """List the sheets of the person's department, each to read again and correct."""
    if not can_propose_action(request.user):
        raise PermissionDenied
    context = {
        "sheets": queries.own_sheets(request.user),  # type: ignore[arg-type]  # signed in
        "breadcrumb": _path((_("Mes fiches"), "")),
    }
    return render(request, "actionplan/own_sheets.html", context)


@login_required
@private
@require_http_methods(["GET", "HEAD", "POST"])
def sheet_correct(request: HttpRequest, code: str) -> HttpResponse:
    """Correct the sheet of one's own action."""
    sheet = get_object_or_404(ActionSheet.objects.select_related("action"), action__code=code)
    if not can_correct_sheet(request.user, sheet.action):
        raise PermissionDenied
    form = CorrectionForm(request.POST if request.method == "POST" else None, sheet=sheet)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        if _done(form, lambda: operations.correct_sheet(sheet=sheet, by=request.user, **data)):  # type: ignore[arg-type]  # signed in
            messages.success(request, _("Votre correction est enregistrée."))
            return redirect(sheet.get_absolute_url())
    context = {
        "sheet": sheet,
        "form": form,
        "breadcrumb": _path((code, sheet.get_absolute_url()), (_("Corriger"), "")),
    }
    return render(
        request, "actionplan/sheet_correct.html", context, status=400 if form.is_bound else 200
    )


@login_required
@private
@require_http_methods(["GET", "HEAD", "POST"])
def action_propose(request: HttpRequest) -> HttpResponse:
    """Propose an action of one's department."""
    if not can_propose_action(request.user):
        raise PermissionDenied
    form = ProposalForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        if _done(form, lambda: operations.propose_action(by=request.user, **data)):  # type: ignore[arg-type]  # signed in
            messages.success(request, _("Merci : votre proposition est transmise à l'équipe."))
            return redirect("actionplan:own-sheets")
    context = {
        "form": form,
        "breadcrumb": _path(
            (_("Mes fiches"), reverse("actionplan:own-sheets")), (_("Proposer"), "")
        ),
    }
    return render(
        request, "actionplan/action_propose.html", context, status=400 if form.is_bound else 200
    )


def _done(form: forms.Form, operation: Callable[[], object]) -> bool:
    """Do it, or put what is to mend beside its field."""
    try:
        operation()
    except ValidationError as error:
        for name, told in error.update_error_dict({}).items():
            for message in ValidationError(told).messages:
                form.add_error(name if name in form.fields else None, message)
        return False
    return True


def _path(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Plan d’actions"), reverse("actionplan:index")), *steps]
