"""The second factor: its secrets are sealed, and those who need it cannot drop it."""

import base64
import hashlib
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from perpignan.accounts.permissions import needs_second_factor


def seal() -> Fernet:
    """Make the key from the secret key of the portal: a copy of the database is not enough."""
    digest = hashlib.sha256(b"second-factor:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


class SecondFactorAdapter(DefaultMFAAdapter):
    """Say things in the portal's words, keep secrets sealed."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _(
            "Votre rôle demande la double vérification : elle ne peut pas être désactivée."
        ),
        "incorrect_code": _("Ce code n'est pas le bon. Attendez le suivant et recommencez."),
    }

    def get_totp_issuer(self) -> str:
        return "Perpignan Cœur de Ville"

    def encrypt(self, text: str) -> str:
        return seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return seal().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        is_last_proof = authenticator.type == Authenticator.Type.TOTP
        return not (is_last_proof and needs_second_factor(authenticator.user))

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send nothing: the page of the account says what was changed."""
