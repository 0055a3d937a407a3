"""Forms of prioritisation; the scoring grid has its own parser, in validators.py."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from diagnostic.enums import ActionCategory
from diagnostic.models import Criterion, RankedAction, RankingSession
from diagnostic.queries import sessions_for
from perpignan.study.localisation import localised_text


class WeightsForm(forms.Form):
    """What each criterion counts for one stakeholder; only proportions matter."""

    def __init__(self, *args: Any, criteria: Sequence[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for criterion in criteria:
            self.fields[criterion.code] = forms.DecimalField(
                label=localised_text(criterion, "name").text,
                min_value=0,
                max_digits=8,
                decimal_places=2,
                required=False,
                localize=True,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "data-weight": True}),
            )

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        """Show 20 rather than 20,00: the stored zeros say nothing."""
        value = super().get_initial_for_field(field, field_name)
        return value if value is None else Decimal(f"{Decimal(value).normalize():f}")

    @property
    def total(self) -> Decimal:
        values = self.cleaned_data if self.is_bound and self.is_valid() else self.initial
        return sum((values.get(name) or Decimal(0) for name in self.fields), Decimal(0))

    @property
    def lines(self) -> list[tuple[Any, float | None]]:
        """List each field with its share of the total, once there is one."""
        values = self.cleaned_data if self.is_bound and self.is_valid() else self.initial
        total = self.total
        return [
            (self[name], float((values.get(name) or 0) / total) if total else None)
            for name in self.fields
        ]


class ClassForm(forms.ModelForm):
    class Meta:
        model = RankedAction
        fields = ("category", "public_reason")
        widgets = {"public_reason": forms.TextInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Non classée")), *ActionCategory.choices]
        self.fields["category"] = forms.ChoiceField(
            label=_("Classe de %(action)s") % {"action": self.instance.action},
            choices=choices,
            required=False,
        )
        self.fields["public_reason"].label = _("Raison publiée pour %(action)s") % {
            "action": self.instance.action.code
        }

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        reason = (found.get("public_reason") or "").strip()
        if found.get("category") == ActionCategory.DISCARDED and not reason:
            self.add_error("public_reason", _("Dites pourquoi l'action est écartée."))
        return found


ClassFormSet = forms.modelformset_factory(RankedAction, form=ClassForm, extra=0)


class CompareForm(forms.Form):
    """Two sessions to set side by side."""

    before = forms.ModelChoiceField(
        RankingSession.objects.none(), label=_("Session de départ"), to_field_name="code"
    )
    after = forms.ModelChoiceField(
        RankingSession.objects.none(), label=_("Session d'arrivée"), to_field_name="code"
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("before", "after"):
            self.fields[name].queryset = sessions_for(user)  # type: ignore[attr-defined]  # a field with choices


class CopySessionForm(forms.ModelForm):
    """The name and the day of a session that starts from another one."""

    class Meta:
        model = RankingSession
        fields = ("title", "code", "held_on")
        widgets = {"held_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
