"""Responses that a reader should look at twice."""

from django.db import connection

from consultation.models import Consultation

#: So many whole answers alike are not chance.
IDENTICAL_COUNT = 10
#: Two people may well tick one box alike: only longer answers are compared.
IDENTICAL_MIN_ANSWERS = 5
IDENTICAL_SQL = """
    SELECT unnest(array_agg(id ORDER BY id))
    FROM consultation_response response
    WHERE consultation_id = %s AND withdrawn_at IS NULL
      AND (SELECT count(*) FROM jsonb_object_keys(answers)) >= %s
    GROUP BY md5(answers::text) HAVING count(*) >= %s
"""


def identical_batches(consultation: Consultation, *, at_least: int) -> list[int]:
    """List the responses whose whole answer is that of many others."""
    wanted = [consultation.pk, IDENTICAL_MIN_ANSWERS, at_least]
    with connection.cursor() as cursor:
        cursor.execute(IDENTICAL_SQL, wanted)
        return [row[0] for row in cursor.fetchall()]
