"""Choosing two questions to cross."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from consultation.queries import Results, cross_table


class CrossForm(forms.Form):
    """Two different questions of which a table was made."""

    def __init__(self, results: Results, data: Any = None) -> None:
        super().__init__(data)
        self.results = results
        choices = [(item.name, item.label) for item in results.variables.values()]
        groups = [choice for choice in choices if results.variables[choice[0]].is_group]
        others = [choice for choice in choices if choice not in groups]
        self.fields["a"] = forms.ChoiceField(label=_("Question à lire"), choices=[*others, *groups])
        self.fields["b"] = forms.ChoiceField(label=_("Selon"), choices=[*groups, *others])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data
        if {"a", "b"} <= set(given):
            if given["a"] == given["b"]:
                raise ValidationError({"b": _("Choisissez deux questions différentes.")})
            if cross_table(self.results, given["a"], given["b"]) is None:
                raise ValidationError({"b": _("Ces deux-là ne se croisent pas.")})
        return given
