"""What may happen to an import: sent, mapped, checked, confirmed, written, given up.

Each change of state is one conditional UPDATE, and the values are written in the same
transaction that marks the import as done: a killed worker leaves both or neither.
"""

import hashlib
import uuid
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pghistory
import structlog
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import DatabaseError, InterfaceError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from diagnostic.enums import ImportStatus
from diagnostic.measures import SpecError
from diagnostic.models import ImportMapping, ImportRun, MappedColumn
from diagnostic.operations.import_values import Outcome, Staging
from diagnostic.queue import enqueue_import
from diagnostic.wording import spec_message, table_message
from perpignan.study.models import User
from perpignan.tabular import TableError

logger = structlog.get_logger(__name__)
MAX_ATTEMPTS = 3
#: Reading is the first nine tenths of the bar, writing the last one.
READ_SHARE = 90


class NotOursAnyMore(Exception):
    """Another worker has the import, or it was given up: leave without a word."""


@transaction.atomic
def save_mapping(*, mapping: ImportMapping) -> ImportMapping:
    mapping.full_clean()
    mapping.save()
    return mapping


@transaction.atomic
def save_mapped_column(*, column: MappedColumn) -> MappedColumn:
    column.full_clean()
    column.save()
    return column


@transaction.atomic
def create_mapping(*, mapping: ImportMapping, columns: list[MappedColumn]) -> ImportMapping:
    """Store a mapping with its columns, or nothing."""
    save_mapping(mapping=mapping)
    for column in columns:
        column.mapping = mapping
        save_mapped_column(column=column)
    return mapping


def receive_file(*, file: File, name: str, by: User) -> ImportRun:
    """Keep a file that somebody wants to import; nothing is read of it yet."""
    run = ImportRun(file_name=name[-200:], requested_by=by, sha256=_sha256(file))
    run.file.save(name, file, save=False)
    try:
        run.full_clean()
        run.save(force_insert=True)
    except ValidationError:
        run.file.delete(save=False)
        raise
    return run


def _sha256(file: File) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


#: States from which a mapping may be chosen, or chosen again.
MAPPABLE = (ImportStatus.UPLOADED, ImportStatus.PREVIEW, ImportStatus.FAILED)


def check_import(*, run: ImportRun, mapping: ImportMapping) -> None:
    """Read the file with this mapping and say what it would write; write nothing."""
    _queue(run, MAPPABLE, mapping=mapping, is_confirmed=False, skips_errors=False)


def confirm_import(*, run: ImportRun, skips_errors: bool = False) -> None:
    """Write what the preview told. Errors refuse everything, unless they are left out."""
    run.refresh_from_db()
    if run.error_count and not skips_errors:
        raise ValidationError(
            _("Le fichier a des erreurs : corrigez-le, ou cochez « ignorer les lignes en erreur ».")
        )
    _queue(run, (ImportStatus.PREVIEW,), is_confirmed=True, skips_errors=skips_errors)


def discard_import(*, run: ImportRun) -> None:
    """Give up an import that has written nothing; its file goes too."""
    found = ImportRun.objects.filter(pk=run.pk).exclude(
        status__in=[ImportStatus.DONE, ImportStatus.DISCARDED]
    )
    with transaction.atomic():
        if not found.update(
            status=ImportStatus.DISCARDED, claim=None, finished_at=timezone.now(), errors=[]
        ):
            raise ValidationError(_("Cet import est déjà terminé."))
        transaction.on_commit(partial(run.file.storage.delete, str(run.file)))


def _queue(run: ImportRun, states: tuple[str, ...], **changes: Any) -> None:
    now = timezone.now()
    fresh = {"attempt": 0, "claim": None, "progress": 0, "problem": ""}
    with transaction.atomic():
        moved = ImportRun.objects.filter(pk=run.pk, status__in=states).update(
            status=ImportStatus.QUEUED, heartbeat_at=now, **fresh, **changes
        )
        if not moved:
            raise ValidationError(_("Cet import n'en est plus là : rechargez la page."))
        _enqueue_on_commit(run.pk)


def run_import(*, run_id: uuid.UUID) -> bool:
    """Check or write an import that waits; False if there was nothing to do. May run twice."""
    run = _claim(run_id)
    if run is None:
        return False
    try:
        _work(run)
    except NotOursAnyMore:
        return False
    except (OperationalError, InterfaceError):
        raise  # the database is away: nothing can be written, the sweep starts again
    except Exception as error:
        return _fail(run, _reason(error))
    return True


def _work(run: ImportRun) -> None:
    mapping = run.mapping
    assert mapping is not None  # noqa: S101 - the database refuses it too
    with Staging(mapping) as staging:
        staging.read(Path(run.file.path), partial(_tell, run, run.line_count))
        if not run.is_confirmed:
            _beat(run, status=ImportStatus.PREVIEW, claim=None, **_told(staging.compare()))
            return
        if staging.outcome.error_count and not run.skips_errors:
            raise ValidationError(_("Le fichier a des erreurs que la vérification n'avait pas."))
        _beat(run, progress=READ_SHARE)
        _write(run, staging)


def _write(run: ImportRun, staging: Staging) -> None:
    """Write the values and mark the import as done, together."""
    reason = {"import": str(run.pk), "file": run.file_name, "user": run.requested_by_id}
    with transaction.atomic(), pghistory.context(**reason):
        # Held until the end: neither the sweep nor another worker takes it meanwhile.
        if not _ours(run).select_for_update(of=("self",)).exists():
            raise NotOursAnyMore
        told = _told(staging.write())
        done = {"status": ImportStatus.DONE, "claim": None, "finished_at": timezone.now()}
        _beat(run, **told, **done)


def _told(outcome: Outcome) -> dict[str, Any]:
    return {
        "line_count": outcome.lines,
        "created_count": outcome.created,
        "updated_count": outcome.updated,
        "unchanged_count": outcome.unchanged,
        "skipped_count": outcome.skipped,
        "left_out_count": outcome.left_out,
        "perimeter_count": outcome.perimeters,
        "error_count": outcome.error_count,
        "errors": outcome.errors,
        "samples": outcome.samples,
        "progress": 100,
    }


def _tell(run: ImportRun, total: int, lines: int) -> None:
    """Show how far the reading is; the total is known once the file has been checked."""
    share = READ_SHARE * lines // total if total and run.is_confirmed else 0
    _beat(run, progress=min(share, READ_SHARE), line_count=max(lines, total * run.is_confirmed))


def _claim(run_id: uuid.UUID) -> ImportRun | None:
    """Take a waiting import for this worker; None if it is another's, or ended."""
    waiting = ImportRun.objects.filter(pk=run_id, status=ImportStatus.QUEUED)
    run = waiting.first()
    if run is None:
        return None
    now = timezone.now()
    taken = waiting.filter(attempt=run.attempt).update(
        status=ImportStatus.RUNNING,
        claim=uuid.uuid4(),
        attempt=run.attempt + 1,
        started_at=now,
        heartbeat_at=now,
    )
    fresh = ImportRun.objects.select_related("mapping", "requested_by")
    return fresh.get(pk=run_id) if taken else None


def _ours(run: ImportRun) -> Any:
    return ImportRun.objects.filter(pk=run.pk, claim=run.claim, status=ImportStatus.RUNNING)


def _beat(run: ImportRun, **changes: Any) -> None:
    if not _ours(run).update(heartbeat_at=timezone.now(), **changes):
        raise NotOursAnyMore


def _fail(run: ImportRun, reason: str) -> bool:
    logger.warning("import_failed", run=str(run.pk), reason=reason, exc_info=True)
    ended = {"status": ImportStatus.FAILED, "claim": None, "finished_at": timezone.now()}
    _ours(run).update(problem=reason, **ended)
    return False


def _reason(error: Exception) -> str:
    if isinstance(error, TableError):
        return table_message(error)
    if isinstance(error, SpecError):
        return spec_message(error)
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    if isinstance(error, DatabaseError):
        return _("La base a refusé ces données. L'équipe du portail en est avertie.")
    return _("L'import s'est interrompu. L'équipe du portail en est avertie.")


def sweep_stuck_imports() -> int:
    """Put back in the queue what gave no sign of life; give up after three tries."""
    limit = timezone.now() - timedelta(seconds=settings.IMPORT_STUCK_AFTER_SECONDS)
    return sum(_recover(pk) for pk in _stuck(limit).values_list("pk", flat=True))


def _stuck(limit: Any) -> Any:
    return ImportRun.objects.pending().filter(heartbeat_at__lt=limit)


@transaction.atomic
def _recover(pk: uuid.UUID) -> bool:
    """Take a stuck import back, unless its worker is writing: then its row is locked."""
    limit = timezone.now() - timedelta(seconds=settings.IMPORT_STUCK_AFTER_SECONDS)
    run = _stuck(limit).select_for_update(of=("self",), skip_locked=True).filter(pk=pk).first()
    if run is None:
        return False
    run.heartbeat_at, run.claim, run.status = timezone.now(), None, ImportStatus.QUEUED
    if run.attempt >= MAX_ATTEMPTS:
        run.status, run.finished_at = ImportStatus.FAILED, run.heartbeat_at
        run.problem = _("L'import s'est interrompu trois fois. Prévenez l'équipe du portail.")
    else:
        _enqueue_on_commit(run.pk)
    run.save(update_fields=["heartbeat_at", "claim", "status", "finished_at", "problem"])
    return True


def _enqueue_on_commit(pk: uuid.UUID) -> None:
    # robust: with no broker at hand the row waits, and the sweep sends it later
    transaction.on_commit(lambda: enqueue_import(pk), robust=True)
