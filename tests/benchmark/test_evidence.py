import pytest
from django.contrib.auth.models import AnonymousUser

from benchmark.evidence import initiatives_for
from tests.factories.benchmark import InitiativeActionFactory
from tests.factories.study import ActionFactory

pytestmark = pytest.mark.django_db


def test_evidence_tells_city_initiative_and_reason():
    link = InitiativeActionFactory(reason="La donnée d'abord.", is_illustrative=True)

    (item,) = initiatives_for([link.action_id], AnonymousUser())[link.action_id]

    assert item.title == f"{link.initiative.city}, {link.initiative} : La donnée d'abord."
    assert item.url == link.initiative.get_absolute_url()
    assert item.is_illustrative


@pytest.mark.parametrize("total", [1, 3])
def test_evidence_asks_one_query(django_assert_num_queries, total):
    actions = ActionFactory.create_batch(total)
    for action in actions:
        InitiativeActionFactory.create_batch(total, action=action)

    with django_assert_num_queries(1):
        found = initiatives_for([action.pk for action in actions], AnonymousUser())

    assert [len(items) for items in found.values()] == [total] * total
