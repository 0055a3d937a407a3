from django.urls import path

from actionplan import views

app_name = "actionplan"

urlpatterns = [
    path("", views.SheetListView.as_view(), name="index"),
    path("<str:code>/", views.SheetDetailView.as_view(), name="sheet-detail"),
]
