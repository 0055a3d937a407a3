"""Writes of the expectations: the admin and the import call these."""

from typing import Any

from django.db import transaction

from diagnostic.models import Expectation


@transaction.atomic
def save_expectation(*, expectation: Expectation, **changes: Any) -> Expectation:
    """Store what people expect. Raise ValidationError on what can be mended."""
    for name, value in changes.items():
        setattr(expectation, name, value)
    expectation.full_clean()
    expectation.save()
    return expectation
