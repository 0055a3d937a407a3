import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from actionplan import operations
from actionplan.models import SheetDocument
from perpignan.study.enums import Visibility
from tests.factories.actionplan import ActionSheetFactory, SheetPartnerFactory
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def pdf(name="étude.pdf", content=b"%PDF-1.7"):
    return ContentFile(content, name=name)


def document(visibility=Visibility.PUBLIC, **fields):
    sheet = ActionSheetFactory(**fields)
    return operations.add_document(sheet=sheet, title="Étude", file=pdf(), visibility=visibility)


@pytest.mark.parametrize(
    ("role", "visibility", "internal", "status"),
    [
        (None, Visibility.PUBLIC, False, 200),
        (None, Visibility.INTERNAL, False, 404),
        (None, Visibility.PUBLIC, True, 404),
        ("desk", Visibility.INTERNAL, False, 404),
        ("department", Visibility.INTERNAL, True, 200),
        ("lead", Visibility.INTERNAL, True, 200),
    ],
)
def test_who_reads_a_document(client, role, visibility, internal, status):
    found = document(visibility, internal=internal)
    if role:
        client.force_login(UserFactory(**{role: True}))

    response = client.get(found.get_absolute_url())

    assert response.status_code == status
    if status == 200:
        assert b"".join(response.streaming_content) == b"%PDF-1.7"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Disposition"].startswith("attachment")


def test_an_internal_document_is_named_on_no_public_page(client):
    found = document(Visibility.INTERNAL)
    sheet = found.sheet

    pages = [client.get(sheet.get_absolute_url()), client.get("/api/v1/action-sheets/")]

    assert not any("Étude" in page.content.decode() for page in pages)


def test_the_stored_name_tells_nothing():
    assert "tude" not in document().file.name
    assert document().name == "étude.pdf"


@pytest.mark.parametrize(
    ("file", "message"),
    [
        (pdf("page.html"), "Ce format n'est pas admis."),
        (pdf("programme.exe"), "Ce format n'est pas admis."),
        (pdf("lourd.pdf", b"0" * (10 * 1024 * 1024 + 1)), "dépasse 10 Mo"),
    ],
)
def test_what_a_file_must_not_be(file, message):
    with pytest.raises(ValidationError) as refused:
        operations.add_document(sheet=ActionSheetFactory(), title="x", file=file)

    assert message in " ".join(refused.value.messages)
    assert not SheetDocument.objects.exists()


@pytest.mark.parametrize(("role", "status"), [(None, 302), ("desk", 403), ("official", 200)])
def test_a_letter_is_the_team_s(client, role, status):
    part = operations.attach_letter(part=SheetPartnerFactory(), file=pdf("lettre.pdf"))
    if role:
        client.force_login(UserFactory(**{role: True}))

    response = client.get(f"/plan-actions/{part.sheet.code}/lettres/{part.pk}/")
    response.close()

    assert response.status_code == status


def test_a_file_lost_from_the_disk_is_absent_not_an_error(client):
    found = document()
    default_storage.delete(found.file.name)

    assert client.get(found.get_absolute_url()).status_code == 404


def test_a_new_letter_takes_the_place_of_the_other(django_capture_on_commit_callbacks):
    part = operations.attach_letter(part=SheetPartnerFactory(), file=pdf("un.pdf"))
    before = part.letter.name

    with django_capture_on_commit_callbacks(execute=True):
        part = operations.attach_letter(part=part, file=pdf("deux.pdf"))

    assert part.letter_name == "deux.pdf"
    assert not default_storage.exists(before)
    assert default_storage.exists(part.letter.name)


def test_the_lead_adds_and_removes_files(client, django_capture_on_commit_callbacks):
    client.force_login(UserFactory(lead=True))
    part = SheetPartnerFactory()
    url = f"/plan-actions/{part.sheet.code}/fichiers/"
    file = SimpleUploadedFile("plan.pdf", b"%PDF")
    wrong = SimpleUploadedFile("plan.svg", b"<svg/>")
    data = {"verb": "document", "document-title": "Plan", "document-visibility": "internal"}

    refused = client.post(url, data | {"document-file": wrong})
    added = client.post(url, data | {"document-file": file})
    letter = {"verb": "letter", "letter-part": part.pk}
    client.post(url, letter | {"letter-file": SimpleUploadedFile("lettre.pdf", b"%PDF")})
    stored = part.sheet.documents.get()
    part.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/plan-actions/{part.sheet.code}/documents/{stored.pk}/retirer/")
        client.post(f"/plan-actions/{part.sheet.code}/lettres/{part.pk}/retirer/")

    assert "Ce format n&#x27;est pas admis." in refused.content.decode()
    assert (added.status_code, stored.name, part.letter_name) == (302, "plan.pdf", "lettre.pdf")
    assert not default_storage.exists(stored.file.name)
    assert not default_storage.exists(part.letter.name)
    assert not part.sheet.documents.exists()


def test_a_file_of_another_action_is_not_removed(client):
    client.force_login(UserFactory(lead=True))
    found, other = document(), ActionSheetFactory()

    response = client.post(f"/plan-actions/{other.code}/documents/{found.pk}/retirer/")

    assert response.status_code == 404
    assert SheetDocument.objects.filter(pk=found.pk).exists()
