"""What the diagnostic says that actions are worth: the ranking frozen last, and no other."""

from decimal import Decimal

import pytest

from diagnostic import operations
from diagnostic.values import provide
from tests.diagnostic.test_ranking_operations import make_session

pytestmark = pytest.mark.django_db


def test_values_are_the_scores_of_the_ranking_frozen_last():
    session = make_session()

    assert provide() is None
    operations.freeze_session(session=session)

    found = provide()
    assert (found.origin, found.url, found.day) == (
        session.title,
        session.get_absolute_url(),
        session.held_on,
    )
    assert set(found.values) == {row.action.code for row in session.ranked_actions.all()}
    assert all(0 <= value <= 100 for value in found.values.values())
    assert max(found.values.values()) > Decimal(0)
