"""Stopping on one device, going on with another: a code leads back to the answers."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consultation.forms import MailForm, ResumeCodeForm
from consultation.models.keys import new_token, normalised_code
from consultation.operations import resume_draft
from consultation.queries import DRAFT_DAYS
from consultation.views.attempt import Attempt, browser_key, get_attempt, keep_token
from consultation.views.door import kept_out
from consultation.views.mailing import mail_code
from perpignan.limits import is_write_refused
from perpignan.study.views import too_many_requests


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pause(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the code that finds these answers again, to note, to print or to be mailed."""
    attempt = get_attempt(request, slug)
    refused = kept_out(request, attempt)
    if refused is not None:
        return refused
    if attempt.draft is None:
        return redirect("consultation:response-start", slug)
    if request.method != "POST":
        return _pause(request, attempt, MailForm())
    form = MailForm(request.POST)
    if not form.is_valid():
        return _pause(request, attempt, form)
    return mail_code(
        request, "resume", attempt.consultation, attempt.token, attempt.resume_code, form
    ) or _pause(request, attempt, MailForm(), is_mailed=True)


def _pause(
    request: HttpRequest, attempt: Attempt, form: MailForm, *, is_mailed: bool = False
) -> HttpResponse:
    saved_at = attempt.draft.saved_at if attempt.draft else timezone.now()
    context = {
        "consultation": attempt.consultation,
        "code": attempt.resume_code,
        "until": saved_at + timedelta(days=DRAFT_DAYS),
        "form": form,
        "is_mailed": is_mailed,
        "can_mail": settings.MAIL_GOES_OUT,
    }
    return render(request, "consultation/response_pause.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest) -> HttpResponse:
    """Take up in this browser the answers that a code was given for."""
    if request.method != "POST":
        return _ask(request, ResumeCodeForm())
    if is_write_refused(request, "resume", browser_key(request)):
        return too_many_requests(request)
    form = ResumeCodeForm(request.POST)
    if not form.is_valid():
        return _ask(request, form)
    token, code = new_token(), normalised_code(form.cleaned_data["code"]) or ""
    try:
        draft = resume_draft(code=code, token=token)
    except ValidationError as error:
        form.add_error("code", error)
        return _ask(request, form)
    response = redirect("consultation:response-start", draft.consultation.slug)
    keep_token(response, draft.consultation, token, code=code)
    return response


def _ask(request: HttpRequest, form: ResumeCodeForm) -> HttpResponse:
    context = {"form": form, "days": DRAFT_DAYS}
    return render(request, "consultation/response_resume.html", context)
