from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from perpignan.phases import PublicPage, all_phases


class PortalSitemap(Sitemap):
    """Every public page: those of the study and what each phase declares."""

    def items(self) -> list[PublicPage]:
        own = ["home", "accessibility", "legal", "privacy"]
        pages = [PublicPage(reverse(f"study:{name}")) for name in own]
        return pages + [page for config in all_phases() for page in config.public_pages()]

    def location(self, item: PublicPage) -> str:
        return item.url
