from perpignan.governance.models import DocumentRequest
from perpignan.governance.models.requests import DocumentRequestQuerySet
from perpignan.study.permissions import Person


def requests_for(user: Person) -> DocumentRequestQuerySet:
    """List the requests that a person may see, the oldest debt first."""
    seen = DocumentRequest.objects.visible_to(user)
    return seen.select_related("asked_of__organisation", "asked_of__body").order_by(
        "received_on", "due_on", "code"
    )


def get_request_for(user: Person, code: str) -> DocumentRequest:
    """Return a request that the person may see. Raise DoesNotExist otherwise."""
    return requests_for(user).get(code=code)
