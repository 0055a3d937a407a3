"""What actions are worth to the diagnostic: the scores of the ranking frozen last."""

from decimal import Decimal

from diagnostic.queries import latest_frozen_session
from diagnostic.queries.ranking import describe_session, result_of
from perpignan.study.values import ActionValues, register

TENTH = Decimal("0.1")


def provide() -> ActionValues | None:
    """Give the weighted sum of each ranked action, from 0 to 100, to the tenth."""
    session = latest_frozen_session()
    if session is None:
        return None
    rows = result_of(session, describe_session(session)).rows
    return ActionValues(
        origin=session.title,
        url=session.get_absolute_url(),
        day=session.held_on,
        values={row.code: (Decimal(str(row.score)) * 100).quantize(TENTH) for row in rows},
        is_illustrative=session.is_illustrative,
    )


register("diagnostic", provide)
