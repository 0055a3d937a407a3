"""After sending: the receipt, and what its code lets its holder do."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultation.forms import ReceiptCodeForm, SectionForm
from consultation.models import Response
from consultation.operations import known_submission, withdraw_response
from consultation.queries import pages_of, response_with_code
from consultation.views.attempt import browser_key, get_consultation, read_token
from perpignan.limits import is_write_refused
from perpignan.study.views import too_many_requests

UNKNOWN = _("Aucune réponse ne porte ce code. Vérifiez chaque lettre.")
CONFIRM = _("Cochez la case pour confirmer le retrait.")


@never_cache
@require_safe
def receipt(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the code of the answer that this browser has just sent."""
    consultation = get_consultation(request, slug)
    token = read_token(request, consultation)
    submission = known_submission(consultation=consultation, token=token) if token else None
    if submission is None:
        return redirect(consultation)
    context = {
        "consultation": consultation,
        "code": submission.receipt_code,
        "response": submission.response,
    }
    return render(request, "consultation/response_receipt.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Tell the holder of a code that her answer counts, and read it back to her."""
    if request.method != "POST":
        return render(request, "consultation/response_check.html", {"form": ReceiptCodeForm()})
    if is_write_refused(request, "receipt", browser_key(request)):
        return too_many_requests(request)
    return _answer(request, request.POST)


def _answer(request: HttpRequest, posted: Mapping[str, Any], error: str = "") -> HttpResponse:
    form = ReceiptCodeForm(posted)
    found = response_with_code(form.cleaned_data["code"]) if form.is_valid() else None
    context: dict[str, Any] = {"form": form, "response": found, "error": error}
    if found is not None:
        context |= _read_back(found, form.cleaned_data["code"])
    elif form.is_valid():
        form.add_error("code", ValidationError(UNKNOWN))
    return render(request, "consultation/response_check.html", context)


def _read_back(response: Response, code: str) -> dict[str, Any]:
    pages = pages_of(response.questionnaire)
    return {
        "code": code,
        "consultation": response.consultation,
        "sections": [SectionForm(page, response.answers) for page in pages],
        "can_withdraw": response.withdrawn_at is None
        and response.consultation.is_open_at(timezone.now()),
    }


@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    """Withdraw the answer that a code was given for, once its holder has confirmed."""
    if is_write_refused(request, "receipt", browser_key(request)):
        return too_many_requests(request)
    if request.POST.get("confirm") != "yes":
        return _answer(request, request.POST, error=str(CONFIRM))
    try:
        withdraw_response(code=request.POST.get("code", ""))
    except ValidationError as error:
        return _answer(request, request.POST, error=" ".join(error.messages))
    return _answer(request, request.POST)
