"""What a questionnaire must respect to be asked: pure functions, for every door.

A question depends on earlier questions only, a section on those of earlier sections:
so there is never a circle, and going on never brings back.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from consultation.enums import (
    CHOICE_TYPES,
    DONT_KNOW_TYPES,
    OTHER_TYPES,
    ConditionOperator,
    Opinion,
    QuestionType,
    YesNo,
)
from consultation.validators.choices import proposed_codes
from consultation.validators.rules import DONT_KNOW, ConditionRule, Conditions, Plan, QuestionRule

Type = QuestionType
Operator = ConditionOperator
NUMBER_OPERATORS = frozenset({Operator.AT_LEAST, Operator.AT_MOST})
CHOICE_OPERATORS = frozenset({Operator.ANY_OF, Operator.NONE_OF})
#: Settings of a question, and the types that they mean something for.
TYPES_OF_SETTING: Mapping[str, frozenset[QuestionType]] = {
    "min_choices": frozenset({Type.MULTI}),
    "max_choices": frozenset({Type.MULTI}),
    "points": frozenset({Type.POINTS}),
    "max_length": frozenset({Type.TEXT, Type.SHORT_TEXT, Type.MAP_POINT}),
    "minimum": frozenset({Type.NUMBER}),
    "maximum": frozenset({Type.NUMBER}),
    "decimals": frozenset({Type.NUMBER}),
    "unit": frozenset({Type.NUMBER}),
    "follow_up": frozenset({Type.MAP_POINT}),
    "allows_other": OTHER_TYPES,
    "allows_dont_know": DONT_KNOW_TYPES,
}
MAX_DECIMALS = 3
MAX_TEXT = 5000


@dataclass(frozen=True)
class Problem:
    """What is wrong with a condition: of which question or section, the how-manieth, where."""

    owner: str
    is_section: bool
    number: int
    field: str
    message: str


def setting_errors(question_type: str, values: Mapping[str, Any]) -> dict[str, str]:
    """Say which settings of a question mean nothing for its type, or contradict each other."""
    errors = {
        name: _("Ne sert pas pour ce type de question : laissez vide.")
        for name, types in TYPES_OF_SETTING.items()
        if values.get(name) and question_type not in types
    }
    low, high = values.get("min_choices"), values.get("max_choices")
    if low and high and low > high:
        errors["min_choices"] = _("Plus grand que le nombre de choix au plus.")
    low, high = values.get("minimum"), values.get("maximum")
    if low is not None and high is not None and low > high:
        errors["minimum"] = _("Plus grand que le nombre le plus grand.")
    if (values.get("decimals") or 0) > MAX_DECIMALS:
        errors["decimals"] = _("Trois chiffres après la virgule au plus.")
    if (values.get("max_length") or 0) > MAX_TEXT:
        errors["max_length"] = _("Cinq mille caractères au plus.")
    if question_type == Type.POINTS and not values.get("points"):
        errors["points"] = _("Donnez le nombre de points à répartir.")
    if question_type == Type.TEXT and not values.get("max_length"):
        errors["max_length"] = _("Donnez la longueur du texte au plus.")
    return errors


def operators_for(rule: QuestionRule) -> frozenset[ConditionOperator]:
    """List what may be asked of the answers to a question."""
    found = {Operator.ANSWERED, Operator.NOT_ANSWERED}
    if answer_codes(rule):
        found |= CHOICE_OPERATORS
    is_numbered = bool(rule.option_codes) and all(code.isdigit() for code in rule.option_codes)
    if rule.type == Type.NUMBER or (rule.type == Type.SCALE and is_numbered):
        found |= NUMBER_OPERATORS
    return frozenset(found)


def answer_codes(rule: QuestionRule) -> tuple[str, ...]:
    """List the codes that an answer to a question may hold, for conditions to name."""
    if rule.type == Type.YES_NO:
        codes: tuple[str, ...] = tuple(YesNo.values)
    elif rule.type == Type.STATEMENTS:
        codes = (*rule.option_codes, *Opinion.values)
    elif rule.type in CHOICE_TYPES:
        codes = (*rule.row_codes, *rule.option_codes)
    else:
        codes = ()
    others = tuple(code for code in proposed_codes(rule) if code not in codes)
    return codes + others if codes or DONT_KNOW in others else ()


def condition_errors(plan: Plan, rule: ConditionRule, position: int) -> dict[str, str]:
    """Say, by field, why a condition cannot stand on what is asked from `position` on."""
    order = list(plan.questions)
    if rule.question not in plan.questions:
        return {"depends_on": _("Cette question n'est pas de ce questionnaire.")}
    place = order.index(rule.question)
    if place >= position:
        return {
            "depends_on": _(
                "Cette question ne vient pas avant : une condition ne porte que sur une "
                "question déjà posée."
            )
        }
    asked = plan.questions[rule.question]
    if rule.operator not in operators_for(asked):
        return {"operator": _("Ne convient pas à une question de ce type.")}
    return _value_errors(rule, asked)


def _value_errors(rule: ConditionRule, asked: QuestionRule) -> dict[str, str]:
    errors = {}
    unknown = [code for code in rule.option_codes if code not in answer_codes(asked)]
    if rule.operator in CHOICE_OPERATORS and not rule.option_codes:
        errors["option_codes"] = _("Choisissez une réponse au moins.")
    elif rule.operator in CHOICE_OPERATORS and unknown:
        errors["option_codes"] = _("La question %(code)s n'a pas de réponse « %(unknown)s ».") % {
            "code": asked.code,
            "unknown": unknown[0][:40],
        }
    elif rule.operator not in CHOICE_OPERATORS and rule.option_codes:
        errors["option_codes"] = _("Ne sert que pour « une de ces réponses » ou « aucune ».")
    if rule.operator in NUMBER_OPERATORS and rule.number is None:
        errors["number"] = _("Donnez le nombre à comparer.")
    elif rule.operator not in NUMBER_OPERATORS and rule.number is not None:
        errors["number"] = _("Ne sert que pour comparer des nombres.")
    return errors


def plan_problems(plan: Plan) -> list[Problem]:
    """List what is wrong with the conditions of a whole questionnaire."""
    return list(_problems(plan))


def _problems(plan: Plan) -> Iterator[Problem]:
    order = list(plan.questions)
    firsts: dict[str, int] = {}
    for position, code in enumerate(order):
        firsts.setdefault(plan.questions[code].section, position)
    for code, conditions in plan.by_question.items():
        yield from _of(plan, conditions, code, False, order.index(code))
    for code, conditions in plan.by_section.items():
        yield from _of(plan, conditions, code, True, firsts[code])


def _of(
    plan: Plan, conditions: Conditions, owner: str, is_section: bool, position: int
) -> Iterator[Problem]:
    for number, rule in enumerate(conditions.rules, start=1):
        for field, message in condition_errors(plan, rule, position).items():
            yield Problem(owner, is_section, number, field, message)
