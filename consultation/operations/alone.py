"""One worker at a time on one thing of one consultation."""

from django.db import connection

from consultation.models import Consultation

LOCK_SQL = "SELECT pg_try_advisory_xact_lock(hashtext(%s), %s)"


def is_alone(what: str, consultation: Consultation) -> bool:
    """Take the lock until the end of the transaction; False if another holds it."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK_SQL, [f"consultation.{what}", consultation.pk])
        [is_free] = cursor.fetchone()
    return bool(is_free)
