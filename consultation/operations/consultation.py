"""Preparing and running a consultation."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.enums import ConsultationStatus
from consultation.models import (
    Consultation,
)
from consultation.operations.building import check_complete
from consultation.permissions import can_run_consultation
from consultation.queries import (
    current_questionnaire,
    missing_for_opening,
)
from perpignan.study.models import User

Status = ConsultationStatus
#: Where each state may lead.
STEPS: dict[ConsultationStatus, frozenset[ConsultationStatus]] = {
    Status.DRAFT: frozenset({Status.ANNOUNCED, Status.OPEN}),
    Status.ANNOUNCED: frozenset({Status.DRAFT, Status.OPEN}),
    Status.OPEN: frozenset({Status.CLOSED}),
    Status.CLOSED: frozenset({Status.RESULTS_PUBLISHED}),
    Status.RESULTS_PUBLISHED: frozenset({Status.FOLLOW_UP_PUBLISHED}),
    Status.FOLLOW_UP_PUBLISHED: frozenset(),
}


@transaction.atomic
def save_consultation(*, consultation: Consultation, **changes: Any) -> Consultation:
    """Store a consultation with these changes; its state changes by its own verbs only."""
    if "status" in changes:
        raise ValueError("The state of a consultation is changed by move_consultation.")
    for name, value in changes.items():
        setattr(consultation, name, value)
    consultation.full_clean()
    consultation.save()
    return consultation


@transaction.atomic
def move_consultation(
    *, consultation: Consultation, to: ConsultationStatus, by: User
) -> Consultation:
    """Move a consultation along its states; opening it freezes the wording of its questions.

    Raise PermissionDenied for who may only prepare, ValidationError for a step that does
    not exist or for what L131-1 asks and is not there yet, each thing named.
    """
    if not can_run_consultation(by):
        raise PermissionDenied
    locked = Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    if to not in STEPS[Status(locked.status)]:
        raise ValidationError(
            _("Une consultation « %(from)s » ne peut pas devenir « %(to)s ».")
            % {"from": Status(locked.status).label, "to": to.label}
        )
    if to == Status.OPEN:
        _check_complete(locked)
        _freeze(locked)
    locked.status = to
    locked.full_clean()
    locked.save()
    return locked


def _check_complete(consultation: Consultation) -> None:
    lacking = missing_for_opening(consultation)
    if lacking:
        raise ValidationError(
            _("La consultation ne peut pas ouvrir. Il manque : %(lacking)s.")
            % {"lacking": " ; ".join(lacking)}
        )


def _freeze(consultation: Consultation) -> None:
    questionnaire = current_questionnaire(consultation)
    if questionnaire is not None and questionnaire.frozen_at is None:
        check_complete(questionnaire)
        questionnaire.frozen_at = timezone.now()
        questionnaire.save(update_fields=["frozen_at"])
