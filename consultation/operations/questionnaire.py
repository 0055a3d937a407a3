"""Writing the questions of a consultation, until people answer them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from consultation.models import (
    Option,
    Question,
    QuestionAction,
    Questionnaire,
    Section,
)

Part = Questionnaire | Section | Question | Option


@transaction.atomic
def save_part(*, part: Part, **changes: Any) -> models.Model:
    """Store a section, a question or an option, while its questionnaire is not frozen."""
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
    """Delete a section, a question or an option, while its questionnaire is not frozen."""
    check_not_frozen(part)
    part.delete()


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
    if isinstance(part, Option):
        return part.question.questionnaire if part.question_id else None
    if isinstance(part, Questionnaire):
        return part
    if isinstance(part, Section | Question):
        return part.questionnaire if part.questionnaire_id else None
    return None
