"""What readers may ask of the benchmark, through addresses that anybody can type."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from benchmark.enums import Country, SizeClass
from benchmark.queries import (
    InitiativeFilters,
    axes_in_use,
    countries_in_use,
    priorities_in_use,
    zones_in_use,
)
from perpignan.study.localisation import localised_text
from perpignan.study.models import Axis, Priority, Zone
from perpignan.study.permissions import Person


class InitiativeSearchForm(forms.Form):
    """The criteria of the list and of the API. What is not understood filters nothing."""

    use_required_attribute = False

    q = forms.CharField(
        label=_("Rechercher"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    priority = forms.ChoiceField(label=_("Priorité"), required=False)
    axis = forms.ChoiceField(label=_("Axe"), required=False)
    country = forms.ChoiceField(label=_("Pays"), required=False)
    size = forms.ChoiceField(label=_("Taille"), required=False)
    zone = forms.ChoiceField(label=_("Secteur de Perpignan"), required=False)

    def __init__(self, data: Mapping[str, Any], *, user: Person) -> None:
        super().__init__(data)
        countries = {code: str(Country(code).label) for code in countries_in_use(user)}
        self.words: dict[str, dict[str, str]] = {
            "priority": _names(priorities_in_use(user)),
            "axis": _names(axes_in_use(user)),
            "country": dict(sorted(countries.items(), key=lambda choice: choice[1])),
            "size": {size.value: str(size.label) for size in SizeClass},
            "zone": _names(zones_in_use(user)),
        }
        for name, choices in self.words.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type
            field.choices = [("", _("Indifférent")), *choices.items()]
        if not self.words["zone"]:
            del self.fields["zone"]  # no case is placed yet: there is nothing to choose

    @property
    def filters(self) -> InitiativeFilters:
        """Read what was understood; call after `is_valid`."""
        return InitiativeFilters(**{name: self.cleaned_data.get(name, "") for name in self.fields})

    @property
    def active(self) -> list[tuple[str, str]]:
        """List the filters in use: the field's name, and the value in words."""
        values = {name: self.cleaned_data.get(name) for name in self.fields}
        return [
            (name, self.words.get(name, {}).get(value, f"« {value} »"))
            for name, value in values.items()
            if value
        ]


def _names(records: Iterable[Axis | Priority | Zone]) -> dict[str, str]:
    return {record.code: localised_text(record, "name").text for record in records}
