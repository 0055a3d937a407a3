"""Pages of the study itself: home, legal pages, health."""

from dataclasses import dataclass
from typing import Any

import requests
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView

from perpignan.phases import all_phases, page_of
from perpignan.study.forms import SignInForm
from perpignan.study.models import Priority
from perpignan.study.oidc import refused
from perpignan.study.permissions import can_enter_backoffice
from perpignan.study.queries import (
    personal_register,
    priorities_with_counts,
    study_carriers,
    study_sources,
)


@dataclass(frozen=True)
class PriorityCard:
    """A priority with the page that a phase gives it, if one does."""

    priority: Priority
    url: str | None


class HomeView(TemplateView):
    """One screen: what the study is, where it stands, what is open to me now."""

    template_name = "study/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        phases = all_phases()
        priorities = priorities_with_counts()
        return super().get_context_data(
            invitations=[item for phase in phases for item in phase.invitations()],
            figures=[item for phase in phases for item in phase.figures()],
            priorities=[PriorityCard(item, page_of(item)) for item in priorities],
            carriers=list(study_carriers()),
            sources=list(study_sources()),
            **kwargs,
        )


class PrivacyView(TemplateView):
    """What is kept of people: the words of the City, and the register that the models make."""

    template_name = "legal/privacy.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines = [line for line in personal_register() if line.declared.is_public]
        return super().get_context_data(register=lines, **kwargs)


@login_required
@cache_control(private=True, no_store=True)
@require_safe
def personal_data_register(request: HttpRequest) -> HttpResponse:
    """Show the team the whole register, and what the next erasure will take."""
    if not can_enter_backoffice(request.user):
        raise PermissionDenied
    context = {
        "register": personal_register(now=timezone.now()),
        "breadcrumb": [
            (_("Données personnelles"), reverse("study:privacy")),
            (_("Registre"), None),
        ],
    }
    return render(request, "study/personal_data.html", context)


class SignInView(LoginView):
    """Sign in with an address and a password; attempts are limited by address typed."""

    template_name = "study/sign_in.html"
    form_class = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            providers=settings.OIDC_PROVIDERS, offers_mail=settings.MAIL_GOES_OUT, **kwargs
        )

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Let the person in, once she has given her second factor if she has one."""
        user = form.get_user()
        record_authentication(self.request, user, method="password", reauthenticated=True)
        self.request.user = user  # who the default page is chosen for
        answer: HttpResponse = perform_login(
            self.request, user, redirect_url=self.get_success_url()
        )
        return answer


@require_POST
def sign_in_with(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send the person to who vouches for her; she comes back to where she was."""
    if provider_id not in {item["id"] for item in settings.OIDC_PROVIDERS}:
        raise Http404
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    provider = get_adapter(request).get_provider(request, provider_id)
    try:
        answer: HttpResponse = provider.redirect(
            request, process=AuthProcess.LOGIN, next_url=wanted if is_ours else None
        )
    except requests.RequestException:
        return refused(request, _("Le service de connexion ne répond pas. Réessayez plus tard."))
    return answer


@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """Tell that the web server answers, without asking anything of the database."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def readiness(request: HttpRequest) -> JsonResponse:
    """Tell whether the portal can serve: the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"database": "unavailable"}, status=503)
    return JsonResponse({"database": "ok"})


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """Say politely that this browser wrote too much in a short time."""
    return render(request, "429.html", {"title": _("Trop d'envois à la suite")}, status=429)
