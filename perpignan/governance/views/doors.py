"""Who comes in: every page here is private, and for those who take part in the study."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import BaseForm
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from perpignan.governance.permissions import can_use_workspace


def for_members(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Ask who it is, keep the page out of caches, refuse those without a place in the study."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not can_use_workspace(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return login_required(cache_control(private=True, no_store=True)(checked))


def refused(form: BaseForm, error: ValidationError) -> None:
    """Show beside its field what an operation refused, and the rest above the form."""
    told = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, texts in told.items():
        for text in texts:
            form.add_error(name if name in form.fields else None, text)


def crumbs(*steps: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    """Lead back to the workspace."""
    return [(_("Mon espace"), reverse("governance:workspace")), *steps]
