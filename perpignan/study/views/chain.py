"""The evidence chain of a thing, and the gaps that the team has still to fill."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from perpignan.study import chain
from perpignan.study.gaps import Gap, all_gaps
from perpignan.study.permissions import Person, can_enter_backoffice
from perpignan.study.telling import Told


@require_safe
def chain_page(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Show everything tied to a thing, as a drawing and as a list, one or two steps away."""
    noun = chain.noun_called(slug)
    if noun is None:
        raise Http404
    walked = chain.walk(noun, _record(noun, code, request.user), request.user)
    title = walked.start.told.title
    context = {
        "chain": walked,
        "drawing": chain.draw(walked),
        "count": sum(1 for _node in walked.steps[0].nodes),
        "breadcrumb": [(title, walked.start.told.url), (_("Chaîne de preuves"), "")],
    }
    return render(request, "study/chain.html", context)


def _record(noun: chain.Noun, code: str, user: Person) -> Any:
    """Load what this person may see, or nothing: hidden and absent look the same."""
    try:
        record = noun.rows(user).filter(**{noun.lookup: code}).first()
    except (ValueError, ValidationError):  # letters where a number is meant
        record = None
    if record is None:
        raise Http404
    return record


@dataclass(frozen=True)
class FoundGap:
    gap: Gap
    rows: list[Told]


@login_required
@cache_control(private=True, no_store=True)
@require_safe
def gaps_page(request: HttpRequest) -> HttpResponse:
    """Tell the team what nothing proves, nobody asked for, or nothing follows."""
    if not can_enter_backoffice(request.user):
        raise PermissionDenied
    found = [FoundGap(gap, list(gap.rows(request.user))) for gap in all_gaps()]
    context = {
        "gaps": found,
        "total": sum(len(item.rows) for item in found),
        "breadcrumb": [(_("Ce qui manque"), "")],
    }
    return render(request, "study/gaps.html", context)
