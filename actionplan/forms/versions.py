from django import forms
from django.utils.translation import gettext_lazy as _

from actionplan.queries import plan_versions


class FreezeForm(forms.Form):
    title = forms.CharField(
        label=_("À quelle occasion"),
        max_length=150,
        help_text=_("Publié. Par exemple : COPIL 4, choix des solutions."),
    )


class CompareForm(forms.Form):
    """Two versions, by their numbers; none stands for the plan of today."""

    de = forms.TypedChoiceField(label=_("De la version"), coerce=int, required=False)
    a = forms.TypedChoiceField(label=_("À la version"), coerce=int, required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        known = [(version.number, str(version)) for version in plan_versions()]
        self.fields["de"].choices = known  # type: ignore[attr-defined]  # a field with choices
        self.fields["a"].choices = [("", _("aujourd'hui")), *known]  # type: ignore[attr-defined]  # a field with choices
