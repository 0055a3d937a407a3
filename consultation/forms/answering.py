"""A page of the questionnaire as a form: what was asked, what was given, what to mend.

Not a django.forms.Form: a ranking or a share of points is one answer in several
fields, cleaned by the one function of its type that every door calls.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from consultation.enums import QuestionType
from consultation.models import Option, Question
from consultation.models.keys import normalised_code
from consultation.queries import SectionPage
from consultation.validators.answers import clean_answer
from consultation.validators.rules import QuestionRule
from consultation.validators.texts import PLACE_LENGTH, REASON_LENGTH
from perpignan.study.localisation import LocalisedText, localised_text

#: A field that no person sees: whoever fills it is told to leave it empty.
TRAP = "site_web"
Posted = MultiValueDict[str, str]


@dataclass(frozen=True)
class Choice:
    """An option on the page: its field, and what was given for it."""

    option: Option
    html_id: str
    name: str
    value: str
    is_chosen: bool = False

    @property
    def label(self) -> LocalisedText:
        return localised_text(self.option, "text")


@dataclass(frozen=True)
class Rank:
    """A place in an order, and the option put there."""

    number: int
    html_id: str
    name: str
    value: str


@dataclass
class Asked:
    """A question on the page, with what was given and what is wrong with it."""

    question: Question
    raw: Any = None
    error: str = ""

    @cached_property
    def rule(self) -> QuestionRule:
        return self.question.rule()

    @property
    def html_id(self) -> str:
        return f"q-{self.question.code}"

    @property
    def template(self) -> str:
        return f"consultation/questions/_{self.question.type}.html"

    @property
    def first_field_id(self) -> str:
        """Name the field that the error summary leads to."""
        suffixes = {
            QuestionType.RANK: "-1",
            QuestionType.TEXT: "-text",
            QuestionType.MAP_POINT: "-place",
        }
        codes = self.rule.option_codes
        first = f"-{codes[0]}" if codes else ""
        return f"{self.html_id}{suffixes.get(QuestionType(self.question.type), first)}"

    @property
    def described_by(self) -> str:
        shown = [("hint", self.question.hint), ("rule", self.instruction), ("error", self.error)]
        return " ".join(f"{self.html_id}-{name}" for name, text in shown if text)

    @property
    def instruction(self) -> str:
        """Say in words what the answer must respect."""
        tell = INSTRUCTIONS.get(QuestionType(self.question.type))
        return tell(self.rule) if tell else ""

    @property
    def max_length(self) -> int:
        return self.rule.max_length or REASON_LENGTH

    @property
    def place_length(self) -> int:
        return PLACE_LENGTH

    @property
    def choices(self) -> list[Choice]:
        given = self.raw if isinstance(self.raw, list) else [self.raw]
        return [
            Choice(
                option,
                html_id=f"{self.html_id}-{option.code}",
                name=self.question.code,
                value=option.code,
                is_chosen=option.code in given,
            )
            for option in self.question.options.all()
        ]

    @property
    def is_empty(self) -> bool:
        return self.raw in (None, "", [], {})

    @property
    def ranks(self) -> list[Rank]:
        given = list(self.raw) if isinstance(self.raw, list) else []
        given += [""] * (len(self.rule.option_codes) - len(given))
        return [
            Rank(number, f"{self.html_id}-{number}", f"{self.question.code}-{number}", value)
            for number, value in enumerate(given, start=1)
        ]

    @property
    def shares(self) -> list[Choice]:
        given = self.raw if isinstance(self.raw, Mapping) else {}
        return [
            Choice(
                option,
                html_id=f"{self.html_id}-{option.code}",
                name=f"{self.question.code}-{option.code}",
                value=str(given.get(option.code, "")),
            )
            for option in self.question.options.all()
        ]

    @property
    def place(self) -> Mapping[str, Any]:
        return self.raw if isinstance(self.raw, Mapping) else {}

    @property
    def told(self) -> list["Told"]:
        """List what was answered, one line a thing, to read it over."""
        return list(_told(self.question, self.raw))


@dataclass(frozen=True)
class Told:
    """A line of an answer read over: an option or the person's own words, and a detail."""

    option: Option | None = None
    words: str = ""
    detail: str = ""


def _told(question: Question, raw: Any) -> Iterator[Told]:
    options = {option.code: option for option in question.options.all()}
    if raw in (None, "", [], {}):
        return
    if question.type == QuestionType.TEXT:
        yield Told(words=str(raw))
    elif question.type == QuestionType.MAP_POINT:
        yield from _told_place(raw)
    elif question.type == QuestionType.POINTS:
        for code, count in raw.items():
            detail = ngettext("%(n)d point", "%(n)d points", count) % {"n": count}
            yield Told(options.get(code), detail=detail)
    else:
        for code in raw if isinstance(raw, list) else [raw]:
            yield Told(options.get(code))


def _told_place(raw: Mapping[str, Any]) -> Iterator[Told]:
    if raw.get("place"):
        yield Told(words=raw["place"])
    if "latitude" in raw:
        yield Told(words=f"{raw['latitude']}, {raw['longitude']}")
    if raw.get("reason"):
        yield Told(words=raw["reason"])


def _at_most(rule: QuestionRule) -> str:
    if rule.max_choices is None:
        return str(_("Plusieurs réponses possibles."))
    return ngettext("%(max)d réponse au plus.", "%(max)d réponses au plus.", rule.max_choices) % {
        "max": rule.max_choices
    }


def _share(rule: QuestionRule) -> str:
    return _("Le total doit faire %(points)d points. Vous pouvez aussi ne rien répondre.") % {
        "points": rule.points
    }


def _length(rule: QuestionRule) -> str:
    return _("%(max)d caractères au plus.") % {"max": rule.max_length or REASON_LENGTH}


INSTRUCTIONS: dict[QuestionType, Callable[[QuestionRule], str]] = {
    QuestionType.MULTI: _at_most,
    QuestionType.POINTS: _share,
    QuestionType.TEXT: _length,
    QuestionType.RANK: lambda rule: _("Vous pouvez vous arrêter après les premiers rangs."),
}


@dataclass
class SectionForm:
    """The form of one page. Bound with `posted`, it is filled with `answers` before."""

    page: SectionPage
    answers: Mapping[str, Any]
    posted: Posted | None = None

    @cached_property
    def questions(self) -> Sequence[Asked]:
        asked = [Asked(question) for question in self.page.questions]
        for item in asked:
            code = item.question.code
            item.raw = (
                self.answers.get(code)
                if self.posted is None
                else raw_answer(item.rule, self.posted)
            )
        return asked

    @property
    def codes(self) -> list[str]:
        return [question.code for question in self.page.questions]

    @cached_property
    def cleaned(self) -> dict[str, Any]:
        """Clean every answer; those in error keep their words and carry the error."""
        values = {}
        for item in self.questions:
            try:
                value = clean_answer(item.rule, item.raw)
            except ValidationError as error:
                item.error = " ".join(error.messages)
            else:
                if value is not None:
                    values[item.question.code] = value
        return values

    def is_valid(self) -> bool:
        return self.cleaned is not None and not self.errors

    @property
    def errors(self) -> list[Asked]:
        return [item for item in self.questions if item.error]


def raw_answer(rule: QuestionRule, posted: Posted) -> Any:
    """Gather the fields of one question into plain data."""
    code = rule.code
    if rule.type == QuestionType.MULTI:
        return posted.getlist(code)
    if rule.type == QuestionType.RANK:
        return [posted.get(f"{code}-{n}", "") for n in range(1, len(rule.option_codes) + 1)]
    if rule.type == QuestionType.POINTS:
        return {option: posted.get(f"{code}-{option}", "") for option in rule.option_codes}
    if rule.type == QuestionType.MAP_POINT:
        names = ("place", "latitude", "longitude", "reason")
        return {name: posted.get(f"{code}-{name}", "") for name in names}
    return posted.get(code, "")


class ReceiptCodeForm(forms.Form):
    """Type the code of a receipt, in any case, with or without dashes."""

    code = forms.CharField(
        label=gettext_lazy("Code du reçu"),
        max_length=40,
        help_text=gettext_lazy("Douze lettres et chiffres, par exemple ABCD-2345-EFGH."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": gettext_lazy("Écrivez le code de votre reçu.")},
    )

    def clean_code(self) -> str:
        code = normalised_code(self.cleaned_data["code"])
        if code is None:
            raise ValidationError(
                _("Ce code n'a pas la bonne forme : douze lettres et chiffres, sans O, 0, I, 1, L.")
            )
        return code
