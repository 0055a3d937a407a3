"""Reads of the shared nouns."""

import pytest

from perpignan.study.enums import Visibility
from perpignan.study.queries import priorities_with_counts
from tests.factories.study import ActionFactory, PriorityFactory

pytestmark = pytest.mark.django_db


def test_priorities_come_in_their_order_with_their_public_actions():
    last = PriorityFactory(code="T", order=4)
    first = PriorityFactory(code="P1", order=1)
    ActionFactory.create_batch(2, priority=first, visibility=Visibility.PUBLIC)
    ActionFactory(priority=first, visibility=Visibility.INTERNAL)

    listed = [(priority.pk, priority.action_count) for priority in priorities_with_counts()]

    assert listed == [(first.pk, 2), (last.pk, 0)]
