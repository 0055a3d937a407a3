from dataclasses import dataclass
from datetime import date

from django.db.models import Case, CharField, Count, F, Q, When

from perpignan.governance.models import DocumentRequest
from perpignan.governance.models.requests import DocumentRequestQuerySet
from perpignan.study.permissions import Person

#: Who is asked: a department of the city, else an organisation, else a function.
SERVICE = Case(
    When(~Q(asked_of__department=""), then=F("asked_of__department")),
    When(asked_of__organisation__isnull=False, then=F("asked_of__organisation__name")),
    default=F("asked_of__function"),
    output_field=CharField(),
)


@dataclass(frozen=True)
class ServiceLine:
    """What a department or an organisation was asked, sent and owes."""

    name: str
    asked: int
    received: int
    late: int

    @property
    def waited_for(self) -> int:
        return self.asked - self.received - self.late


def requests_for(user: Person, service: str = "") -> DocumentRequestQuerySet:
    """List the requests that a person may see, the oldest debt first; of a service if named."""
    seen = DocumentRequest.objects.visible_to(user)
    if service:
        seen = seen.annotate(service=SERVICE).filter(service=service)
    return seen.select_related("asked_of__organisation", "asked_of__body").order_by(
        "received_on", "due_on", "code"
    )


def requests_by_service(user: Person, day: date) -> list[ServiceLine]:
    """Count by service what was asked and kept, received and late; the most late first."""
    unanswered = Q(received_on=None)
    rows = (
        DocumentRequest.objects.visible_to(user)
        .filter(is_dropped=False)
        .order_by()
        .annotate(service=SERVICE)
        .values_list("service")
        .annotate(
            asked=Count("pk"),
            received=Count("pk", filter=~unanswered),
            late=Count("pk", filter=unanswered & Q(due_on__lt=day)),
        )
    )
    return sorted((ServiceLine(*row) for row in rows), key=lambda row: (-row.late, row.name))


def get_request_for(user: Person, code: str) -> DocumentRequest:
    """Return a request that the person may see. Raise DoesNotExist otherwise."""
    return requests_for(user).get(code=code)
