from django.urls import path

from perpignan.reports import views

app_name = "reports"

urlpatterns = [
    path("", views.report_list, name="report-list"),
    path("<uuid:pk>/", views.report_detail, name="report-detail"),
    path("<uuid:pk>/etat/", views.report_status, name="report-status"),
    path("<uuid:pk>/lire/", views.report_read, name="report-read"),
    path("<uuid:pk>/telecharger/", views.report_download, name="report-download"),
    path("<uuid:pk>/relancer/", views.report_retry, name="report-retry"),
    path("<uuid:pk>/annuler/", views.report_cancel, name="report-cancel"),
]
