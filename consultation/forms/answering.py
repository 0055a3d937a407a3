"""A page of the questionnaire as a form: what was asked, what was given, what to mend.

Not a django.forms.Form: a ranking or a share of points is one answer in several
fields, cleaned by the one function of its type that every door calls.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict

from consultation.enums import QuestionType
from consultation.forms.asked import Asked
from consultation.queries import SectionPage
from consultation.validators.answers import clean_question
from consultation.validators.rules import DONT_KNOW, OTHER_SUFFIX, QuestionRule
from consultation.validators.values import DATE_PARTS

#: A field that no person sees: whoever fills it is told to leave it empty.
TRAP = "site_web"
Posted = MultiValueDict[str, str]


#: Parts of a file kept and of a place, each a field of its own.
FILE_PARTS = ("id", "name", "content_type")
WHOLE = re.compile(r"[0-9]{1,10}")
PLACE_PARTS = ("place", "latitude", "longitude", "reason")


@dataclass
class SectionForm:
    """The form of one page. Bound with `posted`, it is filled with `answers` before.

    `uploads` gives, by code of question, the value of a file just stored, or the error
    that says why it was not: see `operations.keep_uploads`.
    """

    page: SectionPage
    answers: Mapping[str, Any]
    posted: Posted | None = None
    uploads: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def questions(self) -> Sequence[Asked]:
        return [self._asked(Asked(question)) for question in self.page.questions]

    def _asked(self, item: Asked) -> Asked:
        code = item.question.code
        if self.posted is None:
            item.raw = self.answers.get(code)
            item.words = str(self.answers.get(code + OTHER_SUFFIX) or "")
        elif item.type == QuestionType.FILE:
            item.raw = self._file(code, self.posted)
        else:
            item.raw = raw_answer(item.rule, self.posted)
            item.words = self.posted.get(code + OTHER_SUFFIX, "")
        return item

    def _file(self, code: str, posted: Posted) -> Any:
        """Take the file just sent, else the one kept before unless it is to be removed."""
        upload = self.uploads.get(code)
        if upload is not None and not isinstance(upload, ValidationError):
            return upload
        if posted.get(f"{code}-remove"):
            return None
        if not posted.get(f"{code}-id"):
            return self.answers.get(code)
        size = posted.get(f"{code}-size", "")
        kept: dict[str, Any] = {part: posted.get(f"{code}-{part}", "") for part in FILE_PARTS}
        return kept | {"size": int(size) if WHOLE.fullmatch(size) else size}

    @property
    def codes(self) -> list[str]:
        """Name all that this page answers: its questions, and their words for others."""
        own = [question.code for question in self.page.questions]
        return own + [q.code + OTHER_SUFFIX for q in self.page.questions if q.allows_other]

    @cached_property
    def cleaned(self) -> dict[str, Any]:
        """Clean every answer; those in error keep their words and carry the error."""
        values: dict[str, Any] = {}
        for item in self.questions:
            try:
                refused = self.uploads.get(item.question.code)
                if isinstance(refused, ValidationError):
                    raise refused
                values |= clean_question(item.rule, item.raw, item.words)
            except ValidationError as error:
                item.error = " ".join(error.messages)
        return values

    def is_valid(self) -> bool:
        return self.cleaned is not None and not self.errors

    @property
    def errors(self) -> list[Asked]:
        return [item for item in self.questions if item.error]

    @property
    def has_map(self) -> bool:
        return any(item.type == QuestionType.MAP_POINT for item in self.questions)

    @property
    def has_file(self) -> bool:
        return any(item.type == QuestionType.FILE for item in self.questions)


def raw_answer(rule: QuestionRule, posted: Posted) -> Any:
    """Gather the fields of one question into plain data."""
    code = rule.code
    if rule.type == QuestionType.MULTI:
        return posted.getlist(code)
    if rule.type == QuestionType.RANK:
        return [posted.get(f"{code}-{n}", "") for n in range(1, len(rule.option_codes) + 1)]
    if rule.type == QuestionType.NUMBER:
        return _raw_number(rule, posted)
    parts = _parts(rule)
    if parts:
        return {name: posted.get(f"{code}-{name}", "") for name in parts}
    return posted.get(code, "")


def _parts(rule: QuestionRule) -> Sequence[str]:
    """Name the fields of a question that has several; none if it has one."""
    return {
        QuestionType.POINTS: rule.option_codes,
        QuestionType.STATEMENTS: rule.option_codes,
        QuestionType.MATRIX: rule.row_codes,
        QuestionType.MAP_POINT: PLACE_PARTS,
        QuestionType.DATE: DATE_PARTS,
    }.get(QuestionType(rule.type), ())


def _raw_number(rule: QuestionRule, posted: Posted) -> Any:
    """Take the number or the box that says it is not known; both at once are refused."""
    written, is_unknown = posted.get(rule.code, ""), posted.get(f"{rule.code}-{DONT_KNOW}")
    if not (is_unknown and rule.allows_dont_know):
        return written
    return [written, DONT_KNOW] if written.strip() else DONT_KNOW
