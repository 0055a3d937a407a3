from collections.abc import Callable, Sequence

import pytest

from perpignan.celery import app as celery_app
from perpignan.reports import chapters
from perpignan.reports.blocks import Block, Paragraph
from perpignan.reports.chapters import Chapter, Scope
from perpignan.reports.kinds import PROGRESS

Build = Callable[[Scope], Sequence[Block]]


@pytest.fixture(autouse=True)
def private_files(settings, tmp_path):
    """Files of reports go to the test's own folder."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Nobody attacks these passwords: do not spend a quarter of a second on each."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def chapter(monkeypatch) -> Callable[..., None]:
    """Replace the chapters of the portal by toys: `chapter("one", build)`."""
    monkeypatch.setattr(chapters, "_chapters", {})

    def add(slug: str, build: Build | None = None, order: int = 1) -> None:
        builder = build or (lambda scope: [Paragraph(f"Le chapitre {slug}.")])
        chapters.register(Chapter(slug, f"Chapitre {slug}", order, (PROGRESS,), builder))

    return add


@pytest.fixture
def eager_queue():
    """Run tasks where they are sent: the whole way without a worker."""
    celery_app.conf.update(task_always_eager=True, task_eager_propagates=True)
    yield
    celery_app.conf.update(task_always_eager=False, task_eager_propagates=False)


@pytest.fixture
def s3(settings, monkeypatch):
    """Answer as S3 does, to this process and to those it starts."""
    # Seconds to import, for the few tests that ask for it.
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    place = {
        "endpoint_url": f"http://{host}:{port}",
        "region_name": "us-east-1",
    }
    keys = {"access_key": "key", "secret_key": "secret"}
    client = boto3.client("s3", aws_access_key_id="key", aws_secret_access_key="secret", **place)
    client.create_bucket(Bucket="reports")
    backend = settings.REPORT_STORAGES["s3"]
    options = {**backend["OPTIONS"], **place, **keys, "bucket_name": "reports"}
    settings.STORAGES = {**settings.STORAGES, "reports": {**backend, "OPTIONS": options}}
    monkeypatch.setenv("REPORT_STORAGE", "s3")
    for name, value in (
        ("BUCKET", "reports"),
        ("ENDPOINT", place["endpoint_url"]),
        ("REGION", place["region_name"]),
        ("ACCESS_KEY", "key"),
        ("SECRET_KEY", "secret"),
    ):
        monkeypatch.setenv(f"REPORT_S3_{name}", value)
    yield
    server.stop()
