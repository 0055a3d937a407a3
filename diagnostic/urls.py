from django.urls import path

from diagnostic import views

app_name = "diagnostic"

urlpatterns = [
    path("", views.IndicatorListView.as_view(), name="index"),
    path("indicateurs/<slug:code>/", views.IndicatorDetailView.as_view(), name="indicator-detail"),
]
