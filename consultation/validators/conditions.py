"""Which questions are asked, given what was answered before.

A question is asked when the conditions of its section and its own hold. A condition
looks at the answer to an earlier question; one that was not asked counts as not
answered, so that changing an early answer undoes all that followed from it.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from consultation.enums import ConditionOperator
from consultation.validators.rules import ConditionRule, Conditions, Plan

Answers = Mapping[str, Any]
ALWAYS = Conditions()


def asked_codes(plan: Plan, answers: Answers) -> list[str]:
    """List the codes of the questions to ask, in order."""
    asked: list[str] = []
    known: dict[str, Any] = {}
    for code, rule in plan.questions.items():
        in_section = holds(plan.by_section.get(rule.section, ALWAYS), known)
        if in_section and holds(plan.by_question.get(code, ALWAYS), known):
            asked.append(code)
            if answers.get(code) not in (None, "", [], {}):
                known[code] = answers[code]
    return asked


def only_asked(plan: Plan, answers: Answers) -> dict[str, Any]:
    """Keep the answers to questions that are asked, with the words that go with them."""
    asked = set(asked_codes(plan, answers))
    return {key: value for key, value in answers.items() if key.partition(".")[0] in asked}


def newly_asked(
    plan: Plan, page_codes: Iterable[str], shown_codes: Iterable[str], answers: Answers
) -> list[str]:
    """List the questions of a page that these answers call for and that it did not show.

    Without script a page cannot unfold: it is shown again with these. They are none once
    the person has seen all that her answers call for.
    """
    on_page, shown = set(page_codes), set(shown_codes)
    return [code for code in asked_codes(plan, answers) if code in on_page and code not in shown]


def holds(conditions: Conditions, answers: Answers) -> bool:
    """Say whether the conditions hold; there may be none."""
    if not conditions.rules:
        return True
    found = (_holds(rule, answers.get(rule.question)) for rule in conditions.rules)
    return any(found) if conditions.any_suffices else all(found)


def _holds(rule: ConditionRule, answer: Any) -> bool:
    return TESTS[ConditionOperator(rule.operator)](rule, answer)


def _chosen(answer: Any) -> set[str]:
    """Gather the options that an answer names, whatever its type."""
    if isinstance(answer, str):
        return {answer}
    if isinstance(answer, Mapping):
        return {str(key) for key in answer} | {v for v in answer.values() if isinstance(v, str)}
    return {str(item) for item in answer} if isinstance(answer, list | tuple) else set()


def _number(answer: Any) -> Decimal | None:
    try:
        return Decimal(str(answer))
    except InvalidOperation:
        return None


def _compare(test: Callable[[Decimal, Decimal], bool]) -> Callable[[ConditionRule, Any], bool]:
    def compared(rule: ConditionRule, answer: Any) -> bool:
        number = _number(answer)
        return number is not None and rule.number is not None and test(number, rule.number)

    return compared


TESTS: dict[ConditionOperator, Callable[[ConditionRule, Any], bool]] = {
    ConditionOperator.ANSWERED: lambda rule, answer: answer is not None,
    ConditionOperator.NOT_ANSWERED: lambda rule, answer: answer is None,
    ConditionOperator.ANY_OF: lambda rule, answer: bool(_chosen(answer) & set(rule.option_codes)),
    ConditionOperator.NONE_OF: (
        lambda rule, answer: not (_chosen(answer) & set(rule.option_codes))
    ),
    ConditionOperator.AT_LEAST: _compare(lambda number, bound: number >= bound),
    ConditionOperator.AT_MOST: _compare(lambda number, bound: number <= bound),
}
