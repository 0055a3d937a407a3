"""Pictures of contributions: drawn anew, with words for them, erased with them."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from consultation.models.keys import new_token
from consultation.operations import (
    submit_contribution,
    withdraw_spoken,
)
from tests.consultation.test_contribution_operations import WORDS
from tests.factories.contributions import (
    gathering,
)

pytestmark = pytest.mark.django_db


def picture(format="JPEG", size=(40, 30), **save):
    buffer = io.BytesIO()
    Image.new("RGB", size, "red").save(buffer, format, **save)
    return SimpleUploadedFile("<script>.svg", buffer.getvalue(), "image/svg+xml")


# Pictures


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def send_picture(file, alt="Un banc", **values):
    return submit_contribution(
        consultation=gathering(),
        token=new_token(),
        picture=file,
        picture_alt=alt,
        **WORDS | values,
    ).spoken


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_picture_is_drawn_anew_without_what_it_carries(media, format):
    exif = Image.Exif()
    exif[0x010F] = "Camera of someone"
    exif.get_ifd(0x8825)[1] = "N"

    stored = send_picture(picture(format, size=(3200, 200), exif=exif.tobytes()))

    content = (media / stored.picture.name).read_bytes()
    drawn = Image.open(io.BytesIO(content))
    assert (drawn.format, drawn.size) == ("JPEG", (1600, 100))
    assert dict(drawn.getexif()) == {}
    assert b"Camera" not in content
    assert "script" not in stored.picture.name


@pytest.mark.parametrize(
    "content",
    [b"", b"GIF89a", b"<svg onload=alert(1)>", b"\xff\xd8\xff" + b"\x00" * 50, b"%PDF-1.7"],
)
def test_what_is_no_picture_is_refused_and_leaves_no_file(media, content):
    with pytest.raises(ValidationError) as refusal:
        send_picture(SimpleUploadedFile("a.jpg", content, "image/jpeg"))

    assert list(refusal.value.message_dict) == ["picture"]
    assert [p for p in media.rglob("*") if p.is_file()] == []


def test_small_file_that_unpacks_to_a_huge_picture_is_refused(media):
    buffer = io.BytesIO()
    Image.new("1", (10_000, 7_000)).save(buffer, "PNG")

    with pytest.raises(ValidationError, match="trop de points"):
        send_picture(SimpleUploadedFile("a.png", buffer.getvalue()))


def test_picture_without_words_for_it_is_refused(media):
    with pytest.raises(ValidationError, match="Décrivez l'image"):
        send_picture(picture(), alt="")

    assert [p for p in media.rglob("*") if p.is_file()] == []


def test_withdrawing_erases_the_picture(media, django_capture_on_commit_callbacks):
    token, consultation = new_token(), gathering()
    sent = submit_contribution(
        consultation=consultation, token=token, picture=picture(), picture_alt="Banc", **WORDS
    )

    with django_capture_on_commit_callbacks(execute=True):
        withdraw_spoken(code=sent.receipt_code)

    assert [p for p in media.rglob("*") if p.is_file()] == []
