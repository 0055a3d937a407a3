from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from diagnostic.chapters import findings, inventory
from perpignan.reports import blocks
from perpignan.reports.chapters import Scope, chapters_for
from tests.diagnostic.test_finding_views import make_world
from tests.factories.findings import DigitalAssetFactory, FindingFactory, FindingProofFactory
from tests.factories.study import AxisFactory

pytestmark = pytest.mark.django_db
SCOPE = Scope(day=date(2020, 3, 1))
CHAPTERS = pytest.mark.parametrize("chapter", [inventory, findings])


def texts_of(built) -> str:
    return " ".join(str(blocks.as_data(block)) for block in built)


@CHAPTERS
def test_chapters_cost_the_same_for_one_and_three(chapter):
    make_world()
    with CaptureQueriesContext(connection) as once:
        chapter.build(SCOPE)
    make_world()
    make_world()

    with CaptureQueriesContext(connection) as again:
        chapter.build(SCOPE)

    assert len(once) == len(again)


@CHAPTERS
def test_chapters_of_nothing_say_so(chapter):
    [block] = chapter.build(SCOPE)

    assert isinstance(block, blocks.Paragraph)


def test_the_diagnostic_report_holds_both():
    assert {"inventory", "findings"} <= {chapter.slug for chapter in chapters_for("diagnostic")}


def test_what_is_to_verify_is_counted_and_not_told():
    DigitalAssetFactory(name="Application connue")
    DigitalAssetFactory(name="Rumeur", to_verify=True)

    told = texts_of(inventory.build(SCOPE))

    assert "Application connue" in told
    assert "Rumeur" not in told
    assert "1 autre est en cours de vérification" in told


def test_findings_are_laid_out_with_their_proofs():
    axis = AxisFactory(name="Commerce")
    finding = FindingFactory(public=True, axis=axis, box="threat", statement="Une menace")
    FindingProofFactory(finding=finding, sentence="Un rapport le dit.")
    FindingFactory(statement="Interne")

    built = findings.build(SCOPE)

    assert built[1].rows == [["Commerce", "0", "0", "0", "1"]]
    assert built[2].rows == [["Menace", "Une menace", "Un rapport le dit.", "-"]]
    assert "Interne" not in texts_of(built)
