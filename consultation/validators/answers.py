"""One function a type of question says what an answer is; every door calls it.

The page, the API, paper and imports hand over the same plain data and get the value to
store, or None when nothing was answered: no question is compulsory. The package says
which values are stored.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from consultation.enums import QuestionType
from consultation.validators import choices, texts, values
from consultation.validators.rules import OTHER, OTHER_SUFFIX, QuestionRule
from consultation.validators.texts import OTHER_LENGTH, clean_line

CODE_LENGTH = 60
CLEANERS: dict[str, Callable[[QuestionRule, Any], Any]] = {
    QuestionType.SINGLE: choices.single,
    QuestionType.SCALE: choices.single,
    QuestionType.ZONE: choices.single,
    QuestionType.AGE_BAND: choices.single,
    QuestionType.YES_NO: choices.yes_no,
    QuestionType.MULTI: choices.multi,
    QuestionType.MATRIX: choices.matrix,
    QuestionType.STATEMENTS: choices.statements,
    QuestionType.RANK: choices.rank,
    QuestionType.POINTS: choices.points,
    QuestionType.NUMBER: values.number,
    QuestionType.SHORT_TEXT: texts.short_text,
    QuestionType.TEXT: texts.long_text,
    QuestionType.DATE: values.day,
    QuestionType.MAP_POINT: values.map_point,
    QuestionType.FILE: values.file,
}


def clean_answer(rule: QuestionRule, raw: Any) -> Any:
    """Return the value to store, None if unanswered. Raise ValidationError in French."""
    return CLEANERS[rule.type](rule, raw)


def clean_question(rule: QuestionRule, raw: Any, words: Any = None) -> dict[str, Any]:
    """Clean an answer and the words that say which other answer is meant, by their keys.

    Words without their option choose it, so that nothing written is lost, unless a
    question of one choice has another one.
    """
    said = clean_line(words, OTHER_LENGTH) if rule.allows_other else None
    value = clean_answer(rule, _with_other(rule, raw) if said else raw)
    if not _is_other(value):
        return {} if value is None else {rule.code: value}
    if said is None and rule.allows_other:
        raise ValidationError(_("Précisez votre autre réponse en quelques mots."))
    return {rule.code: value} | ({rule.code + OTHER_SUFFIX: said} if rule.allows_other else {})


def _with_other(rule: QuestionRule, raw: Any) -> Any:
    if rule.type == QuestionType.MULTI:
        given = [] if raw in (None, "") else raw
        is_missing = isinstance(given, list | tuple) and OTHER not in given
        return [*given, OTHER] if is_missing else raw
    return OTHER if raw in (None, "") else raw


def _is_other(value: Any) -> bool:
    return value == OTHER or (isinstance(value, list) and OTHER in value)


def clean_answers(rules: Mapping[str, QuestionRule], raw: Mapping[str, Any]) -> dict[str, Any]:
    """Clean a set of answers; leave out the empty ones. Raise one error for all questions."""
    if not isinstance(raw, Mapping):
        raise ValidationError(_("Les réponses doivent être données par code de question."))
    cleaned: dict[str, Any] = {}
    errors: dict[str, ValidationError] = {}
    for code in _questions_of(raw):
        try:
            rule = _rule(rules, code)
            _check_words(rule, raw.get(code + OTHER_SUFFIX))
            cleaned |= clean_question(rule, raw.get(code), raw.get(code + OTHER_SUFFIX))
        except ValidationError as error:
            errors[code[:CODE_LENGTH]] = error
    if errors:
        raise ValidationError(errors)
    return cleaned


def _questions_of(raw: Mapping[str, Any]) -> list[str]:
    """Name the questions answered, in the order given, once with their words."""
    return list(dict.fromkeys(str(key).removesuffix(OTHER_SUFFIX) for key in raw))


def _check_words(rule: QuestionRule, words: Any) -> None:
    if words not in (None, "") and not rule.allows_other:
        raise ValidationError(_("Cette question ne propose pas d'autre réponse à préciser."))


def _rule(rules: Mapping[str, QuestionRule], code: str) -> QuestionRule:
    if code not in rules:
        raise ValidationError(_("Cette question n'existe pas dans ce questionnaire."))
    return rules[code]
