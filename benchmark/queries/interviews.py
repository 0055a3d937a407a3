"""Reads about interviews, for the team of the study only."""

from django.utils import timezone

from benchmark.models import ResourcePerson


def count_of_people_due() -> int:
    """Count the people whose coordinates have been kept long enough."""
    return ResourcePerson.objects.due_for_erasure(timezone.localdate()).count()
