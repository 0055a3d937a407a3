"""A question on a page: its fields, what was given, what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from consultation.enums import ANSWER_FILE_LABELS, Opinion, QuestionType, YesNo
from consultation.forms.instructions import instruction_of
from consultation.forms.told import Told, told_lines
from consultation.models import Option, Question
from consultation.validators.rules import DONT_KNOW, OTHER, OTHER_SUFFIX, QuestionRule
from consultation.validators.texts import LINE_LENGTH, OTHER_LENGTH, PLACE_LENGTH, REASON_LENGTH
from perpignan.study.localisation import FRENCH, LocalisedText, localised_text

#: What follows the id of a question in that of its first field, where no option does.
FIRST_FIELDS = {
    QuestionType.RANK: "-1",
    QuestionType.TEXT: "-text",
    QuestionType.SHORT_TEXT: "-text",
    QuestionType.NUMBER: "-text",
    QuestionType.DATE: "-day",
    QuestionType.FILE: "-file",
    QuestionType.MAP_POINT: "-place",
    QuestionType.YES_NO: f"-{YesNo.YES}",
}


@dataclass(frozen=True)
class Choice:
    """An answer proposed: its field, and what was given for it.

    `option` is None for those that are not written by the team: yes, no, another answer,
    none that the person knows.
    """

    option: Option | None
    html_id: str
    name: str
    value: str
    is_chosen: bool = False
    own_label: str = ""

    @property
    def label(self) -> LocalisedText:
        if self.option is None:
            return LocalisedText(self.own_label, (get_language() or FRENCH).split("-")[0])
        return localised_text(self.option, "text")

    @property
    def is_other(self) -> bool:
        return self.option is None and self.value == OTHER


@dataclass(frozen=True)
class Rank:
    """A place in an order, and the option put there."""

    number: int
    html_id: str
    name: str
    value: str


@dataclass(frozen=True)
class Line:
    """A line of a grid or a statement, and the answers proposed for it."""

    option: Option
    html_id: str
    name: str
    choices: list[Choice]

    @property
    def is_empty(self) -> bool:
        return not any(choice.is_chosen for choice in self.choices)


@dataclass
class Asked:
    """A question on the page, with what was given and what is wrong with it."""

    question: Question
    raw: Any = None
    error: str = ""
    #: What was written beside "another answer".
    words: str = ""

    @cached_property
    def rule(self) -> QuestionRule:
        return self.question.rule()

    @cached_property
    def options(self) -> list[Option]:
        return [option for option in self.question.options.all() if not option.is_row]

    @property
    def type(self) -> QuestionType:
        return QuestionType(self.question.type)

    @property
    def html_id(self) -> str:
        return f"q-{self.question.code}"

    @property
    def template(self) -> str:
        return f"consultation/questions/_{self.question.type}.html"

    @property
    def first_field_id(self) -> str:
        """Name the field that the error summary leads to."""
        if self.is_other_chosen:
            return f"{self.html_id}-{OTHER}-text"
        codes = "".join(f"-{group[0]}" for group in (self.rule.row_codes, self._column) if group)
        return f"{self.html_id}{FIRST_FIELDS.get(self.type, codes)}"

    @property
    def _column(self) -> tuple[str, ...]:
        codes = self.rule.option_codes
        if self.type == QuestionType.STATEMENTS and codes:
            return (f"{codes[0]}-{Opinion.AGREE}",)
        return codes

    @property
    def described_by(self) -> str:
        shown = [("hint", self.question.hint), ("rule", self.instruction), ("error", self.error)]
        return " ".join(f"{self.html_id}-{name}" for name, text in shown if text)

    @property
    def instruction(self) -> str:
        """Say in words what the answer must respect."""
        return instruction_of(self.rule, self.question.unit)

    @property
    def image_url(self) -> str:
        image = self.question.image
        return reverse("consultation:question-image", args=[self.question.pk]) if image else ""

    @property
    def max_length(self) -> int:
        is_line = self.type == QuestionType.SHORT_TEXT
        return self.rule.max_length or (LINE_LENGTH if is_line else REASON_LENGTH)

    @property
    def place_length(self) -> int:
        return PLACE_LENGTH

    @property
    def is_empty(self) -> bool:
        return self.raw in (None, "", [], {})

    # One choice or several

    @property
    def choices(self) -> list[Choice]:
        given = self.raw if isinstance(self.raw, list) else [self.raw]
        listed: list[tuple[Option | None, str, str]] = [
            (option, option.code, "") for option in self.options
        ]
        if self.type == QuestionType.YES_NO:
            listed += [(None, item.value, str(item.label)) for item in YesNo]
        if self.rule.allows_other:
            listed.append((None, OTHER, _("Autre")))
        if self.rule.allows_dont_know:
            listed.append((None, DONT_KNOW, _("Je ne sais pas")))
        return [
            Choice(
                option,
                html_id=f"{self.html_id}-{code}",
                name=self.question.code,
                value=code,
                is_chosen=code in given,
                own_label=label,
            )
            for option, code, label in listed
        ]

    @property
    def is_other_chosen(self) -> bool:
        given = self.raw if isinstance(self.raw, list) else [self.raw]
        return self.rule.allows_other and OTHER in given

    @property
    def other_name(self) -> str:
        return self.question.code + OTHER_SUFFIX

    @property
    def other_length(self) -> int:
        return OTHER_LENGTH

    # Line by line

    @property
    def lines(self) -> list[Line]:
        """List the lines of a grid, or the statements, with what is proposed for each."""
        if self.type == QuestionType.STATEMENTS:
            return [self._line(option, self._opinions()) for option in self.options]
        rows = [option for option in self.question.options.all() if option.is_row]
        return [self._line(row, self.columns) for row in rows]

    @property
    def columns(self) -> list[tuple[Option | None, str, str]]:
        """List what a grid proposes on each of its lines: option, value, own label."""
        listed: list[tuple[Option | None, str, str]] = [
            (option, option.code, "") for option in self.options
        ]
        if self.rule.allows_dont_know:
            listed.append((None, DONT_KNOW, _("Je ne sais pas")))
        return listed

    @property
    def heads(self) -> list[Choice]:
        """List the heads of a grid's columns."""
        return [
            Choice(option, f"{self.html_id}-{code}-head", "", code, own_label=label)
            for option, code, label in self.columns
        ]

    def _opinions(self) -> list[tuple[Option | None, str, str]]:
        return [(None, item.value, str(item.label)) for item in Opinion]

    def _line(self, row: Option, proposed: list[tuple[Option | None, str, str]]) -> Line:
        given = self.raw.get(row.code) if isinstance(self.raw, Mapping) else None
        name, html_id = f"{self.question.code}-{row.code}", f"{self.html_id}-{row.code}"
        return Line(
            row,
            html_id,
            name,
            [
                Choice(option, f"{html_id}-{code}", name, code, code == given, label)
                for option, code, label in proposed
            ],
        )

    # Ranks and shares

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
            for option in self.options
        ]

    # Values

    @property
    def number(self) -> str:
        """Write the number as it was typed, or as one types it in the page's language."""
        given = self.raw[0] if isinstance(self.raw, list) and self.raw else self.raw
        if given in (None, DONT_KNOW) or isinstance(given, list):
            return ""
        if isinstance(given, str):
            return given
        is_english = (get_language() or FRENCH).startswith("en")
        return str(given) if is_english else str(given).replace(".", ",")

    @property
    def is_unknown(self) -> bool:
        return DONT_KNOW in (self.raw if isinstance(self.raw, list) else [self.raw])

    @property
    def day(self) -> Mapping[str, str]:
        """Give the three parts of a day."""
        if isinstance(self.raw, Mapping):
            return self.raw
        parts = str(self.raw or "").split("-")
        if len(parts) != 3:
            return {}
        year, month, day = parts
        return {"year": year, "month": month.lstrip("0"), "day": day.lstrip("0")}

    @property
    def months(self) -> list[tuple[str, str, bool]]:
        chosen = str(self.day.get("month", "")).lstrip("0")
        return [(str(n), str(label), str(n) == chosen) for n, label in MONTHS.items()]

    @property
    def place(self) -> Mapping[str, Any]:
        return self.raw if isinstance(self.raw, Mapping) else {}

    @property
    def latitude(self) -> str:
        return self._coordinate("latitude")

    @property
    def longitude(self) -> str:
        return self._coordinate("longitude")

    def _coordinate(self, name: str) -> str:
        """Write a coordinate for a program: a point, whatever the language."""
        found = self.place.get(name)
        return "" if found is None else str(found)

    @property
    def stored_file(self) -> Mapping[str, Any]:
        return self.raw if isinstance(self.raw, Mapping) and self.raw.get("id") else {}

    @property
    def accepted_files(self) -> str:
        accepted = [kind for kind in settings.ANSWER_FILE_TYPES if kind in ANSWER_FILE_LABELS]
        return ",".join(accepted)

    @property
    def told(self) -> list[Told]:
        """List what was answered, one line a thing, to read it over."""
        return list(told_lines(self.question, self.raw, self.words))
