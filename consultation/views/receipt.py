"""After sending: the receipt, and what its code lets its holder do."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from consultation.forms import MailForm, ReceiptCodeForm, SectionForm
from consultation.models import Response
from consultation.models.keys import new_token
from consultation.operations import (
    Submission,
    known_submission,
    start_correction,
    withdraw_response,
)
from consultation.queries import (
    asked_pages,
    pages_of,
    plan_of,
    response_counts,
    response_with_code,
)
from consultation.views.attempt import browser_key, get_consultation, keep_token, read_token
from consultation.views.mailing import mail_code
from consultation.views.own_answer import as_file
from perpignan.limits import is_write_refused
from perpignan.study.views import too_many_requests

UNKNOWN = _("Aucune réponse ne porte ce code. Vérifiez chaque lettre.")
CONFIRM = _("Cochez la case pour confirmer le retrait.")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the code of the answer that this browser has just sent; mail it if asked."""
    consultation = get_consultation(request, slug)
    token = read_token(request, consultation)
    submission = known_submission(consultation=consultation, token=token) if token else None
    if submission is None:
        return redirect(consultation)
    if request.method != "POST" or submission.is_correction:
        return _receipt(request, submission, MailForm())
    form = MailForm(request.POST)
    if not form.is_valid():
        return _receipt(request, submission, form)
    return mail_code(
        request, "receipt", consultation, token, submission.receipt_code, form
    ) or _receipt(request, submission, MailForm(), is_mailed=True)


def _receipt(
    request: HttpRequest, submission: Submission, form: MailForm, *, is_mailed: bool = False
) -> HttpResponse:
    context = {
        "consultation": submission.response.consultation,
        "code": submission.receipt_code,
        "submission": submission,
        "response": submission.response,
        "form": form,
        "is_mailed": is_mailed,
        "can_mail": settings.MAIL_GOES_OUT,
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
    pages = asked_pages(
        plan_of(response.questionnaire_id), pages_of(response.questionnaire), response.answers
    )
    is_open = response.consultation.is_open_at(timezone.now())
    return {
        "code": code,
        "consultation": response.consultation,
        "sections": [SectionForm(page, response.answers) for page in pages],
        "can_change": response.withdrawn_at is None and is_open,
        "counts": None if is_open else response_counts([response.consultation_id]).popitem()[1],
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


@require_POST
def correct(request: HttpRequest) -> HttpResponse:
    """Load the answer that a code was given for into this browser, to be corrected."""
    if is_write_refused(request, "receipt", browser_key(request)):
        return too_many_requests(request)
    token = new_token()
    try:
        draft = start_correction(code=request.POST.get("code", ""), token=token)
    except ValidationError as error:
        return _answer(request, request.POST, error=" ".join(error.messages))
    response = redirect("consultation:response-review", draft.consultation.slug)
    keep_token(response, draft.consultation, token)
    return response


@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """Hand over her own answer to the holder of its code, to keep or to take elsewhere."""
    if is_write_refused(request, "receipt", browser_key(request)):
        return too_many_requests(request)
    found = response_with_code(request.POST.get("code", ""))
    if found is None or found.withdrawn_at is not None:
        return _answer(request, request.POST)
    return as_file(found, request.POST.get("format", ""))
