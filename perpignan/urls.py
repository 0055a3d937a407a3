"""The roof: it loops over the phases and names none."""

from importlib import import_module
from importlib.util import find_spec

from allauth.socialaccount.providers.openid_connect.views import callback
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import DefaultRouter

from perpignan.governance.api import register as register_governance
from perpignan.phases import all_phases
from perpignan.reports.api import register as register_reports
from perpignan.study.api import register as register_study
from perpignan.study.sitemaps import PortalSitemap
from perpignan.study.views import health, readiness

router = DefaultRouter()
router.include_format_suffixes = False  # one address a thing
register_study(router)
register_reports(router)
register_governance(router)
for phase in all_phases():
    if find_spec(f"{phase.name}.api") is not None:
        import_module(f"{phase.name}.api").register(router)

api_patterns: list[URLPattern | URLResolver] = [
    path("", include(router.urls)),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="api:schema"), name="docs"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health, name="health"),
    path("readyz", readiness, name="readiness"),
    path("sitemap.xml", sitemap, {"sitemaps": {"portal": PortalSitemap}}, name="sitemap"),
    # One address a provider, whatever the language: it is declared to the provider.
    path("oidc/<slug:provider_id>/callback/", callback, name="openid_connect_callback"),
    path("admin/", admin.site.urls),
    path("api/v1/", include((api_patterns, "api"))),
]
urlpatterns += i18n_patterns(
    path("", include("perpignan.accounts.urls")),
    path("", include("perpignan.study.urls")),
    path("rapports/", include("perpignan.reports.urls")),
    path("mon-espace/", include("perpignan.governance.urls")),
    *(path(f"{phase.slug}/", include(f"{phase.name}.urls")) for phase in all_phases()),
    prefix_default_language=False,
)
