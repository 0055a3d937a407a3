"""Writes of the benchmark: the page, the API, the admin and the import call these."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from benchmark.enums import InitiativeStatus
from benchmark.models import City, Initiative

Noun = TypeVar("Noun", bound=models.Model)


@transaction.atomic
def save_record(*, record: Noun, **changes: Any) -> Noun:
    """Store a row of the benchmark with these changes, its texts tidied.

    Raise ValidationError on what the person can mend.
    """
    for name, value in changes.items():
        setattr(record, name, value)
    _tidy_texts(record)
    record.full_clean()
    record.save()
    return record


def save_city(*, city: City, **changes: Any) -> City:
    """Store a city; a country code typed in lower case is understood."""
    changes["country"] = str(changes.get("country", city.country)).upper()
    return save_record(record=city, **changes)


@transaction.atomic
def save_initiative(
    *, initiative: Initiative, many: dict[str, Iterable[models.Model]] | None = None, **changes: Any
) -> Initiative:
    """Store a sheet and, if given, its priorities, axes and sources.

    Its status only moves through submit, publish and unpublish.
    """
    save_record(record=initiative, **changes)
    for name, rows in (many or {}).items():
        getattr(initiative, name).set(rows)
    return initiative


@transaction.atomic
def submit_initiative(*, initiative: Initiative) -> Initiative:
    """Hand a draft over for review. Raise ValidationError if it is no draft."""
    if _stored_status(initiative) != InitiativeStatus.DRAFT:
        raise ValidationError(_("Seul un brouillon se propose à la relecture."))
    return _move(initiative, InitiativeStatus.IN_REVIEW)


@transaction.atomic
def publish_initiative(*, initiative: Initiative) -> Initiative:
    """Make a sheet public and stamp the date.

    Raise ValidationError unless it has a description, a lesson and a source.
    """
    if _stored_status(initiative) == InitiativeStatus.PUBLISHED:
        return initiative
    if not initiative.sources.exists():
        raise ValidationError({"sources": _("Citez au moins une source avant la publication.")})
    return _move(initiative, InitiativeStatus.PUBLISHED)


@transaction.atomic
def unpublish_initiative(*, initiative: Initiative) -> Initiative:
    """Take a sheet back to draft; its date goes with its publication."""
    return _move(initiative, InitiativeStatus.DRAFT)


def move_initiative(*, initiative: Initiative, to: InitiativeStatus) -> Initiative:
    """Bring a sheet to a status by the same steps as a person would."""
    if to == _stored_status(initiative):
        return initiative
    if to == InitiativeStatus.PUBLISHED:
        return publish_initiative(initiative=initiative)
    unpublish_initiative(initiative=initiative)
    if to == InitiativeStatus.IN_REVIEW:
        submit_initiative(initiative=initiative)
    return initiative


def _stored_status(initiative: Initiative) -> InitiativeStatus:
    """Read and lock the row, so that two people cannot move it at once."""
    locked = Initiative.objects.select_for_update(of=("self",)).get(pk=initiative.pk)
    return InitiativeStatus(locked.status)


def _move(initiative: Initiative, to: InitiativeStatus) -> Initiative:
    initiative.status = to
    is_published = to == InitiativeStatus.PUBLISHED
    initiative.published_on = timezone.localdate() if is_published else None
    initiative.full_clean()
    initiative.save(update_fields=["status", "published_on"])
    return initiative


def _tidy_texts(record: models.Model) -> None:
    """Keep one kind of line end and no blanks around texts, whichever door they came by."""
    for column in record._meta.concrete_fields:
        if isinstance(column, models.CharField | models.TextField):
            text = getattr(record, column.attname) or ""
            tidy = text.replace("\r\n", "\n").replace("\r", "\n").strip()
            setattr(record, column.attname, tidy)
