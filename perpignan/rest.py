"""What every API shares: pages, permissions, and one place where errors become 400."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.core.exceptions import ValidationError as DjangoValidationError
from rest_framework import exceptions, pagination, permissions
from rest_framework.fields import get_error_detail
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings

if TYPE_CHECKING:
    from rest_framework.views import APIView


class PortalPagination(pagination.PageNumberPagination):
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200


class ReadOnlyUnlessAllowed(permissions.BasePermission):
    """Anyone reads what is public; a view writes only where it names `can_write`.

    `can_write(user) -> bool` is a function of the phase's `permissions.py`, so the
    API asks the same question as the page and the admin.
    """

    def has_permission(self, request: Request, view: "APIView") -> bool:
        if request.method in permissions.SAFE_METHODS:
            return True
        can_write = getattr(type(view), "can_write", None)  # the function, unbound
        return can_write is not None and bool(can_write(request.user))


def exception_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Turn an operation's ValidationError into a 400 with field -> list of messages."""
    # Reading the settings imports this module, and the views read the settings.
    from rest_framework import views

    if isinstance(exc, DjangoValidationError):
        exc = exceptions.ValidationError(detail=_by_field(exc))
    return views.exception_handler(exc, context)


def _by_field(error: DjangoValidationError) -> dict[str, Any]:
    """Give the messages by field; those of no field under DRF's own name for it."""
    details = get_error_detail(error)
    if isinstance(details, list):
        details = {NON_FIELD_ERRORS: details}
    return {
        api_settings.NON_FIELD_ERRORS_KEY if name == NON_FIELD_ERRORS else name: messages
        for name, messages in details.items()
    }
