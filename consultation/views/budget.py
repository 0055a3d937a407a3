"""Voting on a budget: choose within it, read over, send, keep the receipt, correct.

Nothing is kept until the ballot is sent: the review carries the choices back and forth.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultation.enums import AccessMode
from consultation.forms import TRAP, BallotForm, LetterCodeForm, ReceiptCodeForm
from consultation.models import BudgetVote
from consultation.models.keys import MIN_TOKEN_LENGTH, TOKEN, new_token
from consultation.operations import (
    ALREADY_ANSWERED,
    Cast,
    cast_ballot,
    correct_ballot,
    known_cast,
    voter_with_account,
    voter_with_letter,
)
from consultation.queries import (
    ballot_count,
    ballot_with_code,
    budget_votes_for,
    count_of,
    takes_ballots,
    vote_sheet,
)
from consultation.views.assisted import assisted_session, channel_of
from consultation.views.attempt import RECEIPT_SECONDS, browser_key
from consultation.wording import rules_told
from perpignan.limits import is_write_refused
from perpignan.study.views import too_many_requests

SALT = "consultation.ballot"


def get_vote(request: HttpRequest, slug: str) -> BudgetVote:
    return get_object_or_404(budget_votes_for(request.user), consultation__slug=slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the projects and the ballot; tell the total, lead to the review, send."""
    shown = get_vote(request, slug)
    if not takes_ballots(shown, timezone.now()):
        return _not_open(request, shown)
    if shown.consultation.access == AccessMode.ACCOUNT and not request.user.is_authenticated:
        context = {"consultation": shown.consultation, "was_sending": False}
        return render(request, "consultation/response_sign_in.html", context)
    sheet = vote_sheet(shown)
    if request.method != "POST":
        return _ask(request, BallotForm(sheet))
    verb = request.POST.get("verb", "")
    if verb == "correct":
        return _begin_correction(request, shown)
    form = BallotForm(sheet, request.POST)
    if verb in ("total", "edit"):
        return _ask(request, form)
    letter = _letter(request, shown)
    is_right = form.is_valid()
    if not is_right or (letter is not None and not letter.is_valid()) or request.POST.get(TRAP):
        return _ask(request, form, letter)
    if verb == "send":
        return _send(request, form, letter)
    return _read_over(request, form)


def _letter(request: HttpRequest, shown: BudgetVote) -> LetterCodeForm | None:
    """Ask for a letter's code where one admits, unless a ballot is being corrected."""
    if shown.consultation.access != AccessMode.CODES or request.POST.get("receipt"):
        return None
    return LetterCodeForm(request.POST if request.method == "POST" else None)


def _context(request: HttpRequest, form: BallotForm) -> dict[str, Any]:
    token = request.POST.get("token", "")
    return {
        "consultation": form.sheet.vote.consultation,
        "vote": form.sheet.vote,
        "form": form,
        "kind": form.kind.value,
        "token": token if TOKEN.fullmatch(token) else new_token(),
        "receipt": request.POST.get("receipt", "")[:40],
        "letter_code": request.POST.get("code", "")[:40],
        "trap": TRAP,
    }


def _ask(
    request: HttpRequest, form: BallotForm, letter: LetterCodeForm | None = None
) -> HttpResponse:
    if letter is None:
        letter = _letter(request, form.sheet.vote)
        if letter is not None and letter.is_bound:
            letter = LetterCodeForm(initial={"code": request.POST.get("code", "")[:40]})
    has_errors = bool(form.errors) or bool(letter and letter.errors)
    context = _context(request, form) | {
        "letter": letter,
        "has_errors": has_errors,
        "is_trapped": bool(request.POST.get(TRAP)),
        "is_total": request.POST.get("verb") == "total",
        "ballots": ballot_count(form.sheet.vote),
        **rules_told(form.sheet.vote.rule),
    }
    return render(request, "consultation/budget_vote.html", context)


def _read_over(request: HttpRequest, form: BallotForm, error: str = "") -> HttpResponse:
    context = _context(request, form) | {"error": error}
    status = 409 if error else 200
    return render(request, "consultation/budget_review.html", context, status=status)


def _send(request: HttpRequest, form: BallotForm, letter: LetterCodeForm | None) -> HttpResponse:
    shown, token = form.sheet.vote, request.POST.get("token", "")
    if is_write_refused(request, "ballot", browser_key(request)):
        return too_many_requests(request)
    if len(token) < MIN_TOKEN_LENGTH or not TOKEN.fullmatch(token):
        return _read_over(request, form, _("La page était incomplète. Envoyez de nouveau."))
    try:
        _cast(request, form, letter, token)
    except ValidationError as error:
        code = getattr(error, "code", None)
        told = " ".join(error.messages)
        if code == ALREADY_ANSWERED:
            context = {"consultation": shown.consultation, "vote": shown, "error": told}
            return render(request, "consultation/budget_refused.html", context, status=409)
        return _read_over(request, form, told)
    response = redirect("consultation:budget-receipt", shown.consultation.slug)
    _keep(response, shown, token)
    return response


def _cast(
    request: HttpRequest, form: BallotForm, letter: LetterCodeForm | None, token: str
) -> Cast:
    shown, receipt = form.sheet.vote, request.POST.get("receipt", "")
    if receipt:
        return correct_ballot(vote=shown, code=receipt, choices=form.choices, token=token)
    voter = ""
    if letter is not None:
        voter = voter_with_letter(vote=shown, code=letter.cleaned_data["code"])
    elif shown.consultation.access == AccessMode.ACCOUNT and request.user.pk is not None:
        voter = voter_with_account(vote=shown, user_id=request.user.pk)
    desk = assisted_session(request, shown.consultation)
    return cast_ballot(
        vote=shown, choices=form.choices, token=token, channel=channel_of(desk), voter=voter
    )


def _begin_correction(request: HttpRequest, shown: BudgetVote) -> HttpResponse:
    """Show the ballot that a code was given for, to be changed."""
    if is_write_refused(request, "receipt", browser_key(request)):
        return too_many_requests(request)
    found = ballot_with_code(shown, request.POST.get("receipt", ""))
    if found is None:
        return redirect("consultation:budget-check", shown.consultation.slug)
    return _ask(request, BallotForm(vote_sheet(shown), choices=_choices(found.choices)))


def _choices(stored: list[list[Any]]) -> list[tuple[str, int]]:
    return [(str(code), int(points)) for code, points in stored]


def _not_open(request: HttpRequest, shown: BudgetVote) -> HttpResponse:
    context = {
        "consultation": shown.consultation,
        "vote": shown,
        "sheet": vote_sheet(shown),
        "is_over": shown.is_over_at(timezone.now()),
        "count": count_of(shown),
        "ballots": ballot_count(shown),
        "was_sending": request.method == "POST",
        **rules_told(shown.rule),
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "consultation/budget_closed.html", context, status=status)


@never_cache
@require_safe
def receipt(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the code of the ballot that this browser has just sent."""
    shown = get_vote(request, slug)
    token = request.get_signed_cookie(_cookie(shown), default="", salt=SALT) or ""
    cast = known_cast(vote=shown, token=token) if token else None
    if cast is None:
        return redirect("consultation:budget-vote", slug)
    form = BallotForm(vote_sheet(shown), choices=_choices(cast.ballot.choices))
    context = {"consultation": shown.consultation, "vote": shown, "cast": cast, "form": form}
    context |= {"code": cast.receipt_code, "kind": form.kind.value}
    return render(request, "consultation/budget_receipt.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, slug: str) -> HttpResponse:
    """Read a ballot back to the holder of its code."""
    shown = get_vote(request, slug)
    posted = request.POST if request.method == "POST" else None
    if posted is not None and is_write_refused(request, "receipt", browser_key(request)):
        return too_many_requests(request)
    code_form = ReceiptCodeForm(posted)
    context: dict[str, Any] = {"consultation": shown.consultation, "vote": shown}
    if posted is not None and code_form.is_valid():
        code = code_form.cleaned_data["code"]
        found = ballot_with_code(shown, code)
        if found is None:
            code_form.add_error("code", _("Aucun bulletin ne porte ce code. Vérifiez-le."))
        else:
            ballot = BallotForm(vote_sheet(shown), choices=_choices(found.choices))
            can_change = takes_ballots(shown, timezone.now())
            context |= {"ballot": ballot, "code": code, "can_change": can_change}
            context["kind"] = ballot.kind.value
    return render(request, "consultation/budget_check.html", context | {"form": code_form})


@require_POST
def forget(request: HttpRequest, slug: str) -> HttpResponse:
    """Erase the trace of what was sent from this device."""
    shown = get_vote(request, slug)
    response = redirect("consultation:budget-vote", slug)
    response.delete_cookie(_cookie(shown), samesite="Lax")
    return response


def _cookie(shown: BudgetVote) -> str:
    return f"bulletin-{shown.pk}"


def _keep(response: HttpResponse, shown: BudgetVote, token: str) -> None:
    response.set_signed_cookie(
        _cookie(shown),
        token,
        salt=SALT,
        max_age=RECEIPT_SECONDS,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
