"""What a model keeps of people: said beside the model, read by the register and the eraser.

A model declares `personal_data = PersonalData(...)`. The register page lists every
declaration; the daily job erases what each one says is due. Nothing else is written
down twice, so that the register cannot say one thing and the database do another.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True)
class PersonalData:
    """One line of the register.

    `fields` are the columns that hold, or could hold, something of a person; `harmless`
    the other columns of text, which say nothing of anyone. `due` names
    the queryset method (given the present time) that finds what must go; `erase` the one
    that erases it, when deleting the rows is not the way. Without `due`, nothing is
    erased by itself and `how_long` says when it is.
    """

    people: Text
    what: Text
    why: Text
    how_long: Text
    fields: tuple[str, ...]
    harmless: tuple[str, ...] = ()
    basis: Text = ""
    is_public: bool = True
    due: str = ""
    erase: str = "delete"


def declared_models() -> Iterator[tuple[type[models.Model], PersonalData]]:
    """Give every model that keeps something of people, in the order of the apps."""
    for model in apps.get_models():
        declared = model.__dict__.get("personal_data")
        if isinstance(declared, PersonalData):
            yield model, declared


def due_rows(
    model: type[models.Model], declared: PersonalData, now: datetime
) -> models.QuerySet[Any] | None:
    """Find what a model has kept long enough; None if nothing ever goes by itself."""
    if not declared.due:
        return None
    rows: models.QuerySet[Any] = getattr(model._default_manager.all(), declared.due)(now)
    return rows
