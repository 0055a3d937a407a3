"""Pages of one's own account, and of an invitation."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.mfa.models import Authenticator
from allauth.usersessions.forms import ManageUserSessionsForm
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import PasswordChangeView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from perpignan.accounts.forms import AcceptInvitationForm
from perpignan.accounts.models import Invitation
from perpignan.accounts.operations import accept_invitation, hash_of
from perpignan.accounts.permissions import needs_second_factor
from perpignan.accounts.sessions import browser_of
from perpignan.limits import is_write_refused
from perpignan.study.views import too_many_requests


@login_required
@never_cache
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Show a person her account: who she is here, how she proves it, where she is signed in."""
    kinds = set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    context = {
        "roles": [str(group) for group in request.user.groups.all()],
        "has_second_factor": Authenticator.Type.TOTP in kinds,
        "needs_second_factor": needs_second_factor(request.user),
        "sessions": _sessions(request),
        "breadcrumb": [(_("Mon compte"), None)],
    }
    return render(request, "accounts/account.html", context)


def _sessions(request: HttpRequest) -> list[dict[str, Any]]:
    found = UserSession.objects.purge_and_list(request.user)
    return [
        {
            "since": session.created_at,
            "browser": browser_of(session.user_agent),
            "is_current": session.is_current(),
        }
        for session in sorted(found, key=lambda session: session.created_at, reverse=True)
    ]


@login_required
@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """Sign the person out everywhere but here."""
    form = ManageUserSessionsForm(data={}, request=request)
    if form.is_valid():
        form.save(request)
    messages.success(request, _("Vos autres sessions sont fermées."))
    return redirect("accounts:account")


@method_decorator(never_cache, name="dispatch")
class ChangePasswordView(PasswordChangeView):
    template_name = "accounts/password_change.html"
    success_url = reverse_lazy("accounts:account")
    extra_context = {
        "breadcrumb": [
            (gettext_lazy("Mon compte"), reverse_lazy("accounts:account")),
            (gettext_lazy("Changer de mot de passe"), None),
        ]
    }

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        # A password that was changed ends what was open elsewhere under the former one.
        for session in UserSession.objects.filter(user=self.request.user):
            if not session.is_current():
                session.end()
        messages.success(self.request, _("Votre mot de passe est changé."))
        return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Let the person invited choose her name and her password, and come in."""
    waiting = Invitation.objects.open(timezone.now()).filter(token_hash=hash_of(token)).first()
    if waiting is None:
        return _dead_link(request)
    form = AcceptInvitationForm(request.POST or None, initial={"full_name": waiting.full_name})
    if request.method == "POST":
        if is_write_refused(request, "invitation", waiting.token_hash):
            return too_many_requests(request)
        if form.is_valid() and (answer := _accept(request, token, form)) is not None:
            return answer
    context = {"form": form, "invitation": waiting}
    return render(request, "accounts/invitation.html", context)


def _accept(request: HttpRequest, token: str, form: AcceptInvitationForm) -> HttpResponse | None:
    """Open the account and sign in; None leaves the form with what is to mend."""
    password = form.cleaned_data["password"]
    try:
        user = accept_invitation(
            token=token, full_name=form.cleaned_data["full_name"], password=password
        )
    except Invitation.DoesNotExist:
        return _dead_link(request)
    except ValidationError as error:
        form.add_error(None, error)
        return None
    record_authentication(request, user, method="password", reauthenticated=True)
    messages.success(request, _("Votre compte est ouvert."))
    answer: HttpResponse = perform_login(request, user, redirect_url=reverse("accounts:account"))
    return answer


def _dead_link(request: HttpRequest) -> HttpResponse:
    """Say the same of a link that never was and of one that was used: nothing is told."""
    return render(request, "accounts/invitation_dead.html", status=404)
