import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from diagnostic.admin.findings import FindingResource
from diagnostic.models import Finding
from diagnostic.resources.findings import DigitalAssetResource, ExpectationResource
from perpignan.backoffice_formats import SafeCSV, read_dataset
from tests.factories.diagnostic import IndicatorValueFactory
from tests.factories.findings import (
    AssetOverlapFactory,
    DigitalAssetFactory,
    ExpectationFactory,
    FindingActionFactory,
    FindingFactory,
    FindingProofFactory,
)
from tests.factories.study import AxisFactory, SourceFactory, UserFactory

pytestmark = pytest.mark.django_db
PAGES = pytest.mark.parametrize("noun", ["digitalasset", "expectation", "finding"])


def make_record(noun):
    if noun == "digitalasset":
        return AssetOverlapFactory().first
    if noun == "expectation":
        return ExpectationFactory()
    finding = FindingProofFactory().finding
    FindingProofFactory(finding=finding, source=None, indicator_value=IndicatorValueFactory())
    return FindingActionFactory(finding=finding).finding


@PAGES
def test_the_team_opens_lists_and_records(client, noun):
    client.force_login(UserFactory(consortium=True))
    record = make_record(noun)

    shown = client.get(reverse(f"admin:diagnostic_{noun}_changelist"))
    opened = client.get(reverse(f"admin:diagnostic_{noun}_change", args=[record.pk]))

    assert record.code in shown.content.decode() or noun == "expectation"
    assert record.code in opened.content.decode()


@PAGES
def test_a_department_does_not_enter(client, noun):
    client.force_login(UserFactory(department=True))

    response = client.get(reverse(f"admin:diagnostic_{noun}_changelist"))

    assert response.status_code == 302


def test_filters_find_what_lacks_a_proof(client):
    client.force_login(UserFactory(consortium=True))
    FindingFactory(code="nu")
    FindingProofFactory(finding__code="prouve")

    page = client.get(reverse("admin:diagnostic_finding_changelist"), {"lacks": "proof"})

    assert [item.code for item in page.context["cl"].result_list] == ["nu"]


def test_a_proof_with_two_origins_is_refused_by_the_form(client):
    client.force_login(UserFactory(consortium=True))
    finding = FindingFactory()
    data = {
        "code": finding.code,
        "axis": finding.axis_id,
        "box": finding.box,
        "statement": finding.statement,
        "weight": 2,
        "visibility": "internal",
        "order": 0,
        "proofs-TOTAL_FORMS": 1,
        "proofs-INITIAL_FORMS": 0,
        "proofs-0-source": SourceFactory().pk,
        "proofs-0-asset": DigitalAssetFactory().pk,
        "action_links-TOTAL_FORMS": 0,
        "action_links-INITIAL_FORMS": 0,
    }
    address = reverse("admin:diagnostic_finding_change", args=[finding.pk])

    refused = client.post(address, data)
    accepted = client.post(address, data | {"proofs-0-asset": ""})

    assert "une seule origine" in refused.content.decode()
    assert accepted.status_code == 302
    assert finding.proofs.count() == 1


@pytest.mark.parametrize(
    ("resource", "factory"),
    [
        (DigitalAssetResource, DigitalAssetFactory),
        (ExpectationResource, ExpectationFactory),
        (FindingResource, FindingFactory),
    ],
)
def test_what_is_exported_comes_back_unchanged(resource, factory):
    factory()
    factory(is_illustrative=True)
    dataset = resource().export()

    result = resource().import_data(dataset, raise_errors=True)

    assert result.totals["skip"] == 2


def test_an_import_is_checked_line_by_line(client):
    client.force_login(UserFactory(consortium=True))
    AxisFactory(code="habitat")
    lines = "Code;Axe;Case;Constat;Poids\nbon;habitat;Atout;Vrai;2\nmauvais;habitat;Tiroir;Faux;2\n"
    file = SimpleUploadedFile("constats.csv", lines.encode())

    page = client.post(
        reverse("admin:diagnostic_finding_import"), {"import_file": file, "format": "0"}
    )

    assert "Ligne 3" in page.content.decode()
    assert not Finding.objects.exists()


def test_a_formula_in_a_statement_stays_text():
    FindingFactory(code="piege", statement="=HYPERLINK(1)")
    dataset = FindingResource().export()

    content = SafeCSV().export_data(dataset)

    assert b"'=HYPERLINK" in content
    assert read_dataset(content)["Constat"] == ["=HYPERLINK(1)"]
