"""What the team enters of a workshop, and of a desk beside the public."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultation.models import Option, Question, Workshop


class WorkshopForm(forms.ModelForm):
    class Meta:
        model = Workshop
        fields = ("title", "held_on", "place", "zone", "participant_count", "facilitators")
        widgets = {"held_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def _post_clean(self) -> None:
        """Let the operation validate: it knows the consultation."""


class VerbatimForm(forms.Form):
    question = forms.ModelChoiceField(
        label=gettext_lazy("À propos de"),
        queryset=Question.objects.none(),
        required=False,
        empty_label=gettext_lazy("Tout le questionnaire"),
    )
    text = forms.CharField(
        label=gettext_lazy("Propos entendu"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Sans nom, ni adresse, ni information de santé."),
    )

    def __init__(self, *args: object, questions: Sequence[Question], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        field = self.fields["question"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - narrows the type
        field.queryset = Question.objects.filter(pk__in=[q.pk for q in questions])


class PlaceForm(forms.Form):
    place = forms.CharField(
        label=gettext_lazy("Lieu de la permanence"),
        max_length=150,
        help_text=gettext_lazy("Par exemple : médiathèque, marché, hall de la mairie."),
    )


@dataclass
class CountCell:
    """A box of the grid: how many chose an option."""

    option: Option
    typed: str
    error: str = ""

    @property
    def html_id(self) -> str:
        return f"o-{self.option.pk}"

    @property
    def name(self) -> str:
        return f"option-{self.option.pk}"


@dataclass
class CountsForm:
    """The grid of a workshop: an integer an option, empty where nothing was counted."""

    questions: Sequence[Question]
    known: Mapping[int, int]
    posted: Mapping[str, str] | None = None

    @cached_property
    def groups(self) -> list[tuple[Question, list[CountCell]]]:
        return [
            (question, [self._cell(option) for option in question.options.all()])
            for question in self.questions
        ]

    def _cell(self, option: Option) -> CountCell:
        if self.posted is None:
            return CountCell(option, str(self.known.get(option.pk, "")))
        return CountCell(option, self.posted.get(f"option-{option.pk}", "").strip())

    @property
    def cells(self) -> list[CountCell]:
        return [cell for _question, cells in self.groups for cell in cells]

    @cached_property
    def counts(self) -> dict[Option, int | None]:
        found: dict[Option, int | None] = {}
        for question, cells in self.groups:
            for cell in cells:
                cell.option.question = question
                if cell.typed and not (cell.typed.isascii() and cell.typed.isdigit()):
                    cell.error = _("Écrivez un nombre entier.")
                else:
                    found[cell.option] = int(cell.typed[:6]) if cell.typed else None
        return found

    def is_valid(self) -> bool:
        return self.counts is not None and not self.errors

    @property
    def errors(self) -> list[CountCell]:
        return [cell for cell in self.cells if cell.error]

    def add_errors(self, error: ValidationError) -> None:
        for cell in self.cells:
            messages = error.message_dict.get(str(cell.option.pk))
            cell.error = " ".join(messages) if messages else cell.error
