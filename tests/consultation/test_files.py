"""Files joined to answers: what is taken, what is kept of it, who reads it, when it goes."""

import io
import struct
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from consultation import operations
from consultation.models import AnswerFile, DraftResponse, Response
from consultation.models.keys import new_token
from tests.consultation.answering import key_on, url, words
from tests.factories.consultation import (
    ConsultationFactory,
    QuestionFactory,
    QuestionnaireFactory,
    questionnaire_of_newer_types,
)
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def consultation():
    return questionnaire_of_newer_types(open=True).consultation


def picture(kind="JPEG", **options):
    out = io.BytesIO()
    Image.new("RGB", (8, 4), "red").save(out, kind, **options)
    return out.getvalue()


def upload(content, name="photo.jpg"):
    return SimpleUploadedFile(name, content, content_type="application/x-lie")


def store(consultation, content, name="photo.jpg", token="a" * 32):
    return operations.store_answer_file(
        consultation=consultation,
        token=token,
        question_code="FICHIER",
        upload=upload(content, name),
    )


def send(consultation, **answers):
    return operations.submit_response(
        consultation=consultation,
        questionnaire=consultation.questionnaires.get(),
        answers=answers,
        token=new_token(),
    )


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (picture(), "image/jpeg"),
        (picture("PNG"), "image/png"),
        (picture("WEBP"), "image/webp"),
        (PDF, "application/pdf"),
    ],
)
def test_type_is_found_in_the_content(consultation, content, kind):
    stored = store(consultation, content, name="virus.exe")

    assert stored.content_type == kind
    assert stored.value == {
        "id": stored.pk.hex,
        "name": "virus.exe",
        "size": stored.file.size,
        "content_type": kind,
    }


def test_picture_keeps_nothing_of_where_it_was_taken(consultation):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned: the camera was held upright
    exif[0x010F] = "Appareil de Jeanne"

    stored = store(consultation, picture(exif=exif))

    content = Path(stored.file.path).read_bytes()
    kept = Image.open(io.BytesIO(content))
    assert b"Jeanne" not in content
    assert dict(kept.getexif()) == {}
    assert kept.size == (4, 8)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "vide"),
        (b"MZ\x90\x00", "pas de ceux"),
        (b"<svg onload='alert(1)'/>", "pas de ceux"),
        (b"GIF89a" + b"\x00" * 40, "pas de ceux"),
        (picture()[:200], "pas de ceux"),
        (b"a" * 5_000_001, "5 Mo au plus"),
        (
            # A PNG that says it is ten thousand points by ten thousand.
            picture("PNG")[:16] + struct.pack(">II", 10_000, 10_000) + picture("PNG")[24:],
            "",
        ),
    ],
)
def test_other_files_are_refused_and_leave_nothing(consultation, media, content, words):
    with pytest.raises(ValidationError) as refused:
        store(consultation, content)

    assert words in refused.value.messages[0]
    assert AnswerFile.objects.count() == 0
    assert [path for path in media.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\photos\\été.jpg", "été.jpg"),
        ("a" * 300 + ".pdf", "a" * 90 + ".pdf"),
        ("ligne\r\nSet-Cookie: x.pdf", "ligne Set-Cookie: x.pdf"),
    ],
)
def test_name_is_cleaned_and_names_no_path(consultation, media, name, kept):
    file = SimpleUploadedFile("x", PDF)
    file._name = name

    stored = operations.store_answer_file(
        consultation=consultation, token="a" * 32, question_code="FICHIER", upload=file
    )

    assert stored.name == kept
    assert stored.file.name == f"answers/{stored.pk.hex}"


def test_closed_consultation_takes_no_file():
    with pytest.raises(ValidationError):
        store(ConsultationFactory(closed=True), PDF)


def test_answer_says_of_its_file_what_the_portal_knows(consultation):
    stored = store(consultation, PDF)
    claimed = stored.value | {"name": "autre.pdf", "size": 1, "content_type": "text/html"}

    send(consultation, FICHIER=claimed)

    assert Response.objects.get().answers == {"FICHIER": stored.value}
    stored.refresh_from_db()
    assert stored.is_sent


def test_answer_names_only_a_file_that_was_sent_to_its_question(consultation):
    other = questionnaire_of_newer_types(open=True).consultation
    elsewhere = store(other, PDF)

    for value in (elsewhere.value, elsewhere.value | {"id": "0" * 32}):
        with pytest.raises(ValidationError) as refused:
            send(consultation, FICHIER=value)
        assert list(refused.value.message_dict) == ["FICHIER"]

    assert Response.objects.count() == 0


def test_withdrawing_an_answer_erases_its_file(consultation, django_capture_on_commit_callbacks):
    stored = store(consultation, PDF)
    sent = send(consultation, FICHIER=stored.value)

    with django_capture_on_commit_callbacks(execute=True):
        operations.withdraw_response(code=sent.receipt_code)

    assert AnswerFile.objects.count() == 0
    assert not stored.file.storage.exists(stored.file.name)


def test_correction_erases_the_file_that_it_leaves_out(consultation):
    first, second = store(consultation, PDF), store(consultation, PDF)

    operations.confirm_files(
        questionnaire_id=consultation.questionnaires.get().pk,
        answers={"FICHIER": second.value},
        before={"FICHIER": first.value},
    )

    assert AnswerFile.objects.get() == second


def test_files_of_answers_never_sent_are_erased(consultation, django_capture_on_commit_callbacks):
    old, young, sent = (store(consultation, PDF) for _number in range(3))
    past = timezone.now() - timedelta(days=9)
    AnswerFile.objects.filter(pk__in=[old.pk, sent.pk]).update(stored_at=past)
    AnswerFile.objects.filter(pk=sent.pk).update(is_sent=True)

    with django_capture_on_commit_callbacks(execute=True):
        erased = operations.erase_unsent_files()

    assert erased == 1
    assert set(AnswerFile.objects.all()) == {young, sent}
    assert not old.file.storage.exists(old.file.name)


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("lead", 200),
        ("administrator", 200),
        *((name, 404) for name in ("consortium", "department", "desk", "official")),
        (None, 302),
    ],
)
def test_file_is_read_by_those_who_run_the_consultation(client, consultation, role, status):
    stored = store(consultation, PDF)
    AnswerFile.objects.update(is_sent=True)
    if role:
        client.force_login(UserFactory(**{role: True}))

    answer = client.get(reverse("consultation:answer-file", args=[stored.pk]))

    assert answer.status_code == status
    if status == 200:
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert b"".join(answer.streaming_content) == PDF


def test_file_of_an_answer_in_progress_is_read_by_nobody(client, consultation):
    client.force_login(UserFactory(lead=True))
    stored = store(consultation, PDF)

    assert client.get(reverse("consultation:answer-file", args=[stored.pk])).status_code == 404


def test_page_keeps_the_file_while_another_answer_is_corrected(client, consultation):
    page = url("response-section", consultation, "page")

    refused = client.post(page, {"FICHIER": upload(picture()), "PRIX": "cher"})
    stored = AnswerFile.objects.get()
    client.post(page, {f"FICHIER-{name}": value for name, value in stored.value.items()})

    assert "Fichier joint : photo.jpg" in words(refused)
    assert DraftResponse.objects.get().answers == {"FICHIER": stored.value}


def test_page_says_why_a_file_is_refused(client, consultation):
    page = client.post(
        url("response-section", consultation, "page"), {"FICHIER": upload(b"MZ"), "COURT": "Oui"}
    )

    assert "Ce fichier n'est pas de ceux que l'on peut joindre" in words(page)
    assert 'value="Oui"' in words(page)
    assert DraftResponse.objects.count() == 0


def test_whole_answer_with_a_file_is_sent_and_its_file_removed_before(client, consultation):
    page = url("response-section", consultation, "page")
    client.post(page, {"FICHIER": upload(PDF, "plan.pdf"), "COURT": "Un banc"})
    review = client.get(url("response-review", consultation))
    client.post(page, {"FICHIER-remove": "yes", "COURT": "Un banc"})

    client.post(url("response-review", consultation), {"key": key_on(review)})

    assert "plan.pdf" in words(review)
    assert Response.objects.get().answers == {"COURT": "Un banc"}


def test_picture_of_a_question_is_seen_with_its_consultation(client):
    draft = QuestionnaireFactory()
    question = QuestionFactory(
        section__questionnaire=draft, image=SimpleUploadedFile("plan.png", picture("PNG"))
    )
    address = reverse("consultation:question-image", args=[question.pk])

    hidden = client.get(address).status_code
    client.force_login(UserFactory(lead=True))
    shown = client.get(address)

    assert hidden == 404
    assert shown.headers["Content-Type"] == "image/png"
    assert b"".join(shown.streaming_content) == picture("PNG")


def test_information_file_is_given_with_its_consultation(client):
    told = SimpleUploadedFile("dossier.pdf", PDF)
    consultation = ConsultationFactory(open=True, information_file=told)

    page = client.get(consultation.get_absolute_url())
    answer = client.get(url("information-file", consultation))

    assert url("information-file", consultation) in words(page)
    assert b"".join(answer.streaming_content) == PDF
    assert client.get(url("information-file", ConsultationFactory(open=True))).status_code == 404
    hidden = ConsultationFactory(information_file=SimpleUploadedFile("dossier.pdf", PDF))
    assert client.get(url("information-file", hidden)).status_code == 404
