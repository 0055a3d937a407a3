from django.urls import path

from benchmark import views

app_name = "benchmark"

urlpatterns = [
    path("", views.initiative_list, name="index"),
    path("comparer/", views.initiative_compare, name="initiative-compare"),
    path("carte/", views.city_map, name="city-map"),
    path("villes-proches/", views.city_likeness, name="city-likeness"),
    path("<slug:code>/", views.initiative_detail, name="initiative-detail"),
]
