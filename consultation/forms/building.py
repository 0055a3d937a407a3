"""Forms of the team that builds a questionnaire."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultation.models import Condition, Consultation, Question, Section
from consultation.queries import answer_labels, questions_in_order
from consultation.validators.building import answer_codes, condition_errors
from consultation.validators.exchange import MAX_BYTES
from consultation.validators.rules import ConditionRule, Plan
from perpignan.backoffice import VerbForm

#: Between the question and the answer in the value of a choice.
SEPARATOR = ":"


class ConditionForm(forms.ModelForm):
    """A condition: the answers are chosen among those of the question that it looks at."""

    option_codes = forms.MultipleChoiceField(
        label=gettext_lazy("Réponses"),
        required=False,
        help_text=gettext_lazy("Parmi celles de la question choisie. Ctrl+clic pour plusieurs."),
    )

    class Meta:
        model = Condition
        fields = ("depends_on", "operator", "option_codes", "number")

    def __init__(
        self, *args: Any, questions: Sequence[Question], position: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions, self.position = questions, position
        choices = [("", "---------"), *((question.pk, str(question)) for question in questions)]
        self.fields["depends_on"].choices = choices  # type: ignore[attr-defined]  # a field with choices
        self.fields["option_codes"].choices = list(map(_group, questions))  # type: ignore[attr-defined]  # a field with choices
        if self.instance.pk:
            chosen = self.instance.option_codes
            asked = self.instance.depends_on_id
            self.initial["option_codes"] = [f"{asked}{SEPARATOR}{code}" for code in chosen]

    def clean_option_codes(self) -> list[str]:
        """Keep the codes alone, once they are known to be of the question looked at."""
        asked = self.cleaned_data.get("depends_on")
        pairs = [value.partition(SEPARATOR) for value in self.cleaned_data["option_codes"]]
        if asked is not None and any(key != str(asked.pk) for key, _sign, _code in pairs):
            raise ValidationError(_("Choisissez parmi les réponses de la question choisie."))
        return [code for _key, _sign, code in pairs]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        asked, operator = cleaned.get("depends_on"), cleaned.get("operator")
        if asked is None or not operator or self.errors:
            return cleaned
        rule = ConditionRule(
            asked.code, operator, tuple(cleaned.get("option_codes") or ()), cleaned.get("number")
        )
        plan = Plan({question.code: question.rule() for question in self.questions})
        for name, message in condition_errors(plan, rule, self.position).items():
            self.add_error(name, message)
        return cleaned


def _group(question: Question) -> tuple[str, list[tuple[str, str]]]:
    labels = answer_labels(question)
    return str(question), [
        (f"{question.pk}{SEPARATOR}{code}", labels.get(code, code))
        for code in answer_codes(question.rule())
    ]


class ConditionFormSet(forms.BaseInlineFormSet):
    """Conditions of a question or a section, among the questions that come before it."""

    #: Section chosen in the address of the page, before anything is sent.
    section_id = ""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        questions, position = self._questions
        return {**super().get_form_kwargs(index), "questions": questions, "position": position}

    @cached_property
    def _questions(self) -> tuple[Sequence[Question], int]:
        """List the other questions of the questionnaire, and how many come before."""
        owner = self.instance
        section = owner if isinstance(owner, Section) else self._section_of(owner)
        if section is None or not section.questionnaire_id:
            return [], 0
        rows = questions_in_order().filter(questionnaire_id=section.questionnaire_id)
        others = [question for question in rows if question.pk != owner.pk or owner is section]
        place: tuple[Any, ...] = (section.order, section.code)
        if owner is not section:
            place += (owner.order, owner.code)
        earlier = [question for question in others if _place(question)[: len(place)] < place]
        return others, len(earlier)

    def _section_of(self, question: Question) -> Section | None:
        if question.section_id:
            return question.section
        found = Section.objects.filter(pk=self.section_id) if self.section_id.isdigit() else None
        return found.first() if found is not None else None


def _place(question: Question) -> tuple[Any, ...]:
    return (question.section.order, question.section.code, question.order, question.code)


class CopyForm(VerbForm):
    """Where to copy a questionnaire."""

    consultation = forms.ModelChoiceField(
        Consultation.objects.order_by("title"), label=gettext_lazy("Dans la consultation")
    )


class ExtensionForm(VerbForm):
    """A later end for an open consultation, and why."""

    closes_at = forms.SplitDateTimeField(
        label=gettext_lazy("Nouvelle fin"),
        widget=AdminSplitDateTime(),
        help_text=gettext_lazy("Après la fin annoncée."),
    )
    note = forms.CharField(
        label=gettext_lazy("Raison de la prolongation"),
        max_length=300,
        help_text=gettext_lazy("Publiée avec la nouvelle date de fin."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


class ImportForm(forms.Form):
    """A questionnaire in a file, and the consultation it is for."""

    consultation = forms.ModelChoiceField(
        Consultation.objects.order_by("title"), label=gettext_lazy("Pour la consultation")
    )
    file = forms.FileField(
        label=gettext_lazy("Fichier JSON"),
        help_text=gettext_lazy("Exporté de ce portail ou d'un autre. Les images n'y sont pas."),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
    )

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError(
                _("Ce fichier est trop lourd pour un questionnaire : 2 Mo au plus.")
            )
        content: bytes = file.read()
        return content
