import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from diagnostic.enums import FindingStatus
from diagnostic.models import AssetOverlap, DigitalAsset, Expectation, Finding, FindingProof
from perpignan.study.enums import Confidence
from tests.factories.diagnostic import IndicatorValueFactory
from tests.factories.findings import (
    AssetOverlapFactory,
    DigitalAssetFactory,
    ExpectationFactory,
    FindingActionFactory,
    FindingFactory,
    FindingProofFactory,
)
from tests.factories.study import InterviewFactory, PartnerFactory, QuoteFactory, SourceFactory

pytestmark = pytest.mark.django_db


def refuses(write) -> bool:
    """Say whether the database itself refuses, whatever the doors checked."""
    try:
        with transaction.atomic():
            write()
    except IntegrityError:
        return True
    return False


def test_a_proof_without_origin_is_refused_by_the_database():
    finding = FindingFactory()

    assert refuses(lambda: FindingProof.objects.create(finding=finding))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("source", "asset"),
        ("asset", "expectation"),
        ("expectation", "indicator_value"),
        ("indicator_value", "quote"),
        ("quote", "interview"),
        ("interview", "reference"),
        ("reference", "source"),
    ],
)
def test_a_proof_with_two_origins_is_refused_by_the_database(first, second):
    origins = {
        "source": SourceFactory,
        "asset": DigitalAssetFactory,
        "expectation": ExpectationFactory,
        "indicator_value": IndicatorValueFactory,
        "quote": QuoteFactory,
        "interview": InterviewFactory,
        "reference": lambda: "Un atelier",
    }
    finding = FindingFactory()
    given = {name: origins[name]() for name in (first, second)}

    assert refuses(lambda: FindingProof.objects.create(finding=finding, **given))


def test_a_proof_with_two_origins_is_told_in_french():
    proof = FindingProof(
        finding=FindingFactory(), source=SourceFactory(), asset=DigitalAssetFactory()
    )

    with pytest.raises(ValidationError, match="une seule origine"):
        proof.full_clean()


def test_each_kind_of_origin_is_accepted():
    finding = FindingFactory()
    FindingProofFactory(finding=finding)
    FindingProofFactory(finding=finding, source=None, asset=DigitalAssetFactory())
    FindingProofFactory(finding=finding, source=None, expectation=ExpectationFactory())
    FindingProofFactory(finding=finding, source=None, indicator_value=IndicatorValueFactory())
    FindingProofFactory(finding=finding, source=None, quote=QuoteFactory())
    FindingProofFactory(finding=finding, source=None, interview=InterviewFactory())
    FindingProofFactory(finding=finding, source=None, reference="Un cas du benchmark")

    assert finding.proofs.count() == 7


def test_a_proof_is_given_once():
    proof = FindingProofFactory()

    assert refuses(lambda: FindingProof.objects.create(finding=proof.finding, source=proof.source))


def test_an_address_goes_with_a_free_reference():
    assert refuses(lambda: FindingProofFactory(reference_url="https://example.org/"))


@pytest.mark.parametrize("weight", [0, 4])
def test_a_weight_goes_from_one_to_three(weight):
    assert refuses(lambda: FindingFactory(weight=weight))


def test_a_merged_finding_says_into_which():
    assert refuses(lambda: FindingFactory(status=FindingStatus.MERGED))
    assert refuses(lambda: FindingFactory(merged_into=FindingFactory()))


def test_a_finding_does_not_merge_into_itself():
    finding = FindingFactory()
    merged = Finding.objects.filter(pk=finding.pk)

    assert refuses(lambda: merged.update(status=FindingStatus.MERGED, merged_into=finding))


def test_a_circle_of_merges_is_told():
    first = FindingFactory()
    second = FindingFactory(status=FindingStatus.MERGED, merged_into=first)
    third = FindingFactory(status=FindingStatus.MERGED, merged_into=second)
    first.status, first.merged_into = FindingStatus.MERGED, third

    with pytest.raises(ValidationError, match="tournerait en rond"):
        first.full_clean()


def test_a_finding_is_linked_to_an_action_once():
    link = FindingActionFactory()

    assert refuses(lambda: FindingActionFactory(finding=link.finding, action=link.action))


def test_an_overlap_has_no_direction():
    overlap = AssetOverlapFactory()
    turned = AssetOverlap(first=overlap.second, second=overlap.first, sentence="Encore.")

    assert refuses(turned.save)
    with pytest.raises(ValidationError, match="déjà rapprochés"):
        turned.full_clean()


def test_an_element_does_not_overlap_itself():
    asset = DigitalAssetFactory()

    assert refuses(lambda: AssetOverlapFactory(first=asset, second=asset))


def test_an_element_has_one_owner():
    asset = DigitalAssetFactory.build(owner=PartnerFactory(), owner_name="Une régie")

    with pytest.raises(ValidationError, match="pas les deux"):
        asset.full_clean()


def test_what_is_to_verify_is_not_published():
    shown = DigitalAssetFactory()
    DigitalAssetFactory(confidence=Confidence.TO_VERIFY)

    assert list(DigitalAsset.objects.published()) == [shown]


def test_an_expectation_read_somewhere_names_its_document():
    expectation = ExpectationFactory.build(origin="document", priority=None)

    with pytest.raises(ValidationError, match="le document où elle se lit"):
        expectation.full_clean()


def test_an_expectation_is_internal_until_it_is_published():
    ExpectationFactory()
    shown = ExpectationFactory(public=True)

    assert list(Expectation.objects.public()) == [shown]
