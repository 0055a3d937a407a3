"""What proposing, adopting, reopening or freezing the strategy asks."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actionplan.queries import versions_for
from perpignan.backoffice import VerbForm
from perpignan.study.permissions import Person


class ConfirmForm(VerbForm):
    """Nothing to fill in: a page that says what will be done."""


class AdoptStrategyForm(VerbForm):
    on = forms.DateField(
        label=_("Date de la délibération"), widget=forms.DateInput(attrs={"type": "date"})
    )

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError(_("Cette date n'est pas encore venue."))
        return day


class FreezeStrategyForm(VerbForm):
    title = forms.CharField(
        label=_("À quelle occasion"),
        max_length=150,
        help_text=_("Publié. Par exemple : COPIL 5, présentation de la stratégie."),
    )


class StrategyCompareForm(forms.Form):
    """Two versions, by their numbers; none stands for the strategy of today."""

    de = forms.TypedChoiceField(label=_("De la version"), coerce=int, required=False)
    a = forms.TypedChoiceField(label=_("À la version"), coerce=int, required=False)

    def __init__(self, *args: Any, user: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(version.number, str(version)) for version in versions_for(user)]
        self.fields["de"].choices = known  # type: ignore[attr-defined]  # a choice field
        self.fields["a"].choices = [("", _("aujourd'hui")), *known]  # type: ignore[attr-defined]  # a choice field
