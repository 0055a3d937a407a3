"""Workshops: how many came, what they counted, what was said once read over."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from consultation.enums import QuestionType, VerbatimStatus
from consultation.models import CensusMargin, Option, Verbatim, Workshop, WorkshopCount

#: Questions to which one person gives one answer: their counts cannot exceed the room.
ONE_ANSWER = (*(QuestionType.SINGLE, QuestionType.SCALE, QuestionType.ZONE, QuestionType.AGE_BAND),)


@transaction.atomic
def save_workshop(*, workshop: Workshop, **changes: Any) -> Workshop:
    """Store a workshop; its counts must still fit in the room."""
    for name, value in changes.items():
        setattr(workshop, name, value)
    workshop.full_clean()
    most = max((row.count for row in workshop.counts.all()), default=0) if workshop.pk else 0
    if most > workshop.participant_count:
        raise ValidationError(
            {"participant_count": _("Un décompte dépasse ce nombre : corrigez-le d'abord.")}
        )
    workshop.save()
    return workshop


@transaction.atomic
def save_counts(*, workshop: Workshop, counts: Mapping[Option, int | None]) -> None:
    """Replace what the workshop counted; an empty box counts nothing."""
    Workshop.objects.select_for_update(of=("self",)).get(pk=workshop.pk)
    errors: dict[str, str] = {}
    for option, count in counts.items():
        if count is not None and not 0 <= count <= workshop.participant_count:
            errors[str(option.pk)] = _("Entre 0 et %(most)d, le nombre de participants.") % {
                "most": workshop.participant_count
            }
    totals: dict[int, int] = {}
    for option, count in counts.items():
        if option.question.type in ONE_ANSWER and str(option.pk) not in errors:
            totals[option.question_id] = totals.get(option.question_id, 0) + (count or 0)
    for option in counts:
        if totals.get(option.question_id, 0) > workshop.participant_count:
            errors.setdefault(
                str(option.pk), _("Cette question compte plus de réponses que de participants.")
            )
    if errors:
        raise ValidationError(errors)
    WorkshopCount.objects.filter(workshop=workshop, option__in=counts).delete()
    WorkshopCount.objects.bulk_create(
        WorkshopCount(workshop=workshop, option=option, count=count)
        for option, count in counts.items()
        if count
    )


@transaction.atomic
def add_verbatim(*, workshop: Workshop, text: str, question: Any = None) -> Verbatim:
    """Note words heard; they wait to be read over."""
    verbatim = Verbatim(workshop=workshop, text=text.strip(), question=question)
    verbatim.full_clean()
    verbatim.save()
    return verbatim


@transaction.atomic
def moderate_verbatim(*, verbatim: Verbatim, to: VerbatimStatus) -> Verbatim:
    """Publish words, or set them aside."""
    verbatim.status = to
    verbatim.full_clean()
    verbatim.save(update_fields=["status"])
    return verbatim


@transaction.atomic
def save_margin(*, margin: CensusMargin) -> CensusMargin:
    """Store the population of a category."""
    margin.full_clean()
    margin.save()
    return margin
