"""What deciding a solution asks; the reason is always published."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from actionplan.models import Solution
from actionplan.operations import Half
from actionplan.queries import joinable_solutions
from perpignan.backoffice import VerbForm

MOST_PARTS = 4
FEWEST_PARTS = 2


class ReasonForm(VerbForm):
    reason = forms.CharField(
        label=_("Raison"), widget=forms.Textarea, help_text=_("Publiée avec la décision.")
    )


class MergeForm(ReasonForm):
    absorbed = forms.ModelMultipleChoiceField(
        Solution.objects.none(),
        label=_("Solutions à fusionner dans celle-ci"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Leurs arguments et leurs actions sont repris ; elles restent lisibles."),
    )
    field_order = ("absorbed", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["absorbed"].queryset = joinable_solutions(self.record)  # type: ignore[attr-defined,arg-type]  # a field with choices


class SplitForm(ReasonForm):
    """Two to four parts, each with its title and its description."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_PARTS + 1):
            words = {"number": number}
            self.fields[f"title_{number}"] = forms.CharField(
                label=_("Titre de la partie %(number)s") % words,
                max_length=200,
                required=number <= FEWEST_PARTS,
            )
            self.fields[f"description_{number}"] = forms.CharField(
                label=_("Description de la partie %(number)s") % words,
                required=False,
                widget=forms.Textarea,
            )
        self.order_fields([name for name in self.fields if name != "reason"])

    def halves(self) -> list[Half]:
        """Give the parts that have a title."""
        return [
            Half(title, self.cleaned_data.get(f"description_{number}", ""))
            for number in range(1, MOST_PARTS + 1)
            if (title := self.cleaned_data.get(f"title_{number}", ""))
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        return data | {"halves": self.halves()}
