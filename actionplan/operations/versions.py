"""Freeze the plan: what it says today is kept for good."""

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from actionplan.models import PlanVersion
from actionplan.queries import snapshot_of_plan
from perpignan.study.models import User

#: Two people who freeze at once take turns; the number is the table's own.
LOCK = 0x504C414E


@transaction.atomic
def freeze_plan(*, title: str, by: User | None) -> PlanVersion:
    """Keep the plan as it stands under the next number. Raise ValidationError on an empty one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    snapshot = snapshot_of_plan()
    if not snapshot:
        raise ValidationError(_("Le plan est vide : il n'y a rien à figer."))
    last = PlanVersion.objects.aggregate(last=Max("number"))["last"] or 0
    version = PlanVersion(
        number=last + 1,
        title=title,
        frozen_by=by,
        author=by.get_full_name() if by else "",
        snapshot=snapshot,
    )
    version.full_clean()
    version.save(force_insert=True)
    return version
