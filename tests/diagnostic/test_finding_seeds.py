import pytest

from diagnostic import operations
from diagnostic.models import (
    AssetOverlap,
    DigitalAsset,
    Expectation,
    Finding,
    FindingAction,
    FindingProof,
)
from perpignan.study import seeding

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NOUNS = (DigitalAsset, AssetOverlap, Expectation, Finding, FindingProof, FindingAction)


def test_loading_twice_changes_nothing():
    seeding.load_all()

    again = {report.table.model: report for report in seeding.load_all()}

    assert [(again[noun].created, again[noun].updated) for noun in NOUNS] == [(0, 0)] * 6
    assert (again[Finding].unchanged, again[DigitalAsset].unchanged) == (11, 11)


def test_what_is_loaded_is_honest():
    seeding.load_all()

    assert not Finding.objects.filter(is_illustrative=False).exists()
    assert not Expectation.objects.filter(is_illustrative=False).exists()
    assert not DigitalAsset.objects.published().filter(sources=None).exists()
    assert list(Finding.objects.without_proof().values_list("code", flat=True)) == [
        "dispersion-outils"
    ]


def test_a_merge_survives_a_second_loading():
    seeding.load_all()
    kept = Finding.objects.get(code="deux-applications")
    operations.merge_findings(kept=kept, absorbed=[Finding.objects.get(code="dispersion-outils")])

    seeding.load_all()

    assert Finding.objects.get(code="dispersion-outils").merged_into == kept
