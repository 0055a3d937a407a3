"""Answering: one section a page, saved at each step, read over, then sent."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultation.forms import TRAP, SectionForm
from consultation.models.keys import token_key
from consultation.operations import (
    DRAFT_MISSING,
    EMPTY,
    NOT_OPEN,
    discard_draft,
    keep_uploads,
    save_draft,
    submit_draft,
)
from consultation.queries import DRAFT_DAYS, SectionPage, answering_minutes
from consultation.views.attempt import (
    RECEIPT_SECONDS,
    Attempt,
    browser_key,
    forget_token,
    get_attempt,
    get_consultation,
    keep_token,
    read_token,
)
from perpignan.limits import is_write_refused
from perpignan.study.views import too_many_requests

STALE = _("Une réponse ne convient plus au questionnaire. Relisez chaque partie, puis envoyez.")


@never_cache
@require_safe
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead to the first page, or to the review of what was begun."""
    attempt = get_attempt(request, slug)
    if not attempt.pages:
        raise Http404
    if attempt.draft is not None:
        return redirect("consultation:response-review", slug)
    return redirect("consultation:response-section", slug, attempt.pages[0].section.code)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Ask the questions of a section; keep what is given and go on, or back."""
    attempt = get_attempt(request, slug)
    page = _page(attempt, code)
    if not attempt.consultation.is_open_at(timezone.now()):
        return closed(request, attempt)
    if attempt.response is not None:
        return redirect("consultation:response-receipt", slug)
    posted = request.POST if request.method == "POST" else None
    if posted is None:
        return _ask(request, attempt, SectionForm(page, attempt.answers))
    if not attempt.is_started and is_write_refused(request, "consultation", browser_key(request)):
        return too_many_requests(request)
    form = SectionForm(page, attempt.answers, posted, _uploads(request, attempt, page))
    if not form.is_valid() or posted.get(TRAP):
        return _ask(request, attempt, form)
    return _keep(request, attempt, form)


def _uploads(request: HttpRequest, attempt: Attempt, page: SectionPage) -> dict[str, Any]:
    """Store the files sent with a page, so that an error elsewhere on it loses none."""
    if not request.FILES or request.POST.get(TRAP):
        return {}
    return keep_uploads(
        consultation=attempt.consultation,
        token=attempt.token,
        questions=page.questions,
        files=request.FILES,
    )


def _page(attempt: Attempt, code: str) -> SectionPage:
    for page in attempt.pages:
        if page.section.code == code:
            return page
    raise Http404


def _ask(request: HttpRequest, attempt: Attempt, form: SectionForm) -> HttpResponse:
    position = attempt.pages.index(form.page)
    context = {
        "consultation": attempt.consultation,
        "form": form,
        "trap": TRAP,
        "is_trapped": bool(form.posted and form.posted.get(TRAP)),
        "step": position + 1,
        "steps": len(attempt.pages) + 1,
        "previous": attempt.pages[position - 1] if position else None,
        "is_started": attempt.is_started,
        "minutes": answering_minutes(attempt.pages),
    }
    return render(request, "consultation/response_section.html", context)


def _keep(request: HttpRequest, attempt: Attempt, form: SectionForm) -> HttpResponse:
    if attempt.questionnaire is None:  # a section belongs to a questionnaire
        raise Http404
    save_draft(
        consultation=attempt.consultation,
        questionnaire=attempt.questionnaire,
        token=attempt.token,
        asked=form.codes,
        answers=form.cleaned,
    )
    response = redirect(*_next(attempt, form.page, request.POST.get("direction", "")))
    keep_token(response, attempt.consultation, attempt.token, DRAFT_DAYS * 86_400)
    return response


def _next(attempt: Attempt, page: SectionPage, direction: str) -> tuple[str, ...]:
    slug, position = attempt.consultation.slug, attempt.pages.index(page)
    wanted = position - 1 if direction == "back" else position + 1
    if direction == "review" or wanted >= len(attempt.pages):
        return "consultation:response-review", slug
    return "consultation:response-section", slug, attempt.pages[max(wanted, 0)].section.code


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, slug: str) -> HttpResponse:
    """Read the answers over; sending them stores one response, however often it is asked."""
    if request.method == "POST":
        return _send(request, slug)
    attempt = get_attempt(request, slug)
    if attempt.response is not None:
        return redirect("consultation:response-receipt", slug)
    if not attempt.consultation.is_open_at(timezone.now()):
        return closed(request, attempt)
    if attempt.draft is None:
        return redirect("consultation:response-start", slug)
    return _read_over(request, attempt)


def _read_over(request: HttpRequest, attempt: Attempt, error: str = "") -> HttpResponse:
    context = {
        "consultation": attempt.consultation,
        "sections": [SectionForm(page, attempt.answers) for page in attempt.pages],
        "answered": len(attempt.answers),
        "key": token_key(attempt.consultation.pk, attempt.token),
        "steps": len(attempt.pages) + 1,
        "error": error,
    }
    return render(request, "consultation/response_review.html", context)


def _send(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = get_consultation(request, slug)
    token = read_token(request, consultation)
    if not token:
        return _refused(request, slug, DRAFT_MISSING)
    if request.POST.get("key") != token_key(consultation.pk, token):
        # Another answer was begun since this page was shown: nothing is sent in its name.
        return redirect("consultation:response-start", slug)
    try:
        submit_draft(consultation=consultation, token=token, language=get_language() or "fr")
    except ValidationError as error:
        return _refused(request, slug, getattr(error, "code", None) or "", error)
    response = redirect("consultation:response-receipt", slug)
    keep_token(response, consultation, token, RECEIPT_SECONDS)
    return response


def _refused(
    request: HttpRequest, slug: str, code: str, error: ValidationError | None = None
) -> HttpResponse:
    """Say why nothing was sent, and what to do."""
    attempt = get_attempt(request, slug)
    if code == NOT_OPEN:
        return closed(request, attempt)
    if code == DRAFT_MISSING or attempt.draft is None:
        context = {"consultation": attempt.consultation, "days": DRAFT_DAYS}
        return render(request, "consultation/response_missing.html", context, status=409)
    message = " ".join(error.messages) if error and code == EMPTY else ""
    return _read_over(request, attempt, message or str(STALE))


def closed(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """Tell clearly that the consultation takes no answer, and whether one was lost."""
    context = {
        "consultation": attempt.consultation,
        "state": attempt.consultation.state_at(timezone.now()),
        "was_sending": request.method == "POST",
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "consultation/response_closed.html", context, status=status)


@require_POST
def forget(request: HttpRequest, slug: str) -> HttpResponse:
    """Erase what this browser was answering, and its trace on this device."""
    consultation = get_consultation(request, slug)
    token = read_token(request, consultation)
    if token:
        discard_draft(consultation=consultation, token=token)
    response = redirect(consultation)
    forget_token(response, consultation)
    return response
