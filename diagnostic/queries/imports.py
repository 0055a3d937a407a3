"""Reads of imports that pages and the back office share."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from diagnostic.enums import ImportStatus
from diagnostic.models import ImportMapping, ImportRun
from diagnostic.permissions import Person


def imports_for(user: Person) -> QuerySet[ImportRun]:
    """List the imports that this person may see, the given-up ones left out."""
    found = ImportRun.objects.visible_to(user).exclude(status=ImportStatus.DISCARDED)
    return found.select_related("mapping", "requested_by").defer("errors", "samples")


def mappings() -> QuerySet[ImportMapping]:
    """List the mappings with all that reading a file asks of them."""
    found = ImportMapping.objects.select_related("year_indicator", "source")
    return found.prefetch_related("columns__indicator")


def get_import_for(user: Person, pk: UUID) -> ImportRun:
    """Load and authorise together. Raise ImportRun.DoesNotExist."""
    runs = ImportRun.objects.visible_to(user).exclude(status=ImportStatus.DISCARDED)
    return runs.select_related("mapping", "requested_by").get(pk=pk)


def imports_to_confirm() -> QuerySet[ImportRun]:
    return ImportRun.objects.filter(status__in=[ImportStatus.UPLOADED, ImportStatus.PREVIEW])


def last_import_of_same_file(run: ImportRun) -> ImportRun | None:
    """Find the import that wrote this very file before."""
    same = ImportRun.objects.filter(sha256=run.sha256, status=ImportStatus.DONE)
    return same.exclude(pk=run.pk).order_by("-finished_at").first()


def fitting_mappings(titles: Collection[str]) -> list[tuple[ImportMapping, list[str]]]:
    """List the mappings with the columns that this file lacks, those that fit first."""
    mappings = ImportMapping.objects.select_related("year_indicator").prefetch_related("columns")
    missing = [
        (mapping, [name for name in mapping.spec.needed_columns() if name not in titles])
        for mapping in mappings
    ]
    return sorted(missing, key=lambda item: (bool(item[1]), item[0].name))
