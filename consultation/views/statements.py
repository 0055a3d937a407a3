"""Voting on statements one after the other, and proposing one; nothing here needs a script."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from consultation.enums import AccessMode, Opinion
from consultation.forms import TRAP
from consultation.forms.statements import StatementForm
from consultation.models import Consultation
from consultation.models.keys import account_key, new_token, token_key
from consultation.operations import submit_statement, vote_on_statement, withdraw_votes
from consultation.permissions import can_read_opinions, can_vote_on_statements
from consultation.queries import VoteRound, draft_of, response_of, similar_statements, vote_round_of
from consultation.views.attempt import browser_key, get_consultation, read_token
from consultation.views.results_menu import results_menu
from consultation.views.voter import forget_voter, keep_voter, read_voter
from perpignan.limits import Counter, Limit, client_address, count, is_write_refused
from perpignan.study.views import too_many_requests

#: Votes of a browser, and of an address, in ten minutes: far over what people read.
VOTES, VOTES_OF_AN_ADDRESS = Limit(300, 600), Limit(6_000, 600)
#: What the address of the page calls the statement to show.
SHOWN = "affirmation"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the next statement; keep what is said of the one that was shown."""
    consultation = _get(request, slug)
    if request.method == "POST":
        return _keep(request, consultation)
    return _show(request, consultation)


def _get(request: HttpRequest, slug: str) -> Consultation:
    consultation = get_consultation(request, slug)
    if not consultation.takes_statements:
        raise Http404
    return consultation


def _show(
    request: HttpRequest, consultation: Consultation, error: str = "", status: int = 200
) -> HttpResponse:
    key = voter_key(request, consultation, _token(request, consultation))
    ballot = vote_round_of(consultation, key)
    now = timezone.now()
    is_open = can_vote_on_statements(consultation, now)
    shown = _chosen(request, ballot) if is_open else None
    context = {
        "consultation": consultation,
        "is_open": is_open,
        "needs": "" if key or consultation.access == AccessMode.OPEN else consultation.access,
        "ballot": ballot,
        "statement": shown[0] if shown else None,
        "said": shown[1] if shown else None,
        "opinions": Opinion,
        "rank": min(len(ballot.given) + 1, ballot.total),
        "error": error,
        "has_results": can_read_opinions(request.user, consultation, now),
        "results_menu": results_menu(consultation, "statement-vote"),
    }
    return render(request, "consultation/statement_vote.html", context, status=status)


def _chosen(request: HttpRequest, ballot: VoteRound) -> Any:
    """Find the statement that the address asks for, else the next one."""
    asked = request.GET.get(SHOWN, "")
    found = ballot.find(int(asked)) if asked.isdecimal() and len(asked) < 12 else None
    if found is not None:
        return found
    return (ballot.waiting[0], None) if ballot.waiting else None


def _token(request: HttpRequest, consultation: Consultation) -> str:
    """Return the token of this browser: of its votes, else of its answers; empty if none."""
    return read_voter(request, consultation) or read_token(request, consultation)


def voter_key(request: HttpRequest, consultation: Consultation, token: str) -> str:
    """Return the key of who votes, the one that her response bears; empty if not admitted."""
    if consultation.access == AccessMode.ACCOUNT:
        return account_key(consultation.pk, request.user.pk) if request.user.pk else ""
    if not token:
        return ""
    if consultation.access == AccessMode.OPEN:
        return token_key(consultation.pk, token)
    known = draft_of(consultation, token) or response_of(consultation, token)
    return known.respondent_key if known else ""


def _keep(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    if _is_too_much(request):
        return too_many_requests(request)
    token = _token(request, consultation) or new_token()
    asked, opinion = request.POST.get("statement", ""), request.POST.get("opinion", "")
    if not (asked.isdecimal() and len(asked) < 12) or opinion not in Opinion.values:
        return _show(request, consultation, _("Choisissez un des trois avis."), 400)
    try:
        vote_on_statement(
            consultation=consultation,
            statement_id=int(asked),
            opinion=Opinion(opinion),
            voter_key=voter_key(request, consultation, token),
        )
    except ValidationError as error:
        return _show(request, consultation, " ".join(error.messages), 409)
    page = reverse("consultation:statement-vote", args=[consultation.slug])
    response = redirect(f"{page}#affirmation")
    keep_voter(response, consultation, token)
    return response


def _is_too_much(request: HttpRequest) -> bool:
    browser = Counter("vote:browser", browser_key(request), VOTES)
    address = Counter("vote:address", client_address(request), VOTES_OF_AN_ADDRESS)
    return any(count([browser, address]))


@require_POST
def forget(request: HttpRequest, slug: str) -> HttpResponse:
    """Erase one's votes if she says so, and their trace on this device."""
    consultation = _get(request, slug)
    key = voter_key(request, consultation, _token(request, consultation))
    if request.POST.get("erase") == "yes":
        withdraw_votes(consultation=consultation, voter_key=key)
    response = redirect("consultation:statement-vote", slug)
    forget_voter(response, consultation)
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a statement; say first which ones already look like it."""
    consultation = _get(request, slug)
    if not can_vote_on_statements(consultation, timezone.now()):
        return _show(request, consultation, status=409 if request.method == "POST" else 200)
    is_sending = request.method == "POST"
    if is_sending and is_write_refused(request, "statement", browser_key(request)):
        return too_many_requests(request)
    form = StatementForm(request.POST if is_sending else None, initial={"token": new_token()})
    is_trapped = bool(request.POST.get(TRAP))
    similar = []
    if is_sending and form.is_valid() and not is_trapped:
        if not form.cleaned_data["confirmed"]:
            similar = similar_statements(consultation, form.cleaned_data["text"])
        if not similar:
            sent = _sent(consultation, form)
            if sent is not None:
                return _receipt(request, consultation, sent)
    context = {
        "consultation": consultation,
        "form": form,
        "trap": TRAP,
        "is_trapped": is_trapped,
        "similar": similar,
    }
    return render(request, "consultation/statement_form.html", context)


def _sent(consultation: Consultation, form: StatementForm) -> Any:
    """Store the statement; say at its field what the operation refuses."""
    try:
        return submit_statement(
            consultation=consultation,
            token=form.cleaned_data["token"],
            text=form.cleaned_data["text"],
            language=get_language() or "fr",
        )
    except ValidationError as error:
        form.add_error(None, error)
        return None


def _receipt(request: HttpRequest, consultation: Consultation, sent: Any) -> HttpResponse:
    context = {"consultation": consultation, "statement": sent.spoken, "code": sent.receipt_code}
    return render(request, "consultation/statement_receipt.html", context)
