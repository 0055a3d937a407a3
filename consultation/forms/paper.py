"""The questionnaire as it is printed: plain data for the fixed template, ready to be typeset."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from consultation.enums import ConditionOperator, Opinion, QuestionType, YesNo
from consultation.forms.instructions import INSTRUCTIONS
from consultation.models import Condition, Consultation, Question
from consultation.queries import PaperConditions, SectionPage
from perpignan.reports.typography import typeset
from perpignan.study.localisation import localised_text
from perpignan.study.wording import long_date, number

Data = dict[str, Any]
Type = QuestionType
LAYOUTS = {
    **dict.fromkeys((Type.SINGLE, Type.MULTI, Type.YES_NO, Type.ZONE, Type.AGE_BAND), "choices"),
    Type.SCALE: "scale",
    **dict.fromkeys((Type.MATRIX, Type.STATEMENTS), "matrix"),
    Type.RANK: "rank",
    Type.POINTS: "points",
    **dict.fromkeys((Type.NUMBER, Type.DATE), "figure"),
    Type.SHORT_TEXT: "short",
    Type.TEXT: "lines",
    Type.MAP_POINT: "place",
}
#: A scale is printed on one row while its labels leave room for it.
LONGEST_SCALE = 5
TEXT_LINES, REASON_LINES = 4, 1
MOST_SHEETS = 100


def paper_data(
    consultation: Consultation,
    pages: Sequence[SectionPage],
    conditions: PaperConditions,
    *,
    language: str,
    codes: Sequence[str] = (),
) -> Data:
    """Say all that the paper says in one language; a sheet a code, one blank without codes."""
    with override(language):
        numbers = _numbers(pages)
        data: Data = _typeset(
            {
                "language": language,
                "title": localised_text(consultation, "title").text,
                "author": _("Ville de Perpignan"),
                "purpose": localised_text(consultation, "purpose").text,
                "kicker": _("Consultation du public"),
                "sheet_label": _("Feuille n°"),
                "blank_label": _("Exemplaire sans numéro"),
                "footer": _("Perpignan Cœur de Ville"),
                "how_to": _(
                    "Aucune question n'est obligatoire. Cochez les cases au stylo, "
                    "sans écrire votre nom."
                ),
                "return_to": _return_to(consultation),
                "notice": _notice(consultation),
                "thanks": _("Merci de votre réponse."),
                "receipt": _(
                    "Un agent saisira vos réponses. Le numéro de la feuille sert seulement à "
                    "ne pas la compter deux fois : il ne dit rien de vous."
                ),
                "sections": [_section(page, conditions, numbers) for page in pages],
                "sheets": list(codes) or [""],
            }
        )
        return data


def _numbers(pages: Sequence[SectionPage]) -> dict[int, int]:
    questions = [question for page in pages for question in page.questions if _is_printed(question)]
    return {question.pk: position for position, question in enumerate(questions, start=1)}


def _is_printed(question: Question) -> bool:
    """A file cannot be given on paper."""
    return question.type != Type.FILE


def _return_to(consultation: Consultation) -> str:
    words = {"contact": consultation.contact}
    if consultation.closes_at is None:
        return _("À rendre à : %(contact)s.") % words
    day = long_date(timezone.localdate(consultation.closes_at))
    return _("À rendre le %(day)s au plus tard : %(contact)s.") % (words | {"day": day})


def _notice(consultation: Consultation) -> str:
    return _(
        "Réponses anonymes, gardées sans nom ni adresse, publiées en totaux seulement. "
        "Consultation ouverte en application du %(frame)s."
    ) % {"frame": consultation.legal_frame[:1].lower() + consultation.legal_frame[1:]}


def _section(page: SectionPage, conditions: PaperConditions, numbers: Mapping[int, int]) -> Data:
    rows = conditions.by_section.get(page.section.pk, ())
    return {
        "title": localised_text(page.section, "title").text,
        "introduction": localised_text(page.section, "introduction").text,
        "condition": _condition(rows, page.section.any_condition_suffices, numbers),
        "questions": [
            _question(question, conditions, numbers)
            for question in page.questions
            if _is_printed(question)
        ],
    }


def _question(question: Question, conditions: PaperConditions, numbers: Mapping[int, int]) -> Data:
    rows = conditions.by_question.get(question.pk, ())
    options = printed_options(question)
    layout = LAYOUTS[Type(question.type)]
    if layout == "scale" and len(options) > LONGEST_SCALE:
        layout = "choices"
    return {
        "number": str(numbers[question.pk]),
        "text": localised_text(question, "text").text,
        "hint": localised_text(question, "hint").text,
        "note": _note(question),
        "condition": _condition(rows, question.any_condition_suffices, numbers),
        "layout": layout,
        "options": options,
        "rows": [
            {"text": localised_text(option, "text").text}
            for option in question.options.all()
            if option.is_row or question.type == Type.STATEMENTS
        ],
        "unit": question.unit or (_("jour / mois / année") if question.type == Type.DATE else ""),
        "place_label": _("Rue ou place :"),
        "follow_up": localised_text(question, "follow_up").text,
        "other": _("Autre, précisez :") if question.allows_other else "",
        "lines": REASON_LINES if question.type == Type.MAP_POINT else TEXT_LINES,
    }


def printed_options(question: Question) -> list[Data]:
    """Number the boxes to tick as they are printed, the ones the portal adds last."""
    labels: list[str]
    if question.type == Type.YES_NO:
        labels = [str(choice.label) for choice in YesNo]
    elif question.type == Type.STATEMENTS:
        labels = [str(choice.label) for choice in Opinion]
    else:
        options = [option for option in question.options.all() if not option.is_row]
        labels = [localised_text(option, "text").text for option in options]
    if question.allows_other:
        labels.append(_("Autre"))
    if question.allows_dont_know:
        labels.append(_("Je ne sais pas"))
    return [{"number": str(n), "text": label} for n, label in enumerate(labels, start=1)]


def _note(question: Question) -> str:
    """Say in few words how to answer, where the boxes do not say it."""
    if question.type == Type.MULTI:
        told = INSTRUCTIONS[Type.MULTI](question.rule())
        return told[:1].lower() + told[1:].rstrip(".")
    if question.type == Type.RANK:
        return _("écrivez 1 pour la plus utile, puis 2, 3…")
    if question.type == Type.POINTS:
        return _("le total doit faire %(points)d") % {"points": question.points or 0}
    if question.type in (Type.MATRIX, Type.STATEMENTS):
        return _("une case par ligne")
    return ""


def _condition(rows: Sequence[Condition], any_suffices: bool, numbers: Mapping[int, int]) -> str:
    """Tell in words when a question is to be answered."""
    if not rows:
        return ""
    link = _(" ou ") if any_suffices else _(" et ")
    told = link.join(_told(row, numbers) for row in rows)
    return _("Répondez seulement si %(told)s ; sinon, passez à la suite.") % {"told": told}


def _told(row: Condition, numbers: Mapping[int, int]) -> str:
    words: Data = {"question": numbers.get(row.depends_on_id, row.depends_on.code)}
    words["answers"] = _(" ou ").join(f"« {text} »" for text in _answers(row))
    words["number"] = number(row.number) if row.number is not None else ""
    return str(CONDITION_WORDS[ConditionOperator(row.operator)]()) % words


def _answers(row: Condition) -> list[str]:
    texts = {o.code: localised_text(o, "text").text for o in row.depends_on.options.all()}
    fixed = {str(c.value): str(c.label) for kind in (YesNo, Opinion) for c in kind}
    return [texts.get(code) or fixed.get(code, code) for code in row.option_codes]


CONDITION_WORDS = {
    ConditionOperator.ANY_OF: lambda: _("vous avez répondu %(answers)s à la question %(question)s"),
    ConditionOperator.NONE_OF: lambda: _(
        "vous n'avez pas répondu %(answers)s à la question %(question)s"
    ),
    ConditionOperator.ANSWERED: lambda: _("vous avez répondu à la question %(question)s"),
    ConditionOperator.NOT_ANSWERED: lambda: _("vous n'avez pas répondu à la question %(question)s"),
    ConditionOperator.AT_LEAST: lambda: _(
        "vous avez donné %(number)s ou plus à la question %(question)s"
    ),
    ConditionOperator.AT_MOST: lambda: _(
        "vous avez donné %(number)s ou moins à la question %(question)s"
    ),
}


def _typeset(value: Any) -> Any:
    if isinstance(value, str):
        return typeset(value)
    if isinstance(value, dict):
        return {key: _typeset(item) for key, item in value.items()}
    return [_typeset(item) for item in value] if isinstance(value, list) else value
