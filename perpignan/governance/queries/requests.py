from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Count, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from perpignan.governance.models import DocumentRequest
from perpignan.governance.models.requests import DocumentRequestQuerySet
from perpignan.study.permissions import Person

#: Who is asked: the department of the seat, else its organisation, else its function.
SERVICE = Coalesce(
    NullIf("asked_of__department", Value("")),
    "asked_of__organisation__name",
    "asked_of__function",
    output_field=CharField(),
)


@dataclass(frozen=True)
class ServiceCount:
    """What was asked of a service, what came, what is late."""

    service: str
    asked: int
    received: int
    late: int


def requests_for(user: Person, service: str = "") -> DocumentRequestQuerySet:
    """List the requests that a person may see, of one service if named, the oldest debt first."""
    seen = DocumentRequest.objects.visible_to(user).annotate(service=SERVICE)
    if service:
        seen = seen.filter(service=service)
    return seen.select_related("asked_of__organisation", "asked_of__body").order_by(
        "received_on", "due_on", "code"
    )


def get_request_for(user: Person, code: str) -> DocumentRequest:
    """Return a request that the person may see. Raise DoesNotExist otherwise."""
    return requests_for(user).get(code=code)


def requests_by_service(user: Person, day: date) -> Sequence[ServiceCount]:
    """Count what was asked of each service, those that are late first; what is dropped is not."""
    is_late = Q(received_on=None, due_on__lt=day)
    kept: QuerySet[Any] = requests_for(user).filter(is_dropped=False).order_by()
    rows = kept.values("service").annotate(
        asked=Count("pk"),
        received=Count("pk", filter=Q(received_on__isnull=False)),
        late=Count("pk", filter=is_late),
    )
    return [ServiceCount(**row) for row in rows.order_by("-late", "service")]
