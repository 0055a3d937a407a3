from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from actionplan.models import ActionSheet


class DayField(forms.DateField):
    """A day asked for with the browser's own calendar."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class MoveForm(forms.Form):
    """New planned dates, and why: the reason is published."""

    start = DayField(label=_("Début prévu"))
    end = DayField(label=_("Fin prévue"))
    reason = forms.CharField(
        label=_("Raison du déplacement"), max_length=250, help_text=_("Elle est publiée.")
    )

    def __init__(self, *args: Any, sheet: ActionSheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"start": sheet.planned_start, "end": sheet.planned_end}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("start"), data.get("end")
        if start and end and end < start:
            self.add_error("end", _("La fin prévue précède le début prévu."))
        return data
