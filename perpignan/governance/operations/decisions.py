"""Decisions taken, tied to what they bear on, and the to-dos that follow."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perpignan.governance.enums import DecisionState, TaskState
from perpignan.governance.models import Decision, DecisionLink, Task
from perpignan.governance.operations.records import save_record
from perpignan.governance.permissions import can_edit_decision, can_finish_task
from perpignan.study import references
from perpignan.study.models import User


@transaction.atomic
def take_decision(*, decision: Decision, by: User, on: date | None = None) -> Decision:
    """Write down that a body took a decision that waited."""
    if not can_edit_decision(by):
        raise PermissionDenied
    locked = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if locked.state != DecisionState.TO_TAKE:
        raise ValidationError(_("Cette décision n'est plus à prendre."))
    locked.state, locked.decided_on = DecisionState.TAKEN, on or timezone.localdate()
    return save_record(record=locked)


@transaction.atomic
def link_decision(*, decision: Decision, kind: str, key: str, by: User) -> DecisionLink:
    """Tie a decision to what it bears on. Raise ValidationError for what is not there."""
    if not can_edit_decision(by):
        raise PermissionDenied
    return save_link(link=DecisionLink(decision=decision, kind=kind, key=key), by=by)


@transaction.atomic
def save_link(*, link: DecisionLink, by: User) -> DecisionLink:
    if references.kind_of(link.kind) is None:
        known = ", ".join(kind.slug for kind in references.kinds())
        raise ValidationError(
            {"kind": _("Nature inconnue. Natures admises : %(known)s.") % {"known": known}}
        )
    if references.find_one(link.kind, link.key, by) is None:
        raise ValidationError({"key": _("« %(key)s » n'est pas connu.") % {"key": link.key}})
    return save_record(record=link)


@transaction.atomic
def finish_task(*, task: Task, by: User) -> Task:
    """Mark a to-do as done; done twice is done once."""
    if not can_finish_task(by, task):
        raise PermissionDenied
    locked = Task.objects.select_for_update(of=("self",)).get(pk=task.pk)
    if locked.state == TaskState.DROPPED:
        raise ValidationError(_("Cette tâche est abandonnée."))
    if locked.state == TaskState.OPEN:
        locked.state, locked.done_on = TaskState.DONE, timezone.localdate()
        locked.save(update_fields=["state", "done_on"])
    return locked


@transaction.atomic
def drop_task(*, task: Task) -> Task:
    task.state = TaskState.DROPPED
    return save_record(record=task)
