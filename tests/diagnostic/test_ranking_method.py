"""The annex on how actions are ranked."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from diagnostic.chapters.ranking_method import build
from perpignan.reports import blocks
from perpignan.reports.chapters import Scope
from tests.factories.diagnostic import CriterionFactory
from tests.factories.study import SourceFactory

pytestmark = pytest.mark.django_db
SCOPE = Scope(date(2026, 1, 5))


def test_without_criteria_it_says_so():
    assert [block.text for block in build(SCOPE)] == ["Aucun critère n'est encore choisi."]


def test_it_gives_the_criteria_in_use_the_limits_and_the_references():
    CriterionFactory(name="Faisabilité", question="Sait-on la faire ?").sources.add(
        SourceFactory(title="Un article")
    )
    CriterionFactory(name="Abandonné", is_active=False)

    found = build(SCOPE)

    (table,) = [block for block in found if isinstance(block, blocks.Table)]
    assert [row[:2] for row in table.rows] == [["Faisabilité", "Sait-on la faire ?"]]
    assert "Les limites" in str(found)
    assert found[-1].items[0][0] == "Un article"


def test_it_costs_the_same_for_one_and_three():
    counts = []
    for more in (1, 2):
        for _ in range(more):
            CriterionFactory().sources.add(SourceFactory())
        with CaptureQueriesContext(connection) as captured:
            build(SCOPE)
        counts.append(len(captured))

    assert counts[0] == counts[1]
