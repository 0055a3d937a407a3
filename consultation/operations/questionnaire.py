"""Writing the questions of a consultation, until people answer them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from consultation.models import (
    Condition,
    Option,
    Question,
    QuestionAction,
    Questionnaire,
    Section,
)
from consultation.queries import plan_of
from consultation.validators.building import Problem, plan_problems

Part = Questionnaire | Section | Question | Option | Condition


@transaction.atomic
def save_part(*, part: Part, **changes: Any) -> models.Model:
    """Store a part of a questionnaire, while its questionnaire is not frozen."""
    for name, value in changes.items():
        setattr(part, name, value)
    if isinstance(part, Question) and part.section_id:
        part.questionnaire = part.section.questionnaire
    check_not_frozen(part)
    part.full_clean()
    part.save()
    return part


@transaction.atomic
def delete_part(*, part: Part) -> None:
    """Delete a part of a questionnaire, while it is not frozen and nothing depends on it."""
    check_not_frozen(part)
    _check_no_dependant(part)
    part.delete()


def _check_no_dependant(part: Part) -> None:
    """Raise ValidationError if the conditions of something that stays look at this part."""
    dependants = Condition.objects.none()
    if isinstance(part, Question):
        dependants = part.dependants.exclude(question=part)
    elif isinstance(part, Section):
        dependants = Condition.objects.filter(depends_on__section=part)
        dependants = dependants.exclude(question__section=part).exclude(section=part)
    found = dependants.select_related("question", "section").first()
    if found is not None:
        raise ValidationError(
            _("« %(owner)s » en dépend : changez d'abord sa condition.")
            % {"owner": found.question or found.section}
        )


def check_conditions(questionnaire: Questionnaire) -> None:
    """Raise ValidationError if a condition cannot stand on what is asked before it."""
    problems = plan_problems(plan_of(questionnaire.pk))
    if problems:
        raise ValidationError([_told(problem) for problem in problems])


def _told(problem: Problem) -> str:
    place = (
        _("Section %(code)s, condition %(number)d : ")
        if problem.is_section
        else _("Question %(code)s, condition %(number)d : ")
    )
    return place % {"code": problem.owner, "number": problem.number} + problem.message


@transaction.atomic
def save_link(*, link: QuestionAction) -> QuestionAction:
    """Store that a question tests an action."""
    link.full_clean()
    link.save()
    return link


def check_not_frozen(part: models.Model) -> None:
    """Raise ValidationError if people already answer this wording."""
    questionnaire = questionnaire_of(part)
    if questionnaire is not None and questionnaire.is_frozen:
        raise ValidationError(
            _("La consultation a ouvert : les questions ne changent plus sous les réponses.")
        )


def questionnaire_of(part: models.Model) -> Questionnaire | None:
    """Return the questionnaire that a part of it belongs to."""
    if isinstance(part, Condition):
        owner = part.question if part.question_id else part.section
        return owner.questionnaire if owner is not None else None
    if isinstance(part, Option):
        return part.question.questionnaire if part.question_id else None
    if isinstance(part, Questionnaire):
        return part
    if isinstance(part, Section | Question):
        return part.questionnaire if part.questionnaire_id else None
    return None
