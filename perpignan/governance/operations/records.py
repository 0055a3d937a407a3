from typing import TypeVar

from django.db import transaction
from django.db.models import Model

Record = TypeVar("Record", bound=Model)


@transaction.atomic
def save_record(*, record: Record) -> Record:
    """Store a body, a seat, a meeting or what goes with it, once it is right."""
    record.full_clean()
    record.save()
    return record
