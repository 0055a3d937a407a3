from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from perpignan.reports.enums import ReportFormat
from perpignan.reports.formats import offered
from perpignan.reports.kinds import KINDS, Kind
from perpignan.reports.permissions import can_request_internal_report
from perpignan.study.permissions import Person


class ReportRequestForm(forms.Form):
    """Ask for one kind of report; only the team is offered internal data."""

    kind = forms.ChoiceField(widget=forms.HiddenInput)
    format = forms.ChoiceField(label=_("Format"), choices=ReportFormat.choices)
    is_internal = forms.BooleanField(
        label=_("Avec les données internes"),
        help_text=_("Pour l'équipe seulement : ce rapport ne se diffuse pas."),
        required=False,
    )

    def __init__(self, *args: Any, user: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.slug, kind.title) for kind in KINDS.values()]  # type: ignore[attr-defined]
        if not can_request_internal_report(user):
            del self.fields["is_internal"]


def form_for(kind: Kind, user: Person) -> ReportRequestForm:
    """Make the form that asks for this kind, in its own formats."""
    form = ReportRequestForm(
        user=user, initial={"kind": kind.slug, "format": kind.formats[0]}, auto_id=f"{kind.slug}-%s"
    )
    choices = [(str(name), ReportFormat(name).label) for name in offered(kind.formats)]
    form.fields["format"].choices = choices  # type: ignore[attr-defined]
    if len(choices) == 1:
        form.fields["format"].widget = forms.HiddenInput()
    return form
