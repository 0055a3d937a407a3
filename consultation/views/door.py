"""Who may answer, asked at the door of the questionnaire."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consultation.enums import AccessMode
from consultation.forms import LetterCodeForm
from consultation.models.keys import account_key
from consultation.operations import ALREADY_ANSWERED, begin_with_code
from consultation.queries import has_answered
from consultation.views.attempt import Attempt, browser_key, get_attempt, keep_token
from perpignan.limits import is_write_refused
from perpignan.study.views import too_many_requests


def kept_out(request: HttpRequest, attempt: Attempt) -> HttpResponse | None:
    """Say why this browser may not answer now, and what to do; None if it may."""
    if attempt.submission is not None:
        return redirect("consultation:response-receipt", attempt.consultation.slug)
    if not attempt.consultation.is_open_at(timezone.now()):
        return closed(request, attempt)
    if attempt.is_elsewhere:
        return elsewhere(request, attempt)
    if attempt.is_started or attempt.consultation.access == AccessMode.OPEN:
        return None
    if attempt.consultation.access == AccessMode.CODES:
        return redirect("consultation:response-access", attempt.consultation.slug)
    if not request.user.is_authenticated:
        return _page(request, attempt, "response_sign_in")
    if has_answered(attempt.consultation, own_key(request, attempt)):
        return already(request, attempt)
    return None


def own_key(request: HttpRequest, attempt: Attempt) -> str:
    """Return the key of who is signed in, where an account is what admits."""
    if attempt.consultation.access != AccessMode.ACCOUNT or request.user.pk is None:
        return ""
    return account_key(attempt.consultation.pk, request.user.pk)


def closed(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """Tell clearly that the consultation takes no answer, and whether one was lost."""
    context = {
        "consultation": attempt.consultation,
        "state": attempt.consultation.state_at(timezone.now()),
        "was_sending": request.method == "POST",
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "consultation/response_closed.html", context, status=status)


def elsewhere(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    return _page(request, attempt, "response_elsewhere")


def already(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    return _page(request, attempt, "response_already")


def _page(request: HttpRequest, attempt: Attempt, name: str) -> HttpResponse:
    context = {"consultation": attempt.consultation, "was_sending": request.method == "POST"}
    status = 409 if request.method == "POST" else 200
    return render(request, f"consultation/{name}.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def access(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for the code of a letter; who gives one begins to answer."""
    attempt = get_attempt(request, slug)
    if attempt.consultation.access != AccessMode.CODES or attempt.is_started:
        return redirect("consultation:response-start", slug)
    if attempt.submission or attempt.is_elsewhere or not _is_open(attempt):
        return kept_out(request, attempt) or redirect(attempt.consultation)
    if request.method != "POST":
        return _ask_code(request, attempt, LetterCodeForm())
    if is_write_refused(request, "access", browser_key(request)):
        return too_many_requests(request)
    return _begin(request, attempt, LetterCodeForm(request.POST))


def _is_open(attempt: Attempt) -> bool:
    return attempt.questionnaire is not None and attempt.consultation.is_open_at(timezone.now())


def _ask_code(request: HttpRequest, attempt: Attempt, form: LetterCodeForm) -> HttpResponse:
    context = {"consultation": attempt.consultation, "form": form}
    return render(request, "consultation/response_access.html", context)


def _begin(request: HttpRequest, attempt: Attempt, form: LetterCodeForm) -> HttpResponse:
    if not form.is_valid() or attempt.questionnaire is None:
        return _ask_code(request, attempt, form)
    try:
        begin_with_code(
            consultation=attempt.consultation,
            questionnaire=attempt.questionnaire,
            token=attempt.token,
            code=form.cleaned_data["code"],
        )
    except ValidationError as error:
        if getattr(error, "code", None) == ALREADY_ANSWERED:
            return already(request, attempt)
        form.add_error(None, error)
        return _ask_code(request, attempt, form)
    response = redirect("consultation:response-start", attempt.consultation.slug)
    keep_token(response, attempt.consultation, attempt.token)
    return response
