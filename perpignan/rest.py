"""What every API shares: pages, permissions, and one place where errors become 400."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError as DjangoValidationError
from rest_framework import exceptions, pagination, permissions
from rest_framework.fields import get_error_detail
from rest_framework.request import Request
from rest_framework.response import Response

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
        can_write = getattr(view, "can_write", None)
        return can_write is not None and can_write(request.user)


def exception_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Turn an operation's ValidationError into a 400 with field -> list of messages."""
    # Reading the settings imports this module, and the views read the settings.
    from rest_framework import views

    if isinstance(exc, DjangoValidationError):
        exc = exceptions.ValidationError(detail=get_error_detail(exc))
    return views.exception_handler(exc, context)
