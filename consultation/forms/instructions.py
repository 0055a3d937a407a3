"""What an answer must respect, said in words under its question."""

from collections.abc import Callable
from decimal import Decimal

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultation.enums import ANSWER_FILE_LABELS, QuestionType
from consultation.forms.told import file_size
from consultation.validators.rules import QuestionRule
from consultation.validators.texts import LINE_LENGTH, REASON_LENGTH
from perpignan.study.wording import NO_BREAK, number


def instruction_of(rule: QuestionRule, unit: str = "") -> str:
    """Say what an answer must respect; empty when nothing needs saying."""
    if rule.type == QuestionType.NUMBER:
        return _between(rule, unit)
    tell = INSTRUCTIONS.get(QuestionType(rule.type))
    return tell(rule) if tell else ""


def _how_many(rule: QuestionRule) -> str:
    low, high = rule.min_choices, rule.max_choices
    if low and high:
        if low == high:
            return ngettext("%(n)d réponse.", "%(n)d réponses.", high) % {"n": high}
        return _("Entre %(min)d et %(max)d réponses.") % {"min": low, "max": high}
    if low:
        return ngettext("%(n)d réponse au moins.", "%(n)d réponses au moins.", low) % {"n": low}
    if high is None:
        return str(_("Plusieurs réponses possibles."))
    return ngettext("%(max)d réponse au plus.", "%(max)d réponses au plus.", high) % {"max": high}


def _share(rule: QuestionRule) -> str:
    return _("Le total doit faire %(points)d points. Vous pouvez aussi ne rien répondre.") % {
        "points": rule.points
    }


def _length(rule: QuestionRule) -> str:
    default = LINE_LENGTH if rule.type == QuestionType.SHORT_TEXT else REASON_LENGTH
    return _("%(max)d caractères au plus.") % {"max": rule.max_length or default}


def _between(rule: QuestionRule, unit: str) -> str:
    def told(bound: Decimal) -> str:
        return number(bound) + (f"{NO_BREAK}{unit}" if unit else "")

    low, high = rule.minimum, rule.maximum
    if low is not None and high is not None:
        return _("Un nombre entre %(min)s et %(max)s.") % {"min": number(low), "max": told(high)}
    if low is not None:
        return _("Un nombre, %(min)s au moins.") % {"min": told(low)}
    if high is not None:
        return _("Un nombre, %(max)s au plus.") % {"max": told(high)}
    return _("Un nombre, par exemple 12,5.") if rule.decimals else _("Un nombre entier.")


def _file(rule: QuestionRule) -> str:
    labels = [str(ANSWER_FILE_LABELS[kind]) for kind in settings.ANSWER_FILE_TYPES]
    return _("%(types)s. %(size)s au plus. Seule l'équipe de la consultation le lira.") % {
        "types": capfirst(", ".join(labels)),
        "size": file_size(settings.ANSWER_FILE_MAX_BYTES),
    }


INSTRUCTIONS: dict[QuestionType, Callable[[QuestionRule], str]] = {
    QuestionType.MULTI: _how_many,
    QuestionType.POINTS: _share,
    QuestionType.TEXT: _length,
    QuestionType.SHORT_TEXT: _length,
    QuestionType.RANK: lambda rule: _("Vous pouvez vous arrêter après les premiers rangs."),
    QuestionType.MATRIX: lambda rule: _("Une réponse par ligne. Vous pouvez en laisser."),
    QuestionType.DATE: lambda rule: _("Par exemple 31, mai, 2026."),
    QuestionType.FILE: _file,
}
