"""Building a questionnaire: order, copies, versions, languages."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.enums import ConsultationStatus, QuestionType
from consultation.models import (
    Consultation,
    Option,
    Question,
    QuestionAction,
    Questionnaire,
    Section,
)
from consultation.operations.questionnaire import check_conditions, check_not_frozen
from consultation.permissions import can_run_consultation
from consultation.queries import TRANSLATIONS, sections_in_order, wordings_of
from perpignan.study.models import User

UP, DOWN = -1, 1
CODE_LENGTH = 20
#: States in which a new version may be put in service: before, the opening does it.
IN_SERVICE = frozenset({ConsultationStatus.ANNOUNCED, ConsultationStatus.OPEN})
#: How many options a type needs to make a question.
NEEDING_OPTIONS: Mapping[str, int] = {
    QuestionType.SINGLE: 2,
    QuestionType.MULTI: 1,
    QuestionType.SCALE: 2,
    QuestionType.MATRIX: 2,
    QuestionType.RANK: 2,
    QuestionType.POINTS: 2,
    QuestionType.ZONE: 2,
    QuestionType.AGE_BAND: 2,
    QuestionType.STATEMENTS: 1,
}
Row = TypeVar("Row", bound=models.Model)


@transaction.atomic
def move_section(*, section: Section, step: int) -> Section:
    """Put a section one place up or down; refuse if a condition would look ahead."""
    check_not_frozen(section)
    siblings = list(section.questionnaire.sections.order_by("order", "code"))
    _swap(siblings, siblings.index(section), step)
    check_conditions(section.questionnaire)
    return section


@transaction.atomic
def move_question(*, question: Question, step: int) -> Question:
    """Put a question one place up or down, into the next section at the end of its own."""
    check_not_frozen(question)
    siblings = list(question.section.questions.order_by("order", "code"))
    place = siblings.index(question)
    if 0 <= place + step < len(siblings):
        _swap(siblings, place, step)
    else:
        _change_section(question, step)
    check_conditions(question.questionnaire)
    return question


def _swap(siblings: list[Any], place: int, step: int) -> None:
    """Swap two neighbours and number them all: numbers may have been equal."""
    if 0 <= place + step < len(siblings):
        siblings[place], siblings[place + step] = siblings[place + step], siblings[place]
    for number, item in enumerate(siblings, start=1):
        if item.order != number:
            item.order = number
            item.save(update_fields=["order"])


def _change_section(question: Question, step: int) -> None:
    sections = list(question.questionnaire.sections.order_by("order", "code"))
    place = sections.index(question.section) + step
    if not 0 <= place < len(sections):
        return
    others = list(sections[place].questions.order_by("order", "code"))
    others.insert(0 if step == DOWN else len(others), question)
    question.section = sections[place]
    question.save(update_fields=["section"])
    _swap(others, 0, 0)


@transaction.atomic
def duplicate_question(*, question: Question) -> Question:
    """Copy a question after itself, with its options and its conditions, under a new code."""
    check_not_frozen(question)
    siblings = list(question.section.questions.order_by("order", "code"))
    copy = _copied(question, code=_free_code(question))
    _copy_options(question, copy)
    for condition in question.conditions.all():
        _copied(condition, question=copy)
    siblings.insert(siblings.index(question) + 1, copy)
    _swap(siblings, 0, 0)
    return copy


def _free_code(question: Question) -> str:
    taken = set(question.questionnaire.questions.values_list("code", flat=True))
    numbers = range(2, len(taken) + 3)
    endings = (f"_{number}" for number in numbers)
    codes = (question.code[: CODE_LENGTH - len(ending)] + ending for ending in endings)
    return next(code for code in codes if code not in taken)


@transaction.atomic
def correct_questionnaire(*, questionnaire: Questionnaire) -> Questionnaire:
    """Begin a new version: a copy of all of it. Answers given keep the version they had."""
    copy = new_version(questionnaire.consultation)
    _copy_parts(questionnaire, copy, with_links=True)
    return copy


@transaction.atomic
def copy_questionnaire(*, questionnaire: Questionnaire, to: Consultation) -> Questionnaire:
    """Copy a questionnaire into another consultation, to be changed there."""
    copy = new_version(to)
    _copy_parts(questionnaire, copy, with_links=False)
    return copy


@transaction.atomic
def new_version(consultation: Consultation) -> Questionnaire:
    """Begin an empty version; one at a time is being prepared."""
    locked = Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    versions = Questionnaire.objects.filter(consultation=locked)
    last = versions.aggregate(last=Max("version"))["last"] or 0
    if versions.filter(version=last, frozen_at=None).exists():
        raise ValidationError(
            _("La version %(version)d est déjà en préparation : finissez-la ou supprimez-la.")
            % {"version": last}
        )
    return Questionnaire.objects.create(consultation=locked, version=last + 1)


def _copy_parts(source: Questionnaire, target: Questionnaire, *, with_links: bool) -> None:
    questions: dict[int, Question] = {}
    owners: list[tuple[Section | Question, dict[str, Any]]] = []
    for section in sections_in_order(source):
        own = _copied(section, questionnaire=target)
        owners.append((section, {"section": own}))
        for question in section.questions.all():
            copy = _copied(question, questionnaire=target, section=own)
            questions[question.pk] = copy
            owners.append((question, {"question": copy}))
            _copy_options(question, copy)
    for owner, kept in owners:
        for condition in owner.conditions.all():
            _copied(condition, depends_on=questions[condition.depends_on_id], **kept)
    if with_links:
        for link in QuestionAction.objects.filter(question__in=questions):
            _copied(link, question=questions[link.question_id])


def _copy_options(question: Question, copy: Question) -> None:
    Option.objects.bulk_create(
        [Option(**_values(option) | {"question": copy}) for option in question.options.all()]
    )


def _copied(row: Row, **changes: Any) -> Row:
    copy = type(row)(**_values(row) | changes)
    copy.full_clean()
    copy.save()
    return copy


def _values(row: models.Model) -> dict[str, Any]:
    return {f.name: getattr(row, f.name) for f in row._meta.concrete_fields if not f.primary_key}


@transaction.atomic
def put_in_service(*, questionnaire: Questionnaire, by: User) -> Questionnaire:
    """Freeze a corrected version: from now on, new answers are given to it."""
    if not can_run_consultation(by):
        raise PermissionDenied
    locked = Questionnaire.objects.select_for_update(of=("self",)).get(pk=questionnaire.pk)
    check_not_frozen(locked)
    if locked.consultation.status not in IN_SERVICE:
        raise ValidationError(
            _("La consultation n'est ni annoncée ni ouverte : l'ouvrir figera ses questions.")
        )
    if not locked.questions.exists():
        raise ValidationError(_("Ce questionnaire n'a pas de question."))
    check_complete(locked)
    locked.frozen_at = timezone.now()
    locked.save(update_fields=["frozen_at"])
    return locked


def check_complete(questionnaire: Questionnaire) -> None:
    """Raise ValidationError if a question cannot be answered, or asked, as it stands."""
    check_conditions(questionnaire)
    problems = [
        _("Question %(code)s : %(lack)s") % {"code": question.code, "lack": lack}
        for section in sections_in_order(questionnaire)
        for question in section.questions.all()
        if (lack := _lacking(question))
    ]
    if problems:
        raise ValidationError(problems)


def _lacking(question: Question) -> str:
    """Name what a question lacks to be answered."""
    rule = question.rule()
    if rule.type in NEEDING_OPTIONS and len(rule.option_codes) < NEEDING_OPTIONS[rule.type]:
        return _("il faut proposer des réponses.")
    if rule.type == QuestionType.MATRIX and not rule.row_codes:
        return _("il faut des lignes à la grille.")
    limit = max(rule.min_choices or 0, 1)
    if rule.type == QuestionType.MULTI and limit > len(rule.option_codes) + rule.allows_other:
        return _("il y a moins de réponses que le nombre de choix au moins.")
    return ""


@transaction.atomic
def save_translations(*, questionnaire: Questionnaire, texts: Mapping[str, str]) -> int:
    """Store the texts of a questionnaire by their keys, `question-12-text_ca`; count changes."""
    check_not_frozen(questionnaire)
    changed: dict[Any, list[str]] = {}
    for wording in wordings_of(questionnaire):
        for language in ("", *(f"_{code}" for code in TRANSLATIONS)):
            name, key = wording.field + language, wording.key + language
            if key in texts and texts[key].strip() != getattr(wording.part, name):
                setattr(wording.part, name, texts[key].strip())
                changed.setdefault(wording.part, []).append(name)
    errors: dict[str, Any] = {}
    for part, names in changed.items():
        try:
            part.full_clean()
        except ValidationError as error:
            errors |= _by_key(part, error)
        else:
            part.save(update_fields=names)
    if errors:
        raise ValidationError(errors)
    return sum(map(len, changed.values()))


def _by_key(part: models.Model, error: ValidationError) -> dict[str, Any]:
    prefix = f"{part._meta.model_name}-{part.pk}-"
    return {prefix + name: messages for name, messages in error.message_dict.items()}
