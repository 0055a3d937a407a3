"""The cycle of a deliverable: submitted, read over, decided, published, superseded."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import ProgrammingError, transaction
from django.urls import reverse

from perpignan.governance.models import Comment
from perpignan.governance.operations import add_comment
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


def test_officials_read_the_report_of_a_version_that_another_asked_for(client, submitted):
    client.force_login(UserFactory(role=Role.OFFICIAL))
    read = reverse("reports:report-read", args=[submitted.report_id])

    assert client.get(read).status_code == 200
    file = client.get(read.replace("lire/", "telecharger/"))
    assert b"".join(file.streaming_content).startswith(b"%PDF-")
    other = reverse("reports:report-read", args=[ready().pk])
    assert client.get(other).status_code == 404


def test_remarks_on_a_chapter_call_a_person_and_are_settled_on_the_page(client, submitted, lead):
    official = UserFactory(role=Role.OFFICIAL, full_name="Élue référente")
    page = reverse("reports:version-detail", args=[submitted.pk])
    review = reverse("governance:review", args=["version", submitted.pk])
    client.force_login(official)
    sent = {"place": "un", "text": "<b>Chiffrer</b> le coût.", "mentioned": [lead.pk]}

    answer = client.post(review, {**sent, "from_page": "1"})
    comment = Comment.objects.get()
    shown = client.get(page).content.decode()
    client.force_login(lead)
    waiting = client.get(reverse("governance:workspace")).content.decode()
    client.post(reverse("governance:comment-resolve", args=[comment.pk]), {"from_page": "1"})

    assert answer.url == f"{page}#remarks"
    assert (comment.place, list(comment.mentioned.all())) == ("un", [lead])
    assert "&lt;b&gt;Chiffrer&lt;/b&gt;" in shown
    assert "1 remarque est à régler." in shown
    assert "Élue référente vous demande votre avis" in waiting
    assert "Aucune remarque n&#x27;est à régler." in html_of(client, page)


def html_of(client, page):
    return client.get(page).content.decode().replace("'", "&#x27;")


def test_a_remark_without_text_on_no_chapter_or_to_who_cannot_read_is_refused(
    client, submitted, lead
):
    desk = UserFactory(role=Role.DESK)
    client.force_login(lead)
    review = reverse("governance:review", args=["version", submitted.pk])
    mistakes = ({"text": ""}, {"place": "nul", "text": "x"}, {"text": "x", "mentioned": [desk.pk]})

    answers = [client.post(review, sent) for sent in mistakes]

    assert [answer.status_code for answer in answers] == [400, 400, 400]
    assert "ne peut pas lire ce texte" in answers[2].content.decode()
    assert Comment.objects.count() == 0


def test_chapters_are_remarked_from_the_reading_page(client, submitted, lead):
    client.force_login(lead)

    read = client.get(reverse("reports:report-read", args=[submitted.report_id]))
    review = reverse("governance:review", args=["version", submitted.pk])
    form = client.get(f"{review}?place=un").context["form"]

    assert f'href="{review}?place=un#add"' in read.content.decode()
    assert form["place"].value() == "un"


@pytest.mark.parametrize("count", [1, 3])
def test_page_of_a_version_costs_the_same_whatever_its_remarks(
    client, submitted, lead, django_assert_num_queries, count
):
    for _index in range(count):
        add_comment(
            kind="version",
            key=str(submitted.pk),
            place="un",
            text="À revoir",
            by=lead,
            mentioned=[lead],
        )
    client.force_login(lead)
    page = reverse("reports:version-detail", args=[submitted.pk])
    client.get(page)

    with django_assert_num_queries(13):
        client.get(page)


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
