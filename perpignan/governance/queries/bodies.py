from django.db.models import QuerySet

from perpignan.governance.enums import DecisionState
from perpignan.governance.models import Body, Decision


def bodies_with_seats() -> QuerySet[Body]:
    """List who steers, body by body, with the functions that sit: for readers of the team."""
    return Body.objects.prefetch_related("memberships__organisation")


def decisions_taken() -> QuerySet[Decision]:
    """List what was decided, the oldest first: for readers already allowed to see it all."""
    told = Decision.objects.filter(state__in=[DecisionState.TAKEN, DecisionState.CARRIED_OUT])
    seen = told.select_related("body", "holder__organisation")
    return seen.order_by("decided_on", "code")
