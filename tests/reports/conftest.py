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
