"""Risks of the study, looked at again."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from perpignan.governance.models import StudyRisk
from perpignan.governance.operations.records import save_record
from perpignan.governance.permissions import can_edit_risk
from perpignan.study.models import User


@transaction.atomic
def review_risk(*, risk: StudyRisk, by: User, **changes: Any) -> StudyRisk:
    """Say where a risk stands today: its state, its weight, what is done against it."""
    if not can_edit_risk(by):
        raise PermissionDenied
    locked = StudyRisk.objects.select_for_update(of=("self",)).get(pk=risk.pk)
    for name, value in changes.items():
        setattr(locked, name, value)
    locked.reviewed_on = timezone.localdate()
    return save_record(record=locked)
