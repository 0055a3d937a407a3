"""Taking part: contribute, support, comment; then follow and take back with the code."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultation.forms import TRAP, CommentForm, ContributionForm, ReceiptCodeForm
from consultation.models import Comment, Consultation, Contribution, Statement
from consultation.models.keys import new_token
from consultation.operations import (
    contribution_code,
    submit_comment,
    submit_contribution,
    support_contribution,
    withdraw_spoken,
    withdraw_support,
)
from consultation.permissions import can_contribute
from consultation.queries import (
    contribution_of,
    relatives,
    spoken_with_code,
    themes_of,
    zones_to_choose,
)
from consultation.views.attempt import browser_key, get_consultation
from consultation.views.contribution_tokens import (
    forget,
    keep_sent,
    keep_supporter,
    read_sent,
    read_supporter,
)
from consultation.views.contributions import get_sheet, show_sheet
from perpignan.limits import is_write_refused
from perpignan.study.views import too_many_requests

UNKNOWN = gettext_lazy("Aucune contribution ne porte ce code. Vérifiez chaque lettre.")
CONFIRM = gettext_lazy("Cochez la case pour confirmer le retrait.")
LIMIT = "contribution"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contribution_create(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = get_consultation(request, slug)
    is_sending = request.method == "POST"
    if not can_contribute(consultation, timezone.now()):
        return _not_gathering(request, consultation)
    if is_sending and is_write_refused(request, LIMIT, browser_key(request)):
        return too_many_requests(request)
    form = _form(request, consultation)
    is_trapped = bool(request.POST.get(TRAP))
    if is_sending and form.is_valid() and not is_trapped and _send(consultation, form):
        response = redirect("consultation:contribution-receipt", slug)
        keep_sent(response, consultation, form.cleaned_data["token"])
        return response
    context = {
        "consultation": consultation,
        "form": form,
        "trap": TRAP,
        "is_trapped": is_trapped,
        "lost_picture": bool(request.FILES),
    }
    return render(request, "consultation/contribution_form.html", context)


def _form(request: HttpRequest, consultation: Consultation) -> ContributionForm:
    return ContributionForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        themes=themes_of(consultation),
        zones=zones_to_choose(),
        initial={"token": new_token()},
    )


def _send(consultation: Consultation, form: ContributionForm) -> bool:
    """Store the idea; say at its field what the operation refuses."""
    try:
        submit_contribution(
            consultation=consultation, language=get_language() or "fr", **form.given
        )
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def _not_gathering(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    context = {
        "consultation": consultation,
        "state": consultation.state_at(timezone.now()),
        "was_sending": request.method == "POST",
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "consultation/contribution_closed.html", context, status=status)


@never_cache
@require_safe
def contribution_receipt(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the code of the idea that this browser has just sent."""
    consultation = get_consultation(request, slug)
    token = read_sent(request, consultation)
    contribution = contribution_of(consultation, token) if token else None
    if contribution is None:
        return redirect("consultation:contribution-list", slug)
    context = {
        "consultation": consultation,
        "contribution": contribution,
        "code": contribution_code(consultation.pk, token),
    }
    return render(request, "consultation/contribution_receipt.html", context)


@require_POST
def contribution_forget(request: HttpRequest, slug: str) -> HttpResponse:
    """Erase the trace of what was sent from this device."""
    consultation = get_consultation(request, slug)
    response = redirect("consultation:contribution-list", slug)
    forget(response, consultation)
    return response


@require_POST
def contribution_support(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Give one's support, or take it back; doing it twice changes nothing."""
    contribution = get_sheet(request, slug, pk)
    consultation = contribution.consultation
    if is_write_refused(request, LIMIT, browser_key(request)):
        return too_many_requests(request)
    token = read_supporter(request, consultation) or new_token()
    change = withdraw_support if request.POST.get("take_back") else support_contribution
    try:
        change(contribution=contribution, token=token)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(contribution)
    response = redirect(f"{contribution.get_absolute_url()}#soutenir")
    keep_supporter(response, consultation, token)
    return response


@never_cache
@require_POST
def contribution_comment(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    contribution = get_sheet(request, slug, pk)
    if is_write_refused(request, LIMIT, browser_key(request)):
        return too_many_requests(request)
    form = CommentForm(request.POST)
    if request.POST.get(TRAP):
        form.add_error(None, _("Un champ caché a été rempli : envoyez de nouveau."))
    if not form.is_valid():
        return show_sheet(request, contribution, form)
    try:
        sent = submit_comment(
            contribution=contribution, language=get_language() or "fr", **form.cleaned_data
        )
    except ValidationError as error:
        form.add_error(None, error)
        return show_sheet(request, contribution, form)
    context = {
        "consultation": contribution.consultation,
        "contribution": contribution,
        "comment": sent.spoken,
        "code": sent.receipt_code,
    }
    return render(request, "consultation/contribution_receipt.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contribution_check(request: HttpRequest) -> HttpResponse:
    """Tell the holder of a code what became of her idea."""
    if request.method != "POST":
        form = ReceiptCodeForm()
        return render(request, "consultation/contribution_check.html", {"form": form})
    if is_write_refused(request, "receipt", browser_key(request)):
        return too_many_requests(request)
    return _told(request, request.POST)


@require_POST
def contribution_withdraw(request: HttpRequest) -> HttpResponse:
    """Take back the words that a code was given for, once its holder has confirmed."""
    if is_write_refused(request, "receipt", browser_key(request)):
        return too_many_requests(request)
    if request.POST.get("confirm") != "yes":
        return _told(request, request.POST, error=str(CONFIRM))
    form = ReceiptCodeForm(request.POST)
    if form.is_valid() and spoken_with_code(form.cleaned_data["code"]) is not None:
        withdraw_spoken(code=form.cleaned_data["code"])
    return _told(request, request.POST)


def _told(request: HttpRequest, posted: Mapping[str, Any], error: str = "") -> HttpResponse:
    form = ReceiptCodeForm(posted)
    spoken = spoken_with_code(form.cleaned_data["code"]) if form.is_valid() else None
    context: dict[str, Any] = {"form": form, "error": error}
    if spoken is not None:
        own = spoken if isinstance(spoken, Contribution) else None
        context |= {
            "code": form.cleaned_data["code"],
            "spoken": spoken,
            "contribution": own,
            "statement": spoken if isinstance(spoken, Statement) else None,
            "about": spoken.contribution if isinstance(spoken, Comment) else None,
            "relatives": relatives(own) if own else [],
        }
    elif form.is_valid():
        form.add_error("code", ValidationError(UNKNOWN))
    return render(request, "consultation/contribution_check.html", context)
