from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from perpignan.phases import PublicPage, all_phases
from perpignan.study.models import Priority
from perpignan.study.queries import published_news


class PortalSitemap(Sitemap):
    """Every public page: those of the study and what each phase declares."""

    def items(self) -> list[PublicPage]:
        own = ["home", "steps", "zone-map", "summary", "news-list", "glossary", "open-data"]
        own += ["accessibility", "legal", "privacy"]
        pages = [PublicPage(reverse(f"study:{name}")) for name in own]
        pages += [
            PublicPage(reverse("study:priority", args=[code]))
            for code in Priority.objects.values_list("code", flat=True)
        ]
        pages += [PublicPage(news.get_absolute_url(), news.title) for news in published_news()]
        return pages + [page for config in all_phases() for page in config.public_pages()]

    def location(self, item: PublicPage) -> str:
        return item.url
