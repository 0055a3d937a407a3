from datetime import datetime

from django.db import transaction

from perpignan.governance.models import WorkspaceVisit
from perpignan.study.models import User


@transaction.atomic
def note_visit(*, person: User, now: datetime) -> datetime | None:
    """Note that a person is here; return when she was here before, None the first time."""
    visit, is_first = WorkspaceVisit.objects.select_for_update(of=("self",)).get_or_create(
        person=person, defaults={"seen_at": now}
    )
    if is_first:
        return None
    if visit.is_over_at(now):
        visit.before = visit.seen_at
    visit.seen_at = now
    visit.save(update_fields=["seen_at", "before"])
    return visit.before
