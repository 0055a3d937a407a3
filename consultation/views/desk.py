"""What the pages of agents and of the team share: who enters, what is never kept."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from consultation.models import Consultation
from consultation.views.attempt import get_consultation
from perpignan.study.localisation import localised_text
from perpignan.study.permissions import Person

View = Callable[..., HttpResponseBase]


def for_those_who(may: Callable[[Person], bool]) -> Callable[[View], View]:
    """Open a page of a consultation to those who may; the right is asked before any reading."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, slug: str, **others: Any) -> HttpResponseBase:
            if not may(request.user):
                raise PermissionDenied
            return view(request, get_consultation(request, slug), **others)

        return login_required(cache_control(private=True, no_store=True)(checked))

    return decorate


def path_to(consultation: Consultation, *steps: tuple[str, str]) -> list[tuple[str, str]]:
    """Give the breadcrumb of a page of the desk."""
    title = localised_text(consultation, "title").text
    return [
        (_("Consultation"), reverse("consultation:index")),
        (title, consultation.get_absolute_url()),
        *steps,
    ]
