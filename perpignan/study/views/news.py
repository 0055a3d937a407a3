"""News of the study: the list, one piece, and the feed of each language."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django.contrib.syndication.views import Feed
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from perpignan.study.chain import told_of
from perpignan.study.localisation import localised_text
from perpignan.study.models import News
from perpignan.study.queries import news_for, published_news

PER_PAGE = 10
IN_FEED = 30


@require_safe
def news_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(news_for(request.user), PER_PAGE).get_page(request.GET.get("page"))
    pages = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    context = {
        "page_obj": page,
        "page_range": list(pages),
        "breadcrumb": [(_("Actualités"), "")],
    }
    return render(request, "study/news_list.html", context)


@require_safe
def news_detail(request: HttpRequest, code: str) -> HttpResponse:
    """Show one piece, and what it speaks of when this reader may see it."""
    news = get_object_or_404(news_for(request.user), code=code)
    reference = (news.link_kind, news.link_code)
    context = {
        "news": news,
        "linked": told_of([reference], request.user).get(reference),
        "breadcrumb": [
            (_("Actualités"), reverse("study:news-list")),
            (localised_text(news, "title").text, ""),
        ],
    }
    return render(request, "study/news_detail.html", context)


class NewsFeed(Feed):
    """The published news as Atom, in the language of the address."""

    feed_type = Atom1Feed

    def title(self) -> str:
        return _("Perpignan Cœur de Ville : les actualités de l'étude")

    def link(self) -> str:
        return reverse("study:news-list")

    def feed_url(self) -> str:
        return reverse("study:news-feed")

    def items(self) -> Iterable[News]:
        return published_news()[:IN_FEED]

    def item_title(self, item: Any) -> str:
        return localised_text(item, "title").text

    def item_description(self, item: Any) -> str:
        return Truncator(localised_text(item, "text").text).words(60)

    def item_updateddate(self, item: News) -> datetime | None:
        day = item.published_on
        return timezone.make_aware(datetime.combine(day, time.min)) if day else None
