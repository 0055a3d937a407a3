"""Those whose role asks for a second factor set it up before anything else."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import resolve
from django.urls.exceptions import Resolver404

from perpignan.accounts.permissions import needs_second_factor

#: Kept in the session once it was seen: the second factor cannot be dropped by those it binds.
SEEN = "second_factor_seen"
#: What stays open before: setting it up, proving who one is, leaving.
OPEN = frozenset(
    {
        *("mfa_activate_totp", "mfa_authenticate", "account_reauthenticate"),
        *("study:logout", "study:login", "account_login", "study:privacy", "study:legal"),
        *("study:accessibility", "health", "readiness"),
    }
)


class SecondFactorMiddleware:
    """Lead whoever needs a second factor, and has none, to the page that sets it up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self._is_lacking(request):
            return self.get_response(request)
        if request.path.startswith("/api/"):
            return JsonResponse({"detail": "second factor required"}, status=403)
        return redirect("mfa_activate_totp")

    def _is_lacking(self, request: HttpRequest) -> bool:
        # A visitor without a session has no account: she is asked nothing of the database.
        if request.session.session_key is None or request.session.get(SEEN):
            return False
        if not needs_second_factor(request.user) or _is_open(request):
            return False
        if not is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
            return True
        request.session[SEEN] = True
        return False


def _is_open(request: HttpRequest) -> bool:
    try:
        return resolve(request.path_info).view_name in OPEN
    except Resolver404:
        return False
