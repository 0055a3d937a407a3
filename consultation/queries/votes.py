"""Votes on statements, from the questionnaire and from the page of votes, as one table."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import connections, transaction
from django.utils import timezone

from consultation.models import Consultation, Statement
from consultation.opinion.votes import REFUSED, Votes, last_votes
from perpignan.arrays import np

#: Rows read at once from the database.
AT_ONCE = 20_000
#: What people said of statements: each change of an answer to the questionnaire, each vote given
#: on the page. Of a person and a statement, the last one counts; an answer taken back counts none.
EVENTS_SQL = """
    SELECT key, statement, opinion, made_at, source, rank FROM (
        SELECT response.respondent_key AS key, statement.id AS statement,
               revision.answers -> statement.question_code ->> statement.option_code AS opinion,
               revision.made_at, 0 AS source, revision.id AS rank,
               lag(revision.answers -> statement.question_code ->> statement.option_code)
                   OVER (PARTITION BY response.id, statement.id ORDER BY revision.id) AS before
        FROM consultation_statement statement
        JOIN consultation_response response
          ON response.consultation_id = statement.consultation_id
         AND response.withdrawn_at IS NULL
        JOIN consultation_answerrevision revision ON revision.response_id = response.id
        WHERE statement.consultation_id = %(consultation)s AND statement.question_code <> ''
          AND revision.made_at <= %(until)s
    ) said WHERE opinion IS DISTINCT FROM before
    UNION ALL
    SELECT vote.voter_key, vote.statement_id, vote.opinion, vote.made_at, 1, vote.id
    FROM consultation_statementvote vote
    JOIN consultation_statement statement ON statement.id = vote.statement_id
    WHERE statement.consultation_id = %(consultation)s AND vote.made_at <= %(until)s
"""
LAST_SQL = f"""
    SELECT DISTINCT ON (key, statement) key, statement, opinion
    FROM ({EVENTS_SQL}) event
    ORDER BY key, statement, made_at DESC, source DESC, rank DESC
"""  # noqa: S608 - made of our own words alone
#: People are numbered in the order of their keys, which are hashes: it says nothing of them.
VOTES_SQL = f"""
    SELECT dense_rank() OVER (ORDER BY key), statement,
           CASE opinion WHEN 'agree' THEN 1 WHEN 'disagree' THEN -1 ELSE 0 END
    FROM ({LAST_SQL}) last
    WHERE opinion IN ('agree', 'disagree', 'pass')
    ORDER BY 1, 2
"""  # noqa: S608 - made of our own words alone
STAMP_SQL = """
    SELECT concat_ws('-',
        (SELECT count(*) FROM consultation_statement WHERE consultation_id = %(pk)s),
        (SELECT max(vote.id) FROM consultation_statementvote vote
         JOIN consultation_statement statement ON statement.id = vote.statement_id
         WHERE statement.consultation_id = %(pk)s),
        (SELECT count(*) FROM consultation_statementvote vote
         JOIN consultation_statement statement ON statement.id = vote.statement_id
         WHERE statement.consultation_id = %(pk)s),
        (SELECT max(event.id) FROM consultation_moderationevent event
         JOIN consultation_statement statement ON statement.id = event.statement_id
         WHERE statement.consultation_id = %(pk)s),
        (SELECT max(revision.id) FROM consultation_answerrevision revision
         JOIN consultation_response response ON response.id = revision.response_id
         WHERE response.consultation_id = %(pk)s))
"""


def votes_of(consultation: Consultation, *, until: datetime | None = None) -> Votes:
    """Read the last votes of everyone; statements not published are marked as refused.

    `until` gives the votes as they were at that time, less what was withdrawn since.
    """
    person, statement, value = _columns(consultation, until or timezone.now())
    keys, place = np.unique(statement, return_inverse=True)
    published = set(
        Statement.objects.published().filter(consultation=consultation).values_list("pk", flat=True)
    )
    return last_votes(
        [str(number) for number in range(1, int(person.max(initial=0)) + 1)],
        [str(key) for key in keys],
        person=person - 1,
        statement=place.reshape(-1).astype(np.int64),
        value=value,
        refused=[str(key) for key in keys.tolist() if key not in published],
    )


def _columns(consultation: Consultation, until: datetime) -> tuple[Any, Any, Any]:
    parts: list[Any] = [np.zeros((0, 3), dtype=np.int64)]
    given: dict[str, Any] = {"consultation": consultation.pk, "until": until}
    with transaction.atomic(), connections["default"].chunked_cursor() as cursor:
        cursor.execute(VOTES_SQL, given)
        while rows := cursor.fetchmany(AT_ONCE):
            parts.append(np.array(rows, dtype=np.int64))
    table = np.concatenate(parts)
    return table[:, 0], table[:, 1], table[:, 2]


def vote_rows(votes: Votes) -> Iterator[tuple[str, ...]]:
    """Lay votes as the file that `manage.py opinion_groups` reads: no time, no text, no key."""
    yield ("participant", "statement", "vote", "moderated")
    moderated = [str(REFUSED) if out else "0" for out in votes.refused.tolist()]
    for person, statement, value in zip(
        votes.person.tolist(), votes.statement.tolist(), votes.value.tolist(), strict=True
    ):
        yield (
            votes.people[person],
            votes.statements[statement],
            str(value),
            moderated[statement],
        )


def votes_stamp(consultation: Consultation) -> str:
    """Tell in a few letters what an analysis depends on: another text, other votes."""
    with connections["default"].cursor() as cursor:
        cursor.execute(STAMP_SQL, {"pk": consultation.pk})
        [stamp] = cursor.fetchone()
    return str(stamp)
