"""The cycle of a deliverable: submitted, read over, decided, published, superseded."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import ProgrammingError, transaction
from django.urls import reverse

from perpignan.reports import operations
from perpignan.reports.enums import VersionState
from perpignan.reports.models import ReportDownload
from perpignan.reports.snapshot import storable
from perpignan.study.enums import DeliverableStatus, Role
from tests.factories.reports import ReportFactory
from tests.factories.study import DeliverableFactory, UserFactory
from tests.reports.test_typst_pdf import EVERYTHING, snapshot

pytestmark = pytest.mark.django_db
State = VersionState


def ready(**changes):
    frozen = storable(snapshot(*EVERYTHING, **changes.pop("frozen", {})))
    return ReportFactory(ready=True, snapshot=frozen, **changes)


@pytest.fixture
def consortium():
    return UserFactory(role=Role.CONSORTIUM)


@pytest.fixture
def lead():
    return UserFactory(role=Role.LEAD)


@pytest.fixture
def submitted(consortium):
    return operations.submit_version(
        deliverable=DeliverableFactory(), report=ready(), by=consortium, note="Première version."
    )


def test_submitting_brings_the_deliverable_to_its_review(submitted):
    submitted.deliverable.refresh_from_db()

    assert (submitted.number, submitted.state) == (1, State.SUBMITTED)
    assert submitted.deliverable.status == DeliverableStatus.IN_REVIEW
    assert submitted.deliverable.submitted_on is not None


def test_only_one_version_waits_at_a_time(submitted, consortium):
    with pytest.raises(ValidationError, match="attend déjà"):
        operations.submit_version(deliverable=submitted.deliverable, report=ready(), by=consortium)


def test_a_report_that_is_not_ready_cannot_be_submitted(consortium):
    with pytest.raises(ValidationError, match="pas encore prêt"):
        operations.submit_version(
            deliverable=DeliverableFactory(), report=ReportFactory(), by=consortium
        )


def test_an_official_neither_submits_nor_decides(submitted):
    official = UserFactory(role=Role.OFFICIAL)

    with pytest.raises(PermissionDenied):
        operations.submit_version(deliverable=DeliverableFactory(), report=ready(), by=official)
    with pytest.raises(PermissionDenied):
        operations.decide_version(version=submitted, state=State.ADMITTED, by=official)


@pytest.mark.parametrize("state", [State.POSTPONED, State.REJECTED])
def test_refusing_asks_for_a_reason_and_lets_a_next_version_come(
    submitted, consortium, lead, state
):
    with pytest.raises(ValidationError) as error:
        operations.decide_version(version=submitted, state=state, by=lead)
    assert list(error.value.message_dict) == ["reason"]

    operations.decide_version(version=submitted, state=state, by=lead, reason="Manque les coûts.")
    after = operations.submit_version(
        deliverable=submitted.deliverable, report=ready(), by=consortium
    )

    assert after.number == 2


def test_an_admitted_version_is_final_and_only_superseded(submitted, consortium, lead):
    operations.decide_version(version=submitted, state=State.ADMITTED, by=lead)
    submitted.deliverable.refresh_from_db()
    assert submitted.deliverable.status == DeliverableStatus.ADMITTED

    with pytest.raises(ValidationError, match="déjà reçu sa décision"):
        operations.decide_version(version=submitted, state=State.REJECTED, by=lead, reason="x")
    with pytest.raises(ProgrammingError), transaction.atomic():
        type(submitted).objects.filter(pk=submitted.pk).update(report=ready())
    with pytest.raises(ProgrammingError), transaction.atomic():
        type(submitted).objects.filter(pk=submitted.pk).delete()

    after = operations.submit_version(
        deliverable=submitted.deliverable, report=ready(), by=consortium
    )
    operations.decide_version(version=after, state=State.ADMITTED, by=lead)

    submitted.refresh_from_db()
    assert submitted.state == State.SUPERSEDED


def test_publishing_opens_the_file_to_everyone(client, submitted, lead):
    operations.decide_version(version=submitted, state=State.ADMITTED, by=lead)
    address = reverse("reports:published-download", args=[submitted.deliverable.code])
    assert client.get(address).status_code == 404

    operations.publish_version(version=submitted, by=lead)

    listed = client.get(reverse("reports:published-list")).content.decode()
    assert submitted.deliverable.title in listed
    assert b"".join(client.get(address).streaming_content).startswith(b"%PDF-")


def test_internal_data_are_never_published(consortium, lead):
    version = operations.submit_version(
        deliverable=DeliverableFactory(), report=ready(is_internal=True), by=consortium
    )
    operations.decide_version(version=version, state=State.ADMITTED, by=lead)

    with pytest.raises(ValidationError, match="données internes"):
        operations.publish_version(version=version, by=lead)


def test_officials_do_not_see_versions_with_internal_data(client, consortium):
    version = operations.submit_version(
        deliverable=DeliverableFactory(), report=ready(is_internal=True), by=consortium
    )
    client.force_login(UserFactory(role=Role.OFFICIAL))

    assert client.get(reverse("reports:version-detail", args=[version.pk])).status_code == 404


def test_remarks_are_by_chapter_until_they_are_resolved(client, submitted, lead):
    client.force_login(lead)
    page = reverse("reports:version-detail", args=[submitted.pk])

    client.post(
        reverse("reports:version-comment", args=[submitted.pk]),
        {"chapter": "un", "text": "<b>Chiffrer</b> le coût."},
    )
    comment = submitted.comments.get()
    shown = client.get(page).content.decode()
    client.post(reverse("reports:comment-resolve", args=[submitted.pk, comment.pk]))

    assert "&lt;b&gt;Chiffrer&lt;/b&gt;" in shown
    assert "1 remarque est à régler." in shown
    assert "Aucune remarque n'est à régler." in client.get(page).content.decode()


def test_a_remark_without_a_text_or_of_no_chapter_is_refused(client, submitted, lead):
    client.force_login(lead)
    address = reverse("reports:version-comment", args=[submitted.pk])

    assert client.post(address, {"chapter": "un", "text": ""}).status_code == 400
    assert client.post(address, {"chapter": "nul", "text": "x"}).status_code == 400
    assert submitted.comments.count() == 0


def test_deciding_on_the_page_says_what_is_wrong_at_the_field(client, submitted, lead):
    client.force_login(lead)
    address = reverse("reports:version-decide", args=[submitted.pk])

    response = client.post(address, {"state": "postponed", "reason": ""})

    assert response.status_code == 400
    assert "Donnez le motif." in response.content.decode()
    assert client.post(address, {"state": "admitted"}).status_code == 302


def test_what_changed_since_the_version_before_is_shown_word_by_word(
    client, submitted, consortium, lead
):
    operations.decide_version(version=submitted, state=State.POSTPONED, by=lead, reason="À revoir.")
    changed = {"chapters": [{**storable(snapshot(*EVERYTHING))["chapters"][0], "title": "Autre"}]}
    changed["chapters"][0]["blocks"][0]["text"] = "Chiffres revus"
    after = operations.submit_version(
        deliverable=submitted.deliverable, report=ready(frozen=changed), by=consortium
    )
    client.force_login(lead)

    page = client.get(reverse("reports:version-compare", args=[after.pk])).content.decode()

    assert "<del>Chiffres</del><ins>Chiffres revus</ins>" in page
    first = client.get(reverse("reports:version-compare", args=[submitted.pk]))
    assert first.status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_versions_costs_the_same(
    client, consortium, lead, django_assert_num_queries, count
):
    for _index in range(count):
        operations.submit_version(deliverable=DeliverableFactory(), report=ready(), by=consortium)
    client.force_login(lead)
    address = reverse("reports:version-list")
    client.get(address)

    with django_assert_num_queries(6):
        client.get(address)


def test_submitting_on_the_page(client, consortium):
    report = ready(requested_by=consortium)
    deliverable = DeliverableFactory()
    client.force_login(consortium)

    response = client.post(
        reverse("reports:report-submit", args=[report.pk]),
        {"deliverable": deliverable.pk, "note": "Voilà."},
    )

    version = deliverable.versions.get()
    assert response.url == reverse("reports:version-detail", args=[version.pk])
    assert (version.report, version.note) == (report, "Voilà.")


def test_downloads_are_noted(client, lead):
    report = ready(requested_by=lead)
    client.force_login(lead)

    response = client.get(reverse("reports:report-download", args=[report.pk]))
    assert b"".join(response.streaming_content)

    assert list(ReportDownload.objects.values_list("report", "by")) == [(report.pk, lead.pk)]
