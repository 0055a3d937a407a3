from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from perpignan.backoffice import VerbForm
from perpignan.limits import Limit, client_address, forget, is_over, is_used_up
from perpignan.study.operations import next_steps


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
        """Check the password; only failures count, and a success forgets them."""
        address = str(self.cleaned_data.get("username", "")).lower()
        counters = self._counters(address)
        if any(is_used_up(*counter) for counter in counters):
            raise ValidationError(self.error_messages["too_many"], code="too_many")
        try:
            cleaned: dict[str, Any] = super().clean()
        except ValidationError:
            for counter in counters:
                is_over(*counter)
            raise
        if self.get_user() is not None:
            forget(*counters[0])
        return cleaned

    def _counters(self, address: str) -> list[tuple[str, str, Limit]]:
        """Count per account and place; from all places together, ten times as much.

        A stranger who types wrong passwords elsewhere does not lock the owner out at
        once, and no number of machines can try passwords without end.
        """
        limit = Limit.parse(settings.LOGIN_LIMIT)
        place = client_address(self.request) if self.request else ""
        return [
            ("sign-in", f"{address} {place}", limit),
            ("sign-in:everywhere", address, limit.times(10)),
        ]


class DiscardActionForm(VerbForm):
    """Why an action is set aside: readers of the plan see it."""

    reason = forms.CharField(
        label=_("Raison de l'abandon"),
        help_text=_("Publiée avec l'action."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class MoveDeliverableForm(VerbForm):
    """The next state of a deliverable, among those that this person may give."""

    to = forms.ChoiceField(label=_("Nouvel état"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Motif"),
        help_text=_("Demandé pour un ajournement ou un rejet."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = next_steps(self.record, self.user)  # type: ignore[arg-type]  # signed in, so a User of ours
        self.fields["to"].choices = [(step.value, step.label) for step in steps]  # type: ignore[attr-defined]  # a field with choices
