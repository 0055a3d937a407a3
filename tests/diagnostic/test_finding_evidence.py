import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from diagnostic import operations
from diagnostic.evidence.findings import findings_behind
from perpignan.study.evidence import evidence_for
from tests.factories.findings import FindingActionFactory, FindingFactory
from tests.factories.study import ActionFactory, UserFactory

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def test_an_action_is_told_the_findings_that_it_answers():
    action = ActionFactory(public=True)
    light = FindingActionFactory(action=action, finding=FindingFactory(public=True, weight=1))
    heavy = FindingActionFactory(action=action, finding=FindingFactory(public=True, weight=3))

    found = findings_behind([action.pk], NOBODY)[action.pk]

    assert [item.title for item in found] == [heavy.finding.statement, light.finding.statement]
    assert found[0].url == heavy.finding.get_absolute_url()
    assert found[0].kind_label == "Constat"


def test_internal_findings_and_actions_are_not_told():
    action, hidden = ActionFactory(public=True), ActionFactory()
    FindingActionFactory(action=action)
    FindingActionFactory(action=hidden, finding=FindingFactory(public=True))

    found = findings_behind([action.pk, hidden.pk], NOBODY)
    for_team = findings_behind([action.pk, hidden.pk], UserFactory(consortium=True))

    assert found == {}
    assert set(for_team) == {action.pk, hidden.pk}


def test_a_merged_finding_speaks_through_the_one_that_took_it():
    action = ActionFactory(public=True)
    kept = FindingFactory(public=True)
    other = FindingActionFactory(action=action, finding=FindingFactory(public=True)).finding
    operations.merge_findings(kept=kept, absorbed=[other])

    [item] = findings_behind([action.pk], NOBODY)[action.pk]

    assert item.title == kept.statement


def test_the_registry_gathers_findings_in_constant_queries():
    links = [
        FindingActionFactory(action=ActionFactory(public=True), finding=FindingFactory(public=True))
        for _number in range(3)
    ]
    actions = [link.action for link in links]
    with CaptureQueriesContext(connection) as once:
        evidence_for(actions[:1], NOBODY)

    with CaptureQueriesContext(connection) as thrice:
        found = evidence_for(actions, NOBODY)

    assert len(once) == len(thrice)
    assert [found[action.pk][0].kind for action in actions] == ["finding"] * 3
