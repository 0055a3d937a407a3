"""Preparing and running a consultation."""

from datetime import datetime
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
from consultation.operations.follow_up import check_followed_up
from consultation.permissions import can_run_consultation
from consultation.queries import (
    current_questionnaire,
    missing_for_opening,
    requirements_for_opening,
)
from consultation.queue import recount_results
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
    if consultation.status == Status.OPEN:
        _check_still_lawful(consultation)
    consultation.save()
    return consultation


def _check_still_lawful(consultation: Consultation) -> None:
    """Raise ValidationError, by field, if an open consultation would lose what opened it."""
    message = _("La consultation est ouverte : la loi demande %(what)s.")
    lost = {
        item.field: message % {"what": item.label}
        for item in requirements_for_opening(consultation)
        if not item.is_met
    }
    before = Consultation.objects.filter(pk=consultation.pk).values_list("opens_at", flat=True)
    opened = before.first()
    if opened is not None and opened <= timezone.now() and consultation.opens_at != opened:
        lost["opens_at"] = _("La consultation a ouvert : cette date ne change plus.")
    if lost:
        raise ValidationError(lost)


@transaction.atomic
def extend_consultation(
    *, consultation: Consultation, closes_at: datetime, note: str, by: User
) -> Consultation:
    """Put off the closing of an open consultation, and publish why."""
    if not can_run_consultation(by):
        raise PermissionDenied
    locked = Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    if locked.status != Status.OPEN:
        raise ValidationError(_("Seule une consultation ouverte se prolonge."))
    if locked.closes_at is not None and closes_at <= locked.closes_at:
        raise ValidationError(
            {"closes_at": _("La nouvelle fin doit venir après celle qui est annoncée.")}
        )
    if not note.strip():
        raise ValidationError({"note": _("Dites pourquoi : la raison est publiée.")})
    return save_consultation(consultation=locked, closes_at=closes_at, extension_note=note.strip())


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
    if to == Status.FOLLOW_UP_PUBLISHED:
        check_followed_up(locked)
    locked.status = to
    locked.full_clean()
    locked.save()
    transaction.on_commit(lambda: recount_results(locked.pk), robust=True)
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
