import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from perpignan.rest import ReadOnlyUnlessAllowed, exception_handler


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (ValidationError({"title": ["Trop long."]}), {"title": ["Trop long."]}),
        (ValidationError("Impossible."), {"non_field_errors": ["Impossible."]}),
        (
            ValidationError({"__all__": ["Impossible %(n)s."], "title": ["Vide."]}),
            {"non_field_errors": ["Impossible %(n)s."], "title": ["Vide."]},
        ),
        (
            ValidationError("Trop de %(what)s.", params={"what": "mots"}),
            {"non_field_errors": ["Trop de mots."]},
        ),
    ],
)
def test_validation_error_of_an_operation_becomes_field_and_messages(
    error: ValidationError, expected: dict[str, list[str]]
) -> None:
    response = exception_handler(error, {})

    assert response is not None
    assert response.status_code == 400
    assert response.data == expected


@pytest.mark.parametrize(("error", "status"), [(PermissionDenied(), 403), (Http404(), 404)])
def test_other_refusals_keep_their_status(error: Exception, status: int) -> None:
    response = exception_handler(error, {})

    assert response is not None
    assert response.status_code == status


def test_programming_error_is_not_hidden() -> None:
    assert exception_handler(KeyError("x"), {}) is None


class Closed(APIView):
    pass


class OpenToAll(APIView):
    def can_write(user: object) -> bool:
        return True


class OpenToNobody(APIView):
    can_write = staticmethod(lambda user: False)


@pytest.mark.parametrize(
    ("method", "view", "allowed"),
    [
        ("get", Closed, True),
        ("post", Closed, False),
        ("post", OpenToAll, True),
        ("delete", OpenToNobody, False),
    ],
)
def test_writing_needs_a_view_that_says_who_may(
    method: str, view: type[APIView], allowed: bool
) -> None:
    request = getattr(APIRequestFactory(), method)("/")
    request.user = AnonymousUser()

    assert ReadOnlyUnlessAllowed().has_permission(request, view()) is allowed
