"""Supports: one a person, however many clicks and threads."""

import pytest
from django.core.exceptions import ValidationError

from consultation.models import (
    Comment,
    ModerationEvent,
    Support,
)
from consultation.models.keys import new_token
from consultation.operations import (
    submit_comment,
    submit_contribution,
    support_contribution,
    withdraw_support,
)
from tests.at_once import in_twenty_threads
from tests.consultation.test_contribution_operations import WORDS, count_of
from tests.factories.contributions import (
    ContributionFactory,
    gathering,
)

pytestmark = pytest.mark.django_db


# Supports


def test_support_counts_once_and_can_be_taken_back():
    contribution, token = ContributionFactory(), new_token()

    for _time in range(3):
        support_contribution(contribution=contribution, token=token)
    assert count_of(contribution) == 1

    withdraw_support(contribution=contribution, token=token)
    withdraw_support(contribution=contribution, token=token)
    assert count_of(contribution) == 0


@pytest.mark.parametrize("situation", ["pending", "refused"])
def test_what_is_not_published_takes_no_support_nor_comment(situation):
    contribution = ContributionFactory(**{situation: True})

    with pytest.raises(ValidationError):
        support_contribution(contribution=contribution, token=new_token())
    with pytest.raises(ValidationError):
        submit_comment(contribution=contribution, token=new_token(), text="Oui.")

    assert (Support.objects.count(), Comment.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_twenty_clicks_count_one_support_and_twenty_people_twenty():
    contribution, token = ContributionFactory(), new_token()

    in_twenty_threads(lambda _n: support_contribution(contribution=contribution, token=token))
    assert count_of(contribution) == 1

    in_twenty_threads(lambda _n: support_contribution(contribution=contribution, token=new_token()))
    assert count_of(contribution) == 21


@pytest.mark.django_db(transaction=True)
def test_twenty_sendings_of_one_form_store_one_contribution():
    consultation, token = gathering(), new_token()

    sent = in_twenty_threads(
        lambda _n: submit_contribution(consultation=consultation, token=token, **WORDS)
    )

    assert len({item.receipt_code for item in sent}) == 1
    assert [item.is_new for item in sent].count(True) == 1
    assert ModerationEvent.objects.count() == 1
