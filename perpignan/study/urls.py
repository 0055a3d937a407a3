from django.contrib.auth.views import LogoutView
from django.urls import path
from django.views.generic import TemplateView

from perpignan.study import views

app_name = "study"

urlpatterns = [
    path("", views.HomeView.as_view(), name="home"),
    path("recherche/", views.search_page, name="search"),
    path("preuves/manques/", views.gaps_page, name="gaps"),
    path("preuves/<slug:slug>/<str:code>/", views.chain_page, name="chain"),
    path("actualites/", views.news_list, name="news-list"),
    path("actualites/flux.atom", views.NewsFeed(), name="news-feed"),
    path("actualites/<slug:code>/", views.news_detail, name="news-detail"),
    path("glossaire/", views.glossary_page, name="glossary"),
    path("donnees-ouvertes/", views.open_data_page, name="open-data"),
    path("donnees-ouvertes/catalogue.jsonld", views.catalogue, name="catalogue"),
    path("donnees-ouvertes/<slug:code>.<str:extension>", views.dataset_download, name="dataset"),
    path("priorites/<slug:code>/", views.priority_page, name="priority"),
    path("carte/", views.zone_map, name="zone-map"),
    path("carte/secteurs.geojson", views.zone_contours, name="zone-contours"),
    path("etapes/", views.steps_page, name="steps"),
    path("resume/", views.summary_page, name="summary"),
    path("connexion/", views.SignInView.as_view(), name="login"),
    path("connexion/<slug:provider_id>/", views.sign_in_with, name="login-with"),
    path("deconnexion/", LogoutView.as_view(), name="logout"),
    path(
        "accessibilite/",
        TemplateView.as_view(template_name="legal/accessibility.html"),
        name="accessibility",
    ),
    path(
        "mentions-legales/",
        TemplateView.as_view(template_name="legal/notice.html"),
        name="legal",
    ),
    path(
        "donnees-personnelles/",
        views.PrivacyView.as_view(),
        name="privacy",
    ),
    path("donnees-personnelles/registre/", views.personal_data_register, name="register"),
]
