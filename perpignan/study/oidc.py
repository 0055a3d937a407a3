"""Signing in through an OpenID Connect provider: a citizen's bare account, or an agent's own.

A citizen's account says that she is one person and nothing else: no role, no name, an
address of ours that receives no mail. An agent's account is made by an administrator
beforehand; the agents' provider only proves whose it is, by a verified address.
"""

import logging
from typing import Any
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from perpignan.identity import AGENTS, CITIZENS
from perpignan.study.models import User

logger = logging.getLogger(__name__)
#: A domain that can never exist (RFC 2606): no mail ever leaves for it.
CITIZEN_DOMAIN = "citoyens.invalid"


class AccountAdapter(DefaultAccountAdapter):
    """Sign in quietly: the page says enough."""

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Show none of the library's messages."""


class SignInAdapter(DefaultSocialAccountAdapter):
    """Decide whose account it is; anyone it cannot tell is refused with a reason."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if audience_of(request, sociallogin) == CITIZENS:
            sociallogin.email_addresses = []
        elif not sociallogin.is_existing:
            self._find_agent(request, sociallogin)
        if sociallogin.is_existing and not sociallogin.user.is_active:
            raise ImmediateHttpResponse(refused(request, _("Ce compte est désactivé.")))

    def _find_agent(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Lead to the account that bears this verified address; make none."""
        verified = [item.email for item in sociallogin.email_addresses if item.verified]
        user = User.objects.filter(email__iexact=verified[0]).first() if verified else None
        if user is None:
            reason = _(
                "Aucun compte de l'équipe ne porte votre adresse professionnelle. "
                "Demandez-en un à l'administrateur du portail."
            )
            raise ImmediateHttpResponse(refused(request, reason))
        sociallogin.connect(request, user)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return audience_of(request, sociallogin) == CITIZENS

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: Any) -> User:
        """Take nothing from the provider."""
        user: User = sociallogin.user
        user.email = f"{uuid4().hex}@{CITIZEN_DOMAIN}"
        return user

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: Any = None,
    ) -> None:
        if exception is not None:
            logger.warning("sign-in failed: %s", type(exception).__name__)
        reason = _("La connexion n'a pas abouti. Vous pouvez recommencer.")
        raise ImmediateHttpResponse(refused(request, reason))


def audience_of(request: HttpRequest, sociallogin: SocialLogin) -> str:
    app = sociallogin.account.get_provider(request).app
    return str(app.settings.get("audience", AGENTS))


def refused(request: HttpRequest, reason: str) -> HttpResponse:
    return render(request, "study/sign_in_refused.html", {"reason": reason}, status=403)


@receiver(pre_save, sender=SocialAccount, dispatch_uid="keep-no-claim")
def keep_no_claim(instance: SocialAccount, **_: Any) -> None:
    """Store who vouches and the opaque identifier it gave; none of what it says of the person."""
    instance.extra_data = {}
