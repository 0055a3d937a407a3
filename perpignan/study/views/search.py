"""The page that searches everything public: answers by kind, then one kind page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from perpignan.study.permissions import Person
from perpignan.study.search import LONGEST, Found, Hit, Searchable, Words, searchables

#: How many answers of each kind the first page shows, and a page of one kind.
FIRST, PER_PAGE = 4, 20


@dataclass(frozen=True)
class Group:
    """The answers of one kind."""

    searchable: Searchable
    found: Found

    @property
    def has_more(self) -> bool:
        return self.found.count > len(self.found.hits)


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Answer any question in a constant number of statements; an empty one asks nothing."""
    asked = request.GET.get("q", "")
    if len(asked) > LONGEST:  # the page would repeat it in each of its links
        return redirect(f"{request.path}?{urlencode({'q': asked[:LONGEST]})}")
    words = Words(asked)
    groups = _groups(words, request.user) if words else []
    chosen = next((g for g in groups if g.searchable.kind == request.GET.get("kind")), None)
    context = {
        "words": words,
        "longest": LONGEST,
        "groups": groups,
        "total": sum(group.found.count for group in groups),
        "chosen": chosen,
        "breadcrumb": [(_("Rechercher"), "")],
    }
    if chosen:
        context |= _page_of(chosen, words, request)
    return render(request, "study/search.html", context)


def _groups(words: Words, user: Person) -> list[Group]:
    groups = [Group(item, item.find(words, user, 0, FIRST)) for item in searchables()]
    return [group for group in groups if group.found.count]


def _page_of(group: Group, words: Words, request: HttpRequest) -> dict[str, object]:
    """Count pages by what is known already, and ask only for the one shown."""
    page = Paginator(range(group.found.count), PER_PAGE).get_page(request.GET.get("page"))
    first = (page.number - 1) * PER_PAGE
    hits: Sequence[Hit] = group.searchable.find(words, request.user, first, first + PER_PAGE).hits
    pages = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page_obj": page, "page_range": list(pages), "hits": hits}
