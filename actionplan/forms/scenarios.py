"""Forms of scenarios: written at once from a page, copied, compared, adopted."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from actionplan.enums import ValueBasis
from actionplan.models import Scenario
from actionplan.models.amounts import LARGEST
from perpignan.backoffice import TypedNumberField

MOST_YEARS = 10


class ScenarioForm(forms.ModelForm):
    """A new scenario: its name, its years, the same budget each year to begin with."""

    first_year = forms.IntegerField(label=_("Première année"), min_value=2000, max_value=2100)
    year_count = forms.IntegerField(
        label=_("Nombre d'années"), min_value=1, max_value=MOST_YEARS, initial=3
    )
    yearly_budget = TypedNumberField(
        label=_("Budget propre d'une année (€ hors taxes)"),
        min_value=0,
        max_value=LARGEST,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        help_text=_("Investissement seulement. Chaque année se corrige ensuite à part."),
    )

    class Meta:
        model = Scenario
        fields = ("name", "code", "description", "value_basis", "owner_share", "time_limit")
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}

    @property
    def budgets(self) -> list[tuple[int, Decimal]]:
        first, count = self.cleaned_data["first_year"], self.cleaned_data["year_count"]
        return [(first + place, self.cleaned_data["yearly_budget"]) for place in range(count)]


class VariantForm(forms.Form):
    """The same scenario with another budget: a copy, to be compared with the first."""

    name = forms.CharField(label=_("Nom de la variante"), max_length=150)
    budget_change = forms.IntegerField(
        label=_("Variation du budget propre (%)"), min_value=-100, max_value=1000, initial=-20
    )
    value_basis = forms.ChoiceField(label=_("Valeur d'une action"), choices=ValueBasis)


class AdoptForm(forms.Form):
    reason = forms.CharField(
        label=_("Raison du choix"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )


class ScenarioCompareForm(forms.Form):
    """Two computed scenarios, by their codes."""

    def __init__(self, *args: Any, scenarios: list[Scenario], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(scenario.code, scenario.name) for scenario in scenarios]
        self.fields["de"] = forms.ChoiceField(label=_("Scénario"), choices=choices)
        self.fields["a"] = forms.ChoiceField(label=_("comparé à"), choices=choices)
