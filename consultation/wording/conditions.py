"""Conditions in words, for the team, the preview and the paper."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from consultation.enums import ConditionOperator
from perpignan.study.wording import number

Operator = ConditionOperator


def condition_words(
    question: str, operator: str, answers: Sequence[str] = (), bound: Decimal | None = None
) -> str:
    """Tell one condition: `vous avez répondu « Jamais » à « À quelle fréquence ? »`."""
    told = {
        Operator.ANY_OF: _("vous avez répondu %(answers)s à « %(question)s »"),
        Operator.NONE_OF: _("vous n'avez pas répondu %(answers)s à « %(question)s »"),
        Operator.ANSWERED: _("vous avez répondu à « %(question)s »"),
        Operator.NOT_ANSWERED: _("vous n'avez pas répondu à « %(question)s »"),
        Operator.AT_LEAST: _("vous avez répondu %(number)s ou plus à « %(question)s »"),
        Operator.AT_MOST: _("vous avez répondu %(number)s ou moins à « %(question)s »"),
    }
    return str(told[Operator(operator)]) % {
        "question": question,
        "answers": _one_of(answers),
        "number": "" if bound is None else number(bound),
    }


def _one_of(answers: Sequence[str]) -> str:
    quoted = [_("« %(answer)s »") % {"answer": answer} for answer in answers]
    if len(quoted) < 2:
        return "".join(quoted)
    return _("%(first)s ou %(last)s") % {"first": ", ".join(quoted[:-1]), "last": quoted[-1]}


def conditions_words(parts: Sequence[str], *, any_suffices: bool, is_section: bool = False) -> str:
    """Tell all the conditions of a question or a section; empty when it has none."""
    if not parts:
        return ""
    link = _(" ou si ") if any_suffices else _(" et si ")
    told = link.join(parts)
    if is_section:
        return _("Section posée si %(conditions)s.") % {"conditions": told}
    return _("Posée si %(conditions)s.") % {"conditions": told}
