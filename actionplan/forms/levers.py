"""Search and filters of the catalogue of levers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from perpignan.study.enums import LeverDestination, LeverKind
from perpignan.study.localisation import localised_text
from perpignan.study.models import Axis, Priority

ANY = [("", _("Tout"))]
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class NamedChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return localised_text(obj, "name").text


class LeverFilterForm(forms.Form):
    q = forms.CharField(label=_("Chercher"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Nature"), required=False, choices=[*ANY, *LeverKind.choices])
    priorities = NamedChoice(
        label=_("Priorité"),
        required=False,
        queryset=Priority.objects.all(),
        to_field_name="code",
        empty_label=_("Tout"),
    )
    axes = NamedChoice(
        label=_("Axe"),
        required=False,
        queryset=Axis.objects.all(),
        to_field_name="code",
        empty_label=_("Tout"),
    )
    destination = forms.ChoiceField(
        label=_("Budget"), required=False, choices=[*ANY, *LeverDestination.choices]
    )
    open_on = forms.DateField(label=_("Ouvert le"), required=False, widget=DAY)
    deadline = forms.DateField(label=_("Échéance avant le"), required=False, widget=DAY)
