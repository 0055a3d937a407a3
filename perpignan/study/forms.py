from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from perpignan.limits import Limit, is_over


class PortalFormRenderer(TemplatesSetting):
    """Forms look the same everywhere: label, hint, error, then the field."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"


class SignInForm(AuthenticationForm):
    """Refuse to try more passwords for an address than a person would."""

    error_messages = {
        "invalid_login": _("Adresse ou mot de passe incorrect. Vérifiez-les et recommencez."),
        "inactive": _("Ce compte est désactivé."),
        "too_many": _("Trop d'essais pour cette adresse. Attendez un quart d'heure."),
    }

    username = forms.EmailField(
        label=_("Adresse électronique"),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )

    def clean(self) -> dict[str, Any]:
        address = str(self.cleaned_data.get("username", "")).lower()
        if address and is_over("sign-in", address, Limit.parse(settings.LOGIN_LIMIT)):
            raise ValidationError(self.error_messages["too_many"], code="too_many")
        return super().clean()
