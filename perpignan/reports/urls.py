from django.urls import path

from perpignan.reports.views import reports, versions

app_name = "reports"

urlpatterns = [
    path("", reports.report_list, name="report-list"),
    path("publies/", versions.published_list, name="published-list"),
    path("publies/<str:code>/", versions.published_download, name="published-download"),
    path(
        "publies/<str:code>/annexes/<slug:slug>.csv",
        versions.published_annex,
        name="published-annex",
    ),
    path("livrables/", versions.version_list, name="version-list"),
    path("livrables/<int:pk>/", versions.version_detail, name="version-detail"),
    path("livrables/<int:pk>/comparer/", versions.version_compare, name="version-compare"),
    path("livrables/<int:pk>/decider/", versions.version_decide, name="version-decide"),
    path("livrables/<int:pk>/publier/", versions.version_publish, name="version-publish"),
    path("<uuid:pk>/", reports.report_detail, name="report-detail"),
    path("<uuid:pk>/etat/", reports.report_status, name="report-status"),
    path("<uuid:pk>/lire/", reports.report_read, name="report-read"),
    path("<uuid:pk>/remettre/", versions.report_submit, name="report-submit"),
    path("<uuid:pk>/telecharger/", reports.report_download, name="report-download"),
    path("<uuid:pk>/annexes/<slug:slug>.csv", reports.annex_download, name="annex-download"),
    path("<uuid:pk>/relancer/", reports.report_retry, name="report-retry"),
    path("<uuid:pk>/annuler/", reports.report_cancel, name="report-cancel"),
]
