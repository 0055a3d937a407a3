"""Answering: one section a page, saved at each step, read over, then sent."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultation.enums import MarkReason
from consultation.forms import TRAP, SectionForm
from consultation.models import Question
from consultation.models.keys import token_key
from consultation.operations import (
    ALREADY_ANSWERED,
    DRAFT_MISSING,
    EMPTY,
    NOT_OPEN,
    WITHDRAWN,
    count_assisted,
    discard_draft,
    keep_uploads,
    save_draft,
    submit_draft,
)
from consultation.queries import (
    DRAFT_DAYS,
    SectionPage,
    answering_minutes,
    asked_pages,
    public_consultations,
)
from consultation.views.assisted import assisted_session, channel_of
from consultation.views.attempt import (
    RECEIPT_SECONDS,
    Attempt,
    browser_key,
    forget_token,
    get_attempt,
    get_consultation,
    keep_token,
    read_cookie,
    read_token,
)
from consultation.views.burst import count_sending, has_waited, is_proven, new_challenge
from consultation.views.door import already, closed, elsewhere, kept_out, own_key
from perpignan.limits import is_write_refused
from perpignan.study.views import too_many_requests

STALE = _("Une réponse ne convient plus au questionnaire. Relisez chaque partie, puis envoyez.")
#: The field that lists the questions a page showed: one that was not shown was not answered.
SHOWN = "shown"


@never_cache
@require_safe
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead to the first page, or to the review of what was begun."""
    attempt = get_attempt(request, slug)
    if not attempt.asked:
        raise Http404
    refused = kept_out(request, attempt)
    if refused is not None:
        return refused
    if attempt.answers:
        return redirect("consultation:response-review", slug)
    return redirect("consultation:response-section", slug, attempt.asked[0].section.code)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Ask the questions of a section; keep what is given and go on, or back."""
    attempt = get_attempt(request, slug)
    whole = _page(attempt.pages, code)
    refused = kept_out(request, attempt)
    if refused is not None:
        return refused
    posted = request.POST if request.method == "POST" else None
    page = SectionPage(whole.section, _shown(request, attempt, whole))
    if not page.questions:
        return redirect("consultation:response-start", slug)
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


def _page(pages: list[SectionPage], code: str) -> SectionPage:
    for page in pages:
        if page.section.code == code:
            return page
    raise Http404


def _shown(request: HttpRequest, attempt: Attempt, whole: SectionPage) -> list[Question]:
    """List the questions that the page shows: those it said it showed, when it comes back."""
    if SHOWN in request.POST:
        codes = set(request.POST[SHOWN].split(","))
    else:
        codes = {question.code for page in attempt.asked for question in page.questions}
    return [question for question in whole.questions if question.code in codes]


def _ask(request: HttpRequest, attempt: Attempt, form: SectionForm) -> HttpResponse:
    codes = [page.section.code for page in attempt.asked]
    code = form.page.section.code
    position = codes.index(code) if code in codes else 0
    context = {
        "consultation": attempt.consultation,
        "attempt": attempt,
        "form": form,
        "shown": ",".join(form.codes),
        "trap": TRAP,
        "is_trapped": bool(form.posted and form.posted.get(TRAP)),
        "opened": request.GET.get("suite", ""),
        "step": position + 1,
        "steps": len(codes) + 1,
        "previous": attempt.asked[position - 1] if position else None,
        "is_started": attempt.is_started,
        "minutes": answering_minutes(attempt.asked[position:]),
        "most_minutes": answering_minutes(attempt.pages),
    }
    return render(request, "consultation/response_section.html", context)


def _keep(request: HttpRequest, attempt: Attempt, form: SectionForm) -> HttpResponse:
    if attempt.questionnaire is None:  # a section belongs to a questionnaire
        raise Http404
    try:
        draft = save_draft(
            consultation=attempt.consultation,
            questionnaire=attempt.questionnaire,
            token=attempt.token,
            asked=form.codes,
            answers=form.cleaned,
            respondent_key=own_key(request, attempt),
        )
    except ValidationError as error:
        return _refused(request, attempt.consultation.slug, _code(error), error)
    asked = asked_pages(attempt.plan, attempt.pages, draft.answers)
    response = redirect(_next_url(request, attempt, form, asked))
    code = "" if attempt.draft is None else read_cookie(request, attempt.consultation)[1]
    keep_token(response, attempt.consultation, attempt.token, code=code)
    return response


def _next_url(
    request: HttpRequest, attempt: Attempt, form: SectionForm, asked: list[SectionPage]
) -> str:
    """Lead on, back, to the review, or to the same page with the questions it has opened."""
    slug, here = attempt.consultation.slug, form.page.section.code
    direction = request.POST.get("direction", "")
    opened = _opened(form, asked)
    if opened and direction in ("", "review"):
        address = reverse("consultation:response-section", args=[slug, here])
        return f"{address}?suite={len(opened)}#q-{opened[0].code}"
    if direction == "later":
        return reverse("consultation:response-pause", args=[slug])
    order = [page.section.code for page in attempt.pages]
    before = [p for p in asked if order.index(p.section.code) < order.index(here)]
    after = [p for p in asked if order.index(p.section.code) > order.index(here)]
    page = before[-1:] if direction == "back" else after[:1]
    if direction == "review" or not page:
        return reverse("consultation:response-review", args=[slug])
    return reverse("consultation:response-section", args=[slug, page[0].section.code])


def _opened(form: SectionForm, asked: list[SectionPage]) -> list[Question]:
    """List the questions of this page that its own answers have just called for."""
    here = [page for page in asked if page.section.code == form.page.section.code]
    return [item for page in here for item in page.questions if item.code not in form.codes]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, slug: str) -> HttpResponse:
    """Read the answers over; sending them stores one response, however often it is asked."""
    if request.method == "POST":
        return _send(request, slug)
    attempt = get_attempt(request, slug)
    refused = kept_out(request, attempt)
    if refused is not None:
        return refused
    if not attempt.is_started:
        return redirect("consultation:response-start", slug)
    return _read_over(request, attempt)


def _read_over(
    request: HttpRequest, attempt: Attempt, error: str = "", *, in_burst: bool = False
) -> HttpResponse:
    key = token_key(attempt.consultation.pk, attempt.token)
    context = {
        "consultation": attempt.consultation,
        "attempt": attempt,
        "sections": [SectionForm(page, attempt.answers) for page in attempt.asked],
        "unsent": attempt.unsent,
        "key": key,
        "steps": len(attempt.asked) + 1,
        "error": error,
        "challenge": new_challenge(key) if in_burst else None,
    }
    return render(
        request, "consultation/response_review.html", context, status=429 if in_burst else 200
    )


def _send(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = get_object_or_404(public_consultations().for_answering(), slug=slug)
    token, code = read_cookie(request, consultation)
    if not token:
        return _refused(request, slug, DRAFT_MISSING)
    key = token_key(consultation.pk, token)
    if request.POST.get("key") != key:
        # Another answer was begun since this page was shown: nothing is sent in its name.
        return redirect("consultation:response-start", slug)
    in_burst, is_one_of_many = count_sending(request, consultation)
    has_worked = in_burst and is_proven(request.POST, key)
    if in_burst and not has_worked and not has_waited(request.POST, key):
        return _slow_down(request, slug)
    desk = assisted_session(request, consultation)
    mark = MarkReason.SESSION if is_one_of_many and desk is None else None
    mark = MarkReason.BURST if in_burst and not has_worked else mark
    try:
        sent = submit_draft(
            consultation=consultation,
            token=token,
            language=get_language() or "fr",
            channel=channel_of(desk),
            mark=mark,
        )
    except ValidationError as error:
        return _refused(request, slug, _code(error), error)
    if desk is not None and sent.is_new:
        count_assisted(session=desk)
    response = redirect("consultation:response-receipt", slug)
    keep_token(response, consultation, token, RECEIPT_SECONDS, code)
    return response


def _slow_down(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask the browser for some work, or the person for some patience; nothing is lost."""
    attempt = get_attempt(request, slug)
    if not attempt.is_started:
        return redirect("consultation:response-start", slug)
    return _read_over(request, attempt, in_burst=True)


def _code(error: ValidationError) -> str:
    return getattr(error, "code", None) or ""


def _refused(
    request: HttpRequest, slug: str, code: str, error: ValidationError | None = None
) -> HttpResponse:
    """Say why nothing was sent, and what to do."""
    attempt = get_attempt(request, slug)
    if code == NOT_OPEN:
        return closed(request, attempt)
    if code == ALREADY_ANSWERED:
        return already(request, attempt)
    if attempt.is_elsewhere:
        return elsewhere(request, attempt)
    if code == DRAFT_MISSING or attempt.draft is None:
        context = {"consultation": attempt.consultation, "days": DRAFT_DAYS}
        return render(request, "consultation/response_missing.html", context, status=409)
    message = " ".join(error.messages) if error and code in (EMPTY, WITHDRAWN) else ""
    return _read_over(request, attempt, message or str(STALE))


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
