from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from actionplan.forms.schedule import DayField
from actionplan.models import ActionSheet
from perpignan.study.models import Priority


class CorrectionForm(forms.Form):
    """What a department says of its own action."""

    objective = forms.CharField(
        label=_("Objectif"), required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    targets = forms.CharField(label=_("Publics visés"), max_length=250, required=False)
    contact_function = forms.CharField(
        label=_("Fonction du contact"),
        help_text=_("Publiée. Une fonction, pas un nom."),
        max_length=150,
        required=False,
    )
    contact_details = forms.CharField(
        label=_("Coordonnées du contact"),
        help_text=_("Internes."),
        max_length=200,
        required=False,
    )
    actual_start = DayField(label=_("Début réel"), required=False)
    actual_end = DayField(label=_("Fin réelle"), required=False)
    progress = forms.IntegerField(label=_("Avancement (%)"), min_value=0, max_value=100)
    delay_reason = forms.CharField(
        label=_("Raison du décalage"),
        help_text=_("Publiée quand l'action est en retard ou déplacée."),
        max_length=250,
        required=False,
    )

    def __init__(self, *args: Any, sheet: ActionSheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = {name: getattr(sheet, name) for name in self.base_fields if name != "objective"}
        self.initial = {"objective": sheet.action.objective, **own}


class ProposalForm(forms.Form):
    """An action that a department proposes, before the team looks into it."""

    title = forms.CharField(label=_("Action proposée"), max_length=200)
    priority = forms.ModelChoiceField(
        label=_("Priorité"),
        queryset=Priority.objects.all(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    objective = forms.CharField(
        label=_("À quoi elle sert, pour qui"), widget=forms.Textarea(attrs={"rows": 6})
    )
