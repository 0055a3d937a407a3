"""Writes of the maturity self-assessment."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from diagnostic.models import MaturityAnswer, MaturityDimension, MaturityLevel, MaturityRound
from diagnostic.queries.maturity import answers_of
from perpignan.study.models import User


@transaction.atomic
def answer_maturity(
    *,
    round: MaturityRound,
    respondent: User,
    answers: Mapping[MaturityDimension, tuple[int, str]],
) -> list[MaturityAnswer]:
    """Store what a department's contact says; answering again replaces her answers."""
    if not round.is_open:
        raise ValidationError(_("Ce tour est fermé : il ne prend plus de réponses."))
    if not answers:
        raise ValidationError(_("Choisissez au moins un niveau."))
    # Two tabs of one person wait for each other instead of colliding.
    User.objects.select_for_update(of=("self",)).get(pk=respondent.pk)
    known = answers_of(respondent, round)
    for key in known.keys() - {dimension.pk for dimension in answers}:
        known[key].delete()  # she no longer knows
    stored = []
    for dimension, (level, comment) in answers.items():
        answer = known.get(dimension.pk) or MaturityAnswer(
            round=round, respondent=respondent, dimension=dimension
        )
        answer.level, answer.comment = level, comment.strip()
        answer.answered_at = timezone.now()
        answer.full_clean()
        answer.save()
        stored.append(answer)
    return stored


Record = MaturityDimension | MaturityLevel | MaturityRound | MaturityAnswer


@transaction.atomic
def save_maturity(*, record: Record) -> Record:
    """Store what the team prepares, or an answer that it takes on behalf of someone."""
    record.full_clean()
    record.save()
    return record
