"""What is asked of a person who takes her invitation, and of one who proves who she is."""

from typing import Any

from allauth.account.forms import ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.conf import settings
from django.contrib.auth.forms import PasswordResetForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from perpignan.limits import Limit, is_over

CODE_HINT = _("Six chiffres donnés par l'application de votre téléphone, ou un code de secours.")


class AcceptInvitationForm(forms.Form):
    """A name and a password, typed twice."""

    full_name = forms.CharField(
        label=_("Votre nom, comme l'équipe le lira"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Votre mot de passe"),
        help_text=_("Au moins douze caractères. Une phrase est facile à retenir."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Le même mot de passe"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("password") and cleaned.get("again") not in (None, cleaned["password"]):
            raise ValidationError({"again": _("Les deux mots de passe ne sont pas les mêmes.")})
        return cleaned


def _ask_code(form: forms.Form) -> None:
    """Ask a code in French, on a keyboard of digits."""
    field = form.fields["code"]
    field.label, field.help_text = _("Code de vérification"), CODE_HINT
    field.widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric"}


class SecondFactorForm(AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_code(self)


class ConfirmByCodeForm(ReauthenticateByCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_code(self)


class ActivateForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_code(self)
        self.fields["code"].help_text = _("Les six chiffres que l'application montre maintenant.")


class ConfirmPasswordForm(ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Votre mot de passe")
        self.fields["password"].widget.attrs = {"autocomplete": "current-password"}


class AskPasswordForm(PasswordResetForm):
    """Ask for a link by mail; the answer is the same whoever has an account."""

    email = forms.EmailField(
        label=_("Adresse électronique"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_email(self) -> str:
        """Refuse to write to one address more than a person would ask."""
        address = str(self.cleaned_data["email"]).lower()
        if is_over("password-ask", address, Limit.parse(settings.LOGIN_LIMIT)):
            raise ValidationError(
                _("Trop de demandes pour cette adresse. Attendez un quart d'heure.")
            )
        return address
