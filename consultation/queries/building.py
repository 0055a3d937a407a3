"""A questionnaire as the team builds it: conditions in words, what to translate, one file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.utils.translation import gettext as _

from consultation.enums import Opinion, YesNo
from consultation.models import Condition, Option, Question, Questionnaire, Section
from consultation.validators.exchange import FIELDS, FORMAT, SCHEMA
from consultation.validators.rules import DONT_KNOW, OTHER
from consultation.wording import condition_words, conditions_words
from perpignan.study.localisation import localised_text

#: Texts of each part that are shown to the public, in three languages.
TRANSLATED: Mapping[type[Section | Question | Option], Sequence[str]] = {
    Section: ("title", "introduction"),
    Question: ("text", "hint", "follow_up", "image_alt"),
    Option: ("text",),
}
TRANSLATIONS = ("ca", "en")


@dataclass(frozen=True)
class Wording:
    """One text of a questionnaire, with its French, Catalan and English."""

    part: Section | Question | Option
    field: str

    @property
    def key(self) -> str:
        return f"{self.part._meta.model_name}-{self.part.pk}-{self.field}"

    @property
    def texts(self) -> dict[str, str]:
        names = {"fr": self.field, **{code: f"{self.field}_{code}" for code in TRANSLATIONS}}
        return {code: getattr(self.part, name) for code, name in names.items()}

    @property
    def lacking(self) -> list[str]:
        return [code for code in TRANSLATIONS if not self.texts[code]]


def sections_in_order(questionnaire: Questionnaire) -> QuerySet[Section]:
    """List the sections with all that they hold, in three statements more."""
    conditions = Condition.objects.select_related("depends_on").prefetch_related(
        "depends_on__options"
    )
    questions = Question.objects.order_by("order", "code").prefetch_related(
        "options__zone", Prefetch("conditions", conditions)
    )
    return (
        Section.objects.filter(questionnaire=questionnaire)
        .select_related("priority")
        .order_by("order", "code")
        .prefetch_related(Prefetch("questions", questions), Prefetch("conditions", conditions))
    )


def told_conditions(part: Section | Question) -> str:
    """Tell in words when a question or a section is asked; empty if it always is.

    Conditions, the questions that they look at and their options must be prefetched.
    """
    parts = [_told(condition) for condition in part.conditions.all()]
    return conditions_words(
        parts, any_suffices=part.any_condition_suffices, is_section=isinstance(part, Section)
    )


def _told(condition: Condition) -> str:
    labels = answer_labels(condition.depends_on)
    return condition_words(
        localised_text(condition.depends_on, "text").text,
        condition.operator,
        [labels.get(code, code) for code in condition.option_codes],
        condition.number,
    )


def answer_labels(question: Question) -> dict[str, str]:
    """Name the answers that a condition may look at, by their codes."""
    own = {str(item.value): str(item.label) for kind in (YesNo, Opinion) for item in kind}
    own |= {OTHER: _("Autre"), DONT_KNOW: _("Je ne sais pas")}
    return own | {o.code: localised_text(o, "text").text for o in question.options.all()}


def conditions_by_part(questionnaire_id: int) -> tuple[dict[str, str], dict[str, str]]:
    """Tell when each section and each question is asked, by their codes."""
    sections = list(sections_in_order(Questionnaire(pk=questionnaire_id)))
    by_section = {section.code: told_conditions(section) for section in sections}
    by_question = {
        question.code: told_conditions(question)
        for section in sections
        for question in section.questions.all()
    }
    return (
        {code: told for code, told in by_section.items() if told},
        {code: told for code, told in by_question.items() if told},
    )


def wordings_of(questionnaire: Questionnaire) -> list[Wording]:
    """List every text that the public reads, in the order of the questionnaire."""
    found: list[Wording] = []
    for section in sections_in_order(questionnaire):
        found += _wordings(section)
        for question in section.questions.all():
            found += _wordings(question)
            for option in question.options.all():
                found += _wordings(option)
    return found


def _wordings(part: Section | Question | Option) -> list[Wording]:
    wordings = [Wording(part, field) for field in TRANSLATED[type(part)]]
    return [wording for wording in wordings if wording.texts["fr"]]


def lacking_translations(questionnaire: Questionnaire) -> dict[str, int]:
    """Count the texts that lack in each language; those shown in French instead."""
    counts = dict.fromkeys(TRANSLATIONS, 0)
    for wording in wordings_of(questionnaire):
        for code in wording.lacking:
            counts[code] += 1
    return counts


def questionnaires_with_sizes() -> QuerySet[Questionnaire]:
    return Questionnaire.objects.select_related("consultation").annotate(
        question_count=Count("questions")
    )


def exported(questionnaire: Questionnaire) -> dict[str, Any]:
    """Write a questionnaire as plain data; what is empty is left out. Pictures stay here."""
    return {
        "format": FORMAT,
        "schema": SCHEMA,
        "sections": [
            {
                **_fields("sections", section),
                "conditions": [_fields("conditions", c) for c in section.conditions.all()],
                "questions": [_exported_question(q) for q in section.questions.all()],
            }
            for section in sections_in_order(questionnaire)
        ],
    }


def _exported_question(question: Question) -> dict[str, Any]:
    return {
        **_fields("questions", question),
        "options": [_fields("options", option) for option in question.options.all()],
        "conditions": [_fields("conditions", c) for c in question.conditions.all()],
    }


def _fields(kind: str, part: Any) -> dict[str, Any]:
    values = {name: _plain(getattr(part, name)) for name in FIELDS[kind]}
    return {name: value for name, value in values.items() if not _is_empty(value)}


def _is_empty(value: Any) -> bool:
    return value is None or value is False or value == "" or value == []


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if hasattr(value, "_meta"):
        return value.code
    return value
