"""What a desk agent types: a sheet by the numbers of its boxes, a batch, a sample."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultation.enums import QuestionType
from consultation.forms.paper import printed_options
from consultation.models import Batch, Question, SecondEntry
from consultation.models.paper import LANGUAGES, MOST_SHEETS
from consultation.queries import SectionPage
from consultation.validators.answers import clean_question
from consultation.validators.rules import OTHER_SUFFIX, QuestionRule
from consultation.validators.typed import ILLEGIBLE, read_typed, write_typed
from perpignan.study.localisation import localised_text

Type = QuestionType
REASON_SUFFIX = ".reason"
CODE = re.compile(r"L(?P<batch>\d{1,3})-?(?P<number>\d{1,6})-?(?P<sign>[0-9A-Z])", re.ASCII)
#: Up to this many boxes, numbers may be typed without a space.
TOGETHER = 10
WORDS = (Type.TEXT, Type.SHORT_TEXT, Type.MAP_POINT)
HELP = {
    Type.MULTI: gettext_lazy("Plusieurs numéros : 1 4 ou 14."),
    Type.RANK: gettext_lazy("Les chiffres écrits dans les cases, de haut en bas ; - si vide."),
    Type.POINTS: gettext_lazy("Les points écrits, de haut en bas, séparés par une espace."),
    Type.MATRIX: gettext_lazy("Un numéro de colonne par ligne, de haut en bas ; - si vide."),
    Type.STATEMENTS: gettext_lazy("Un numéro par ligne, de haut en bas ; - si vide."),
    Type.DATE: gettext_lazy("Par exemple 31/05/2026."),
}


@dataclass
class Typed:
    """A question of the sheet as it is typed, with what is wrong with it."""

    question: Question
    number: int
    typed: str = ""
    more: str = ""
    error: str = ""

    @cached_property
    def rule(self) -> QuestionRule:
        return self.question.rule()

    @property
    def html_id(self) -> str:
        return f"s-{self.question.code}"

    @property
    def boxes(self) -> list[dict[str, Any]]:
        """List the printed numbers with their labels; none where the person wrote."""
        is_ticked = self.question.type not in (*WORDS, Type.RANK, Type.POINTS)
        return printed_options(self.question) if is_ticked else []

    @property
    def rows(self) -> list[str]:
        """List what is read from top to bottom."""
        if self.question.type in (Type.RANK, Type.POINTS, Type.STATEMENTS):
            kept = list(self.question.options.all())
        else:
            kept = [option for option in self.question.options.all() if option.is_row]
        return [localised_text(option, "text").text for option in kept]

    @property
    def is_long(self) -> bool:
        return self.question.type in WORDS

    @property
    def help(self) -> str:
        if self.question.type == Type.MULTI and len(self.boxes) > TOGETHER:
            return _("Plusieurs numéros, séparés par une espace.")
        return str(HELP.get(Type(self.question.type), ""))

    @property
    def more_label(self) -> str:
        """Name the second field, where the paper has one."""
        if self.question.type == Type.MAP_POINT:
            return localised_text(self.question, "follow_up").text or _("Pourquoi")
        return _("Autre, précisé") if self.question.allows_other else ""

    @property
    def more_name(self) -> str:
        suffix = REASON_SUFFIX if self.question.type == Type.MAP_POINT else OTHER_SUFFIX
        return self.question.code + suffix

    @property
    def is_illegible(self) -> bool:
        return self.typed.strip() == ILLEGIBLE

    @cached_property
    def cleaned(self) -> dict[str, Any]:
        """Give the piece of answers that was typed; keep the error, and the words as typed."""
        if self.is_illegible:
            return {}
        try:
            return self._read()
        except ValidationError as error:
            self.error = " ".join(error.messages)
            return {}

    def _read(self) -> dict[str, Any]:
        raw = read_typed(self.rule, self.typed)
        if self.question.type == Type.MAP_POINT:
            given = {"place": self.typed, "reason": self.more}
            return clean_question(self.rule, given)
        return clean_question(self.rule, raw, self.more or None)


def sheet_questions(pages: Sequence[SectionPage]) -> list[Question]:
    """List the questions as they are printed and numbered."""
    return [q for page in pages for q in page.questions if q.type != Type.FILE]


@dataclass
class SheetForm:
    """The whole sheet on one screen."""

    pages: Sequence[SectionPage]
    batch: Batch
    number_typed: str = ""
    posted: Mapping[str, str] | None = None
    number_error: str = ""
    other_errors: list[str] = field(default_factory=list)

    @cached_property
    def questions(self) -> list[Typed]:
        given = self.posted or {}
        asked = sheet_questions(self.pages)
        return [
            Typed(
                question,
                number,
                typed=given.get(question.code, ""),
                more=given.get(question.code + REASON_SUFFIX, "")
                or given.get(question.code + OTHER_SUFFIX, ""),
            )
            for number, question in enumerate(asked, start=1)
        ]

    @cached_property
    def answers(self) -> dict[str, Any]:
        return {key: value for item in self.questions for key, value in item.cleaned.items()}

    @property
    def unreadable(self) -> list[str]:
        return [item.question.code for item in self.questions if item.is_illegible]

    @cached_property
    def number(self) -> int | None:
        try:
            return read_number(self.number_typed, self.batch)
        except ValidationError as error:
            self.number_error = " ".join(error.messages)
            return None

    def is_valid(self) -> bool:
        known = self.number is not None and self.answers is not None
        return known and not self.errors

    @property
    def errors(self) -> list[Typed]:
        return [item for item in self.questions if item.error]

    @property
    def has_errors(self) -> bool:
        return bool(self.errors or self.number_error or self.other_errors)

    @property
    def error_count(self) -> int:
        return len(self.errors) + len(self.other_errors) + bool(self.number_error)

    def add_errors(self, error: ValidationError) -> None:
        """Show at its field what the operation refused."""
        by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        known = {item.question.code: item for item in self.questions}
        for name, messages in by_field.items():
            text = " ".join(messages)
            if name == "number":
                self.number_error = text
            elif name in known:
                known[name].error = text
            else:
                self.other_errors.append(text)


def read_number(typed: str, batch: Batch) -> int:
    """Read a sheet's number, alone or as the printed code, which betrays a misread."""
    text = typed.strip().upper().replace(" ", "")
    if text.isascii() and text.isdigit() and len(text) < 8:
        return int(text)
    found = CODE.fullmatch(text)
    if found is None:
        raise ValidationError(_("Tapez le numéro de la feuille, par exemple 42."))
    number = int(found["number"])
    if int(found["batch"]) != batch.rank:
        raise ValidationError(_("Cette feuille est d'un autre lot : %(code)s.") % {"code": text})
    if batch.code_of(number)[-1] != found["sign"]:
        raise ValidationError(_("Ce code est mal lu : vérifiez chaque chiffre."))
    return number


class BatchForm(forms.Form):
    place = forms.CharField(
        label=gettext_lazy("Lieu"),
        max_length=150,
        help_text=gettext_lazy("Où les feuilles sont remises."),
    )
    collected_on = forms.DateField(
        label=gettext_lazy("Date de collecte"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    expected_count = forms.IntegerField(
        label=gettext_lazy("Nombre de feuilles"), min_value=1, max_value=MOST_SHEETS
    )
    language = forms.ChoiceField(label=gettext_lazy("Langue"), choices=LANGUAGES)


class SampleForm(forms.Form):
    rate = forms.IntegerField(
        label=gettext_lazy("Part à saisir deux fois (%)"), min_value=1, max_value=100, initial=10
    )
    seed = forms.IntegerField(
        label=gettext_lazy("Graine du tirage"),
        min_value=0,
        max_value=2_000_000_000,
        help_text=gettext_lazy("La même graine tire les mêmes feuilles."),
    )


@dataclass
class Difference:
    """A question that two agents read otherwise, and which reading to keep."""

    entry: SecondEntry
    question: Question
    number: int
    choice: str = ""
    typed: str = ""
    more: str = ""
    error: str = ""

    @property
    def html_id(self) -> str:
        return f"d-{self.entry.pk}-{self.question.code}"

    @property
    def first(self) -> str:
        sheet = self.entry.sheet
        return self._told(sheet.response.answers, self.question.code in sheet.unreadable)

    @property
    def second(self) -> str:
        return self._told(self.entry.answers, self.question.code in self.entry.unreadable)

    def _told(self, answers: Mapping[str, Any], is_illegible: bool) -> str:
        if is_illegible:
            return _("illisible")
        code = self.question.code
        value = answers.get(code)
        reason = value.get("reason", "") if isinstance(value, dict) else ""
        words = [write_typed(self.question.rule(), value), answers.get(code + OTHER_SUFFIX), reason]
        return " · ".join(str(word) for word in words if word) or _("sans réponse")

    def kept(self) -> dict[str, Any] | None:
        """Give the piece of answers to keep, None (with an error) if nothing valid is chosen."""
        code = self.question.code
        if self.choice in ("first", "second"):
            entry = self.entry
            source = entry.sheet.response.answers if self.choice == "first" else entry.answers
            return {k: v for k, v in source.items() if k in (code, code + OTHER_SUFFIX)}
        if self.choice != "corrected":
            self.error = _("Choisissez la lecture à garder.")
            return None
        typed = Typed(self.question, self.number, typed=self.typed, more=self.more)
        piece = typed.cleaned
        self.error = typed.error
        return None if self.error else piece


def differences_of(
    entry: SecondEntry, questions: Sequence[Question], posted: Mapping[str, str] | None = None
) -> list[Difference]:
    """List what differs on a sheet, in the order of the paper."""
    given = posted or {}
    return [
        Difference(
            entry,
            question,
            number,
            choice=given.get(question.code, ""),
            typed=given.get(f"{question.code}-corrected", ""),
            more=given.get(f"{question.code}-more", ""),
        )
        for number, question in enumerate(questions, start=1)
        if question.code in entry.differing
    ]
