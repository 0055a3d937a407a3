"""Reads of the expectations that pages, the API and reports share."""

from django.db.models import QuerySet

from diagnostic.models import Expectation
from diagnostic.permissions import Person


def expectations_for(user: Person) -> QuerySet[Expectation]:
    """List the expectations that a reader may see, by priority."""
    return Expectation.objects.visible_to(user).select_related("priority", "axis", "source")
