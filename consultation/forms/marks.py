"""Lifting doubts about responses."""

from django import forms
from django.utils.translation import gettext_lazy as _

from consultation.enums import MarkReason
from perpignan.backoffice import VerbForm


class LiftMarksForm(VerbForm):
    """Which doubts to lift, once the team has looked."""

    reason = forms.ChoiceField(
        label=_("Réserve à lever"), choices=MarkReason.choices, widget=forms.RadioSelect
    )
