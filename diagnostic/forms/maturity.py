"""The self-assessment, as a department's contact fills it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from diagnostic.enums import MaturityLevelValue
from diagnostic.models import MaturityAnswer, MaturityDimension
from perpignan.study.localisation import localised_text


class MaturityForm(forms.Form):
    """A level and a comment for each dimension; one may skip what one does not know."""

    def __init__(
        self,
        *args: Any,
        dimensions: Iterable[MaturityDimension],
        answers: Mapping[int, MaturityAnswer],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.dimensions = list(dimensions)
        for dimension in self.dimensions:
            known = answers.get(dimension.pk)
            self.fields[f"level_{dimension.code}"] = forms.TypedChoiceField(
                label=localised_text(dimension, "name").text,
                help_text=localised_text(dimension, "question").text,
                choices=[("", _("Je ne sais pas")), *_choices(dimension)],
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
                initial=known.level if known else "",
            )
            self.fields[f"comment_{dimension.code}"] = forms.CharField(
                label=_("Commentaire : %(name)s")
                % {"name": localised_text(dimension, "name").text},
                help_text=_("Lu par l'équipe de l'étude, jamais publié."),
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2}),
                initial=known.comment if known else "",
            )

    @property
    def answers(self) -> dict[MaturityDimension, tuple[int, str]]:
        """Map the dimensions answered to (level, comment)."""
        found = self.cleaned_data
        return {
            item: (found[f"level_{item.code}"], found[f"comment_{item.code}"])
            for item in self.dimensions
            if found[f"level_{item.code}"] is not None
        }


def _choices(dimension: MaturityDimension) -> list[tuple[int, str]]:
    return [
        (row.level, f"{row.level}. {MaturityLevelValue(row.level).label} : {row.description}")
        for row in dimension.levels.all()
    ]
