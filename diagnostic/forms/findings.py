"""What the team is asked to move, merge or split a finding: plain forms, no script."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from diagnostic.enums import Box
from diagnostic.models import Finding
from diagnostic.operations import Part
from diagnostic.queries import mergeable_findings
from perpignan.study.models import Axis

MOST_PARTS = 4
FEWEST_PARTS = 2


class MoveForm(forms.Form):
    axis = forms.ModelChoiceField(Axis.objects.all(), label=_("Axe"), empty_label=None)
    box = forms.ChoiceField(label=_("Case"), choices=Box.choices)

    def __init__(self, *args: Any, finding: Finding, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"axis": finding.axis_id, "box": finding.box}


class FindingChoiceField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Finding) -> str:
        return f"{obj.axis}, {Box(obj.box).label} : {obj.statement}"


class MergeForm(forms.Form):
    absorbed = FindingChoiceField(
        Finding.objects.none(),
        label=_("Constats à fusionner dans celui-ci"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Leurs preuves et leurs actions sont reprises ; ils restent lisibles."),
    )
    statement = forms.CharField(
        label=_("Nouvel énoncé"),
        required=False,
        widget=forms.Textarea,
        help_text=_("Laissez vide pour garder l'énoncé actuel."),
    )

    def __init__(self, *args: Any, finding: Finding, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["absorbed"].queryset = mergeable_findings(finding)  # type: ignore[attr-defined]  # a field with choices


class SplitForm(forms.Form):
    """Two to four parts, each with its words, its axis and its box."""

    def __init__(self, *args: Any, finding: Finding, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        axes = list(Axis.objects.values_list("pk", "name"))
        for number in range(1, MOST_PARTS + 1):
            self._add_part(number, finding, axes)

    def _add_part(self, number: int, finding: Finding, axes: list[tuple[int, str]]) -> None:
        words = {"number": number}
        self.fields[f"statement_{number}"] = forms.CharField(
            label=_("Énoncé %(number)s") % words,
            required=number <= FEWEST_PARTS,
            widget=forms.Textarea,
        )
        self.fields[f"axis_{number}"] = forms.TypedChoiceField(
            label=_("Axe %(number)s") % words,
            choices=axes,
            coerce=int,
            initial=finding.axis_id,
        )
        self.fields[f"box_{number}"] = forms.ChoiceField(
            label=_("Case %(number)s") % words, choices=Box.choices, initial=finding.box
        )

    def groups(self) -> Iterator[tuple[int, list[forms.BoundField]]]:
        """Give the fields of each part together, for the page."""
        for number in range(1, MOST_PARTS + 1):
            yield number, [self[f"{name}_{number}"] for name in ("statement", "axis", "box")]

    def parts(self) -> list[Part]:
        axes = {axis.pk: axis for axis in Axis.objects.all()}
        return [
            Part(words, self.cleaned_data[f"box_{n}"], axes[self.cleaned_data[f"axis_{n}"]])
            for n in range(1, MOST_PARTS + 1)
            if (words := self.cleaned_data.get(f"statement_{n}", ""))
        ]
