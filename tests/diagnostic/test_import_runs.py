"""The life of an import: sent, checked, confirmed, written, given up, killed."""

import time
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone

from diagnostic import operations
from diagnostic.enums import ImportStatus
from diagnostic.models import ImportRun, IndicatorValue
from diagnostic.operations import imports
from diagnostic.operations.import_values import Staging
from tests.factories.diagnostic import ImportMappingFactory, IndicatorFactory
from tests.factories.study import UserFactory

GOOD = "CODGEO;TAUX\n66136;19,7\n34172;12\n"
WITH_ERROR = "CODGEO;TAUX\n66136;19,7\n34172;douze\n"


@pytest.fixture(autouse=True)
def private_files(settings, tmp_path, monkeypatch):
    """Keep the files in the test's own folder, a live worker's too."""
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setenv("MEDIA_ROOT", str(settings.MEDIA_ROOT))


def send(text=GOOD, name="taux.csv"):
    return operations.receive_file(file=ContentFile(text.encode()), name=name, by=UserFactory())


@pytest.fixture
def mapping():
    return ImportMappingFactory(columns={"TAUX": IndicatorFactory()})


def checked(mapping, text=GOOD):
    run = send(text)
    operations.check_import(run=run, mapping=mapping)
    operations.run_import(run_id=run.pk)
    run.refresh_from_db()
    return run


def confirmed(mapping, text=GOOD, **choices):
    run = checked(mapping, text)
    operations.confirm_import(run=run, **choices)
    operations.run_import(run_id=run.pk)
    run.refresh_from_db()
    return run


@pytest.mark.django_db
def test_a_file_is_kept_with_its_fingerprint_under_a_name_of_ours():
    run = send(name="../../etc/<b>taux</b>.csv")

    assert run.status == ImportStatus.UPLOADED
    assert len(run.sha256) == 64
    assert run.file.name == f"imports/{run.pk}/table"


@pytest.mark.django_db
def test_checking_tells_and_writes_nothing(mapping):
    run = checked(mapping)

    assert (run.status, run.created_count, run.progress) == (ImportStatus.PREVIEW, 2, 100)
    assert IndicatorValue.objects.count() == 0


@pytest.mark.django_db
def test_confirming_writes_what_was_told(mapping):
    run = confirmed(mapping)

    assert (run.status, run.created_count, run.progress) == (ImportStatus.DONE, 2, 100)
    assert IndicatorValue.objects.count() == 2


@pytest.mark.django_db
def test_running_twice_writes_once(mapping):
    run = confirmed(mapping)

    assert operations.run_import(run_id=run.pk) is False
    assert IndicatorValue.pgh_event_model.objects.count() == 2


@pytest.mark.django_db
def test_errors_refuse_the_whole_file(mapping):
    run = checked(mapping, WITH_ERROR)

    with pytest.raises(ValidationError, match="ignorer les lignes en erreur"):
        operations.confirm_import(run=run)

    assert (run.created_count, run.error_count) == (1, 1)
    assert IndicatorValue.objects.count() == 0


@pytest.mark.django_db
def test_lines_in_error_may_be_left_out(mapping):
    run = confirmed(mapping, WITH_ERROR, skips_errors=True)

    assert (run.status, run.error_count) == (ImportStatus.DONE, 1)
    assert IndicatorValue.objects.get().value == Decimal("19.7")


@pytest.mark.django_db
def test_a_file_of_another_kind_fails_with_the_columns_it_lacks(mapping):
    run = checked(mapping, "CODGEO;AUTRE\n66136;1\n")

    assert run.status == ImportStatus.FAILED
    assert run.problem == "Il manque à ce fichier : « TAUX ». Titres lus : « CODGEO », « AUTRE »."


@pytest.mark.django_db
def test_a_failed_import_may_be_checked_with_another_mapping(mapping):
    run = checked(mapping, "CODGEO;AUTRE\n66136;1\n")
    other = ImportMappingFactory(columns={"AUTRE": IndicatorFactory()})

    operations.check_import(run=run, mapping=other)
    operations.run_import(run_id=run.pk)

    run.refresh_from_db()
    assert (run.status, run.problem, run.created_count) == (ImportStatus.PREVIEW, "", 1)


@pytest.mark.django_db
def test_an_import_that_is_done_can_be_neither_checked_nor_given_up(mapping):
    run = confirmed(mapping)

    with pytest.raises(ValidationError):
        operations.check_import(run=run, mapping=mapping)
    with pytest.raises(ValidationError):
        operations.discard_import(run=run)


@pytest.mark.django_db
def test_giving_up_erases_the_file(mapping, django_capture_on_commit_callbacks):
    run = checked(mapping)

    with django_capture_on_commit_callbacks(execute=True):
        operations.discard_import(run=run)

    run.refresh_from_db()
    assert run.status == ImportStatus.DISCARDED
    assert not run.file.storage.exists(run.file.name)


@pytest.mark.django_db
def test_an_import_given_up_meanwhile_writes_nothing(mapping):
    run = checked(mapping)
    operations.confirm_import(run=run)
    claimed = imports._claim(run.pk)
    operations.discard_import(run=run)

    with Staging(mapping) as staging, pytest.raises(imports.NotOursAnyMore):
        imports._write(claimed, staging)

    assert IndicatorValue.objects.count() == 0


def grow_old(run, **changes):
    long_ago = timezone.now() - timedelta(hours=1)
    ImportRun.objects.filter(pk=run.pk).update(heartbeat_at=long_ago, **changes)


@pytest.mark.django_db
def test_a_stuck_import_is_taken_back_then_given_up(mapping):
    run = send()
    operations.check_import(run=run, mapping=mapping)
    grow_old(run, status=ImportStatus.RUNNING, attempt=2)

    assert operations.sweep_stuck_imports() == 1
    run.refresh_from_db()
    assert run.status == ImportStatus.QUEUED

    grow_old(run, status=ImportStatus.RUNNING, attempt=3)
    operations.sweep_stuck_imports()
    run.refresh_from_db()
    assert run.status == ImportStatus.FAILED
    assert "trois fois" in run.problem


@pytest.mark.django_db
def test_the_progress_told_is_the_share_that_is_read(mapping, monkeypatch):
    monkeypatch.setattr("diagnostic.operations.import_values.CHUNK", 10)
    lines = "".join(f"{code};1\n" for code in range(100))
    run = checked(mapping, f"CODGEO;TAUX\n{lines}")
    operations.confirm_import(run=run)
    told = []
    beat = imports._beat
    monkeypatch.setattr(
        "diagnostic.operations.imports._beat",
        lambda run, **changes: (told.append(changes.get("progress")), beat(run, **changes)),
    )

    operations.run_import(run_id=run.pk)

    assert told == [9, 18, 27, 36, 45, 54, 63, 72, 81, 90, 90, 100]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_leaves_an_import_done_once(mapping, live_worker):
    """Hold the worker in the middle of writing, kill it, and let the sweep start again."""
    run = send("CODGEO;TAUX\n" + "".join(f"{n:05};{n}\n" for n in range(2000)))
    operations.check_import(run=run, mapping=mapping)
    wait_until(lambda: ImportRun.objects.get().status == ImportStatus.PREVIEW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(662020)")  # the worker will wait for us
        operations.confirm_import(run=run)
        wait_until(lambda: is_waiting(cursor))
        live_worker.kill()
        cursor.execute("SELECT pg_advisory_unlock(662020)")
        wait_until(lambda: not is_locked(cursor))  # the server sees that nobody is there
    assert IndicatorValue.objects.count() == 0
    run.refresh_from_db()
    assert run.status == ImportStatus.RUNNING

    live_worker.start()
    grow_old(run)
    operations.sweep_stuck_imports()
    wait_until(lambda: ImportRun.objects.get().status == ImportStatus.DONE)

    assert IndicatorValue.objects.count() == 2000
    assert IndicatorValue.pgh_event_model.objects.count() == 2000


def is_waiting(cursor):
    cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    return cursor.fetchone() != (0,)


def is_locked(cursor):
    cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")
    return cursor.fetchone() != (0,)


def wait_until(condition, patience=40):
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)
