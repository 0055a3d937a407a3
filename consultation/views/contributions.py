"""Contributions as everyone reads them: list, map, sheet, picture."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from consultation.forms import CommentForm, ContributionSearchForm
from consultation.models import Consultation, Contribution
from consultation.models.keys import new_token
from consultation.permissions import can_contribute, can_moderate
from consultation.queries import (
    contribution_sheets,
    refusals,
    relatives,
    search_contributions,
    supports_it,
    themes_of,
    zones_to_choose,
)
from consultation.views.attempt import get_consultation
from consultation.views.contribution_cache import CSRF, TOKEN, kept
from consultation.views.contribution_tokens import read_supporter
from perpignan.phases import page_of

PER_PAGE = 20
ON_THE_MAP = 80
#: How many reasons of refusals the list page tells.
REFUSALS = 20


@require_safe
def contribution_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Search the contributions; what cannot be understood in the address filters nothing."""
    return kept(
        request, slug, lambda shared: _list(request, shared or get_consultation(request, slug))
    )


def _list(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    context = _searched(request, consultation)
    page = Paginator(context.pop("found"), PER_PAGE).get_page(request.GET.get("page"))
    context |= {
        "page_obj": page,
        "page_range": _page_range(page),
        "can_contribute": can_contribute(consultation, timezone.now()),
        "refusals": list(refusals(consultation)[:REFUSALS]) if page.number == 1 else [],
    }
    return render(request, "consultation/contribution_list.html", context)


@require_safe
def contribution_map(request: HttpRequest, slug: str) -> HttpResponse:
    """Show where the ideas are; the list beside says the same."""
    consultation = get_consultation(request, slug)
    context = _searched(request, consultation)
    found = context.pop("found").on_the_map()
    page = Paginator(found, ON_THE_MAP).get_page(request.GET.get("page"))
    context |= {
        "page_obj": page,
        "page_range": _page_range(page),
        "points": [_point(item) for item in page],
    }
    return render(request, "consultation/contribution_map.html", context)


def _searched(request: HttpRequest, consultation: Consultation) -> dict[str, Any]:
    themes, zones = list(themes_of(consultation)), list(zones_to_choose())
    form = ContributionSearchForm(request.GET, themes=themes, zones=zones)
    form.is_valid()
    return {
        "consultation": consultation,
        "form": form,
        "found": search_contributions(consultation, form.filters),
        "active_filters": [_removable(request, name, words) for name, words in form.active],
    }


def _removable(request: HttpRequest, name: str, words: str) -> dict[str, str]:
    """Make the address of the same list without this filter."""
    others: QueryDict = request.GET.copy()
    for leaving in (name, "page"):
        others.pop(leaving, None)
    query = others.urlencode()
    return {"label": words, "url": f"?{query}" if query else request.path}


def _page_range(page: Page) -> list[int | str]:
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


def _point(contribution: Contribution) -> dict[str, Any]:
    return {
        "label": contribution.title,
        "lat": contribution.latitude,
        "lon": contribution.longitude,
        "text": contribution.place,
        "url": contribution.get_absolute_url(),
        "language": contribution.language,
    }


@never_cache
@require_safe
def contribution_detail(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Tell an idea, what became of it, and let others support it and comment."""

    def draw(shared: Consultation | None) -> HttpResponse:
        sheet = get_sheet(request, slug, pk)
        if shared is None:
            return show_sheet(request, sheet)
        return show_sheet(request, sheet, comment_token=TOKEN, csrf_token=CSRF)

    return kept(request, slug, draw)


def get_sheet(request: HttpRequest, slug: str, pk: int) -> Any:
    """Load a contribution that this person may read, with its comments and its actions."""
    sheets = contribution_sheets(request.user).filter(consultation__slug=slug)
    return get_object_or_404(sheets, pk=pk)


def show_sheet(
    request: HttpRequest,
    contribution: Any,
    comment_form: CommentForm | None = None,
    comment_token: str = "",
    **more: Any,
) -> HttpResponse:
    consultation = contribution.consultation
    takes_part = can_contribute(consultation, timezone.now()) and contribution.is_published
    token = read_supporter(request, consultation)
    is_moderator = can_moderate(request.user)
    context = {
        "consultation": consultation,
        "contribution": contribution,
        "takes_part": takes_part,
        "is_supporting": bool(token) and supports_it(contribution, token),
        "relatives": relatives(contribution),
        "links": [(link, page_of(link.action)) for link in contribution.shown_links],
        "comment_form": comment_form or (_new_comment(comment_token) if takes_part else None),
        "shows_picture": contribution.shows_picture or (is_moderator and contribution.picture),
        "admin_url": reverse("admin:consultation_contribution_change", args=[contribution.pk])
        if is_moderator
        else "",
    }
    return render(request, "consultation/contribution_detail.html", {**context, **more})


def _new_comment(token: str) -> CommentForm:
    return CommentForm(initial={"token": token or new_token()})


@never_cache
@require_safe
def contribution_picture(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """Give a picture to those who may see it, after asking again each time."""
    visible = Contribution.objects.visible_to(request.user).filter(consultation__slug=slug)
    contribution = get_object_or_404(visible, pk=pk)
    may_see = contribution.shows_picture or can_moderate(request.user)
    if not (contribution.picture and may_see):
        raise Http404
    try:
        file = contribution.picture.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(file, content_type="image/jpeg")
