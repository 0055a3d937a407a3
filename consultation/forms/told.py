"""Reading an answer over: one line for each thing that it says."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultation.enums import Opinion, QuestionType, YesNo
from consultation.models import Option, Question
from consultation.validators.rules import DONT_KNOW, OTHER
from perpignan.study.localisation import localised_text
from perpignan.study.wording import NO_BREAK, long_date, number

KILOBYTE = 1000


@dataclass(frozen=True)
class Told:
    """A line of an answer read over: an option or the person's own words, and a detail."""

    option: Option | None = None
    words: str = ""
    detail: str = ""


def told_lines(question: Question, raw: Any, words: str = "") -> Iterator[Told]:
    """List the lines of an answer; none when nothing was answered."""
    if raw in (None, "", [], {}):
        return
    options = {option.code: option for option in question.options.all()}
    tell = TELLERS.get(QuestionType(question.type))
    if raw == DONT_KNOW:
        yield Told(words=_("Je ne sais pas"))
    elif tell is not None:
        yield from tell(question, raw, options)
    else:
        for code in raw if isinstance(raw, list) else [raw]:
            yield _told_choice(code, options, words)


def _told_choice(code: str, options: Mapping[str, Option], words: str) -> Told:
    if code == OTHER:
        return Told(words=_("Autre"), detail=words)
    if code == DONT_KNOW:
        return Told(words=_("Je ne sais pas"))
    return Told(options.get(code))


def _told_words(question: Question, raw: Any, options: Mapping[str, Option]) -> Iterator[Told]:
    yield Told(words=str(raw))


def _told_yes_no(question: Question, raw: Any, options: Mapping[str, Option]) -> Iterator[Told]:
    yield Told(words=str(YesNo(raw).label) if raw in YesNo.values else str(raw))


def _told_number(question: Question, raw: Any, options: Mapping[str, Option]) -> Iterator[Told]:
    if isinstance(raw, int | float):
        unit = f"{NO_BREAK}{question.unit}" if question.unit else ""
        yield Told(words=f"{number(Decimal(str(raw)))}{unit}")
    else:
        yield Told(words=str(raw))


def _told_day(question: Question, raw: Any, options: Mapping[str, Option]) -> Iterator[Told]:
    try:
        yield Told(words=long_date(date.fromisoformat(raw)))
    except (TypeError, ValueError):
        yield Told(words=str(raw))


def _told_points(question: Question, raw: Any, options: Mapping[str, Option]) -> Iterator[Told]:
    for code, count in raw.items():
        detail = ngettext("%(n)d point", "%(n)d points", count) % {"n": count}
        yield Told(options.get(code), detail=detail)


def _told_matrix(question: Question, raw: Any, options: Mapping[str, Option]) -> Iterator[Told]:
    for row, code in raw.items():
        detail = _("Je ne sais pas") if code == DONT_KNOW else _text(options.get(code))
        yield Told(options.get(row), detail=detail)


def _told_statements(question: Question, raw: Any, options: Mapping[str, Option]) -> Iterator[Told]:
    for code, opinion in raw.items():
        label = str(Opinion(opinion).label) if opinion in Opinion.values else str(opinion)
        yield Told(options.get(code), detail=label)


def _told_place(question: Question, raw: Any, options: Mapping[str, Option]) -> Iterator[Told]:
    if raw.get("place"):
        yield Told(words=raw["place"])
    if "latitude" in raw:
        yield Told(words=f"{raw['latitude']}, {raw['longitude']}")
    if raw.get("reason"):
        yield Told(words=raw["reason"])


def _told_file(question: Question, raw: Any, options: Mapping[str, Option]) -> Iterator[Told]:
    yield Told(words=str(raw.get("name", "")), detail=file_size(int(raw.get("size", 0))))


def file_size(size: int) -> str:
    """Tell a size in kilobytes, or in megabytes from one on."""
    if size < KILOBYTE**2:
        return _("%(size)s ko") % {"size": number(Decimal(max(1, round(size / KILOBYTE))))}
    return _("%(size)s Mo") % {"size": number(Decimal(str(round(size / KILOBYTE**2, 1))))}


def _text(option: Option | None) -> str:
    return localised_text(option, "text").text if option is not None else ""


TELLERS: dict[QuestionType, Callable[[Question, Any, Mapping[str, Option]], Iterator[Told]]] = {
    QuestionType.TEXT: _told_words,
    QuestionType.SHORT_TEXT: _told_words,
    QuestionType.YES_NO: _told_yes_no,
    QuestionType.NUMBER: _told_number,
    QuestionType.DATE: _told_day,
    QuestionType.POINTS: _told_points,
    QuestionType.MATRIX: _told_matrix,
    QuestionType.STATEMENTS: _told_statements,
    QuestionType.MAP_POINT: _told_place,
    QuestionType.FILE: _told_file,
}
