from django.urls import path

from diagnostic import views

app_name = "diagnostic"

urlpatterns = [
    path("", views.IndicatorListView.as_view(), name="index"),
    path("indicateurs/<slug:code>/", views.IndicatorDetailView.as_view(), name="indicator-detail"),
    path("themes/<slug:code>/", views.ThemeDetailView.as_view(), name="theme-detail"),
    path("imports/", views.import_list, name="import-list"),
    path("imports/<uuid:pk>/", views.import_detail, name="import-detail"),
    path("imports/<uuid:pk>/etat/", views.import_status, name="import-status"),
    path("imports/<uuid:pk>/verifier/", views.import_check, name="import-check"),
    path("imports/<uuid:pk>/correspondance/", views.import_mapping, name="import-mapping"),
    path("imports/<uuid:pk>/confirmer/", views.import_confirm, name="import-confirm"),
    path("imports/<uuid:pk>/abandonner/", views.import_discard, name="import-discard"),
    path("imports/<uuid:pk>/erreurs.csv", views.import_errors, name="import-errors"),
    path("priorites/", views.latest_ranking, name="ranking"),
    path("priorites/comparer/", views.session_compare, name="session-compare"),
    path("priorites/sessions/", views.SessionListView.as_view(), name="session-list"),
    path("priorites/sessions/<slug:code>/", views.session_detail, name="session-detail"),
    path("priorites/sessions/<slug:code>/notes/", views.score_grid, name="session-scores"),
    path("priorites/sessions/<slug:code>/poids/", views.session_weights, name="session-weights"),
    path(
        "priorites/sessions/<slug:code>/poids/<slug:stakeholder>/",
        views.session_weights,
        name="session-weights",
    ),
    path("priorites/sessions/<slug:code>/classes/", views.session_classes, name="session-classes"),
    path("priorites/sessions/<slug:code>/figer/", views.session_freeze, name="session-freeze"),
    path("priorites/sessions/<slug:code>/repartir/", views.session_copy, name="session-copy"),
    path("priorites/sessions/<slug:code>/rejouer/", views.session_replay, name="session-replay"),
    path("maturite/", views.maturity_overview, name="maturity"),
    path("maturite/repondre/", views.maturity_answer, name="maturity-answer"),
    path("inventaire/", views.AssetListView.as_view(), name="asset-list"),
    path("attentes/", views.ExpectationListView.as_view(), name="expectation-list"),
    path("constats/", views.FindingListView.as_view(), name="finding-list"),
    path("constats/<slug:code>/", views.FindingDetailView.as_view(), name="finding-detail"),
    path("constats/<slug:code>/deplacer/", views.FindingMoveView.as_view(), name="finding-move"),
    path("constats/<slug:code>/fusionner/", views.FindingMergeView.as_view(), name="finding-merge"),
    path("constats/<slug:code>/scinder/", views.FindingSplitView.as_view(), name="finding-split"),
    path("lacunes/", views.GapsView.as_view(), name="gaps"),
]
