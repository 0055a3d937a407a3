from django.urls import path

from actionplan import views

app_name = "actionplan"

urlpatterns = [
    path("", views.SheetListView.as_view(), name="index"),
    path("solutions/", views.SolutionListView.as_view(), name="solution-list"),
    path("solutions/<slug:code>/", views.SolutionDetailView.as_view(), name="solution-detail"),
    path("partenaires/", views.PartnerListView.as_view(), name="partner-list"),
    path("partenaires/matrice/", views.partner_matrix, name="partner-matrix"),
    path(
        "partenaires/matrice.<slug:file_format>", views.partner_matrix, name="partner-matrix-file"
    ),
    path("financements/", views.FundingView.as_view(), name="funding"),
    path("financements/subventions.csv", views.granted_aid, name="granted-aid"),
    path("leviers/", views.LeverListView.as_view(), name="lever-list"),
    path("leviers/echeances/", views.DeadlineListView.as_view(), name="deadline-list"),
    path("leviers/echeances.ics", views.deadline_feed, name="deadline-feed"),
    path("leviers/<slug:code>/", views.LeverDetailView.as_view(), name="lever-detail"),
    path("scenarios/", views.scenario_list, name="scenario-list"),
    path("scenarios/nouveau/", views.scenario_create, name="scenario-create"),
    path("scenarios/comparer/", views.scenario_compare, name="scenario-compare"),
    path("scenarios/<slug:code>/", views.scenario_detail, name="scenario-detail"),
    path("scenarios/<slug:code>/etat/", views.scenario_status, name="scenario-status"),
    path("scenarios/<slug:code>/calculer/", views.scenario_compute, name="scenario-compute"),
    path("scenarios/<slug:code>/arreter/", views.scenario_cancel, name="scenario-cancel"),
    path("scenarios/<slug:code>/dupliquer/", views.scenario_copy, name="scenario-copy"),
    path("scenarios/<slug:code>/adopter/", views.scenario_adopt, name="scenario-adopt"),
    path("mes-fiches/", views.own_sheets, name="own-sheets"),
    path("proposer/", views.action_propose, name="action-propose"),
    path("calendrier/", views.ScheduleView.as_view(), name="schedule"),
    path("calendrier/deplacer/<str:code>/", views.sheet_move, name="sheet-move"),
    path("suivi/", views.DashboardView.as_view(), name="dashboard"),
    path("suivi/rappels/", views.ReminderListView.as_view(), name="reminder-list"),
    path("strategie/", views.strategy, name="strategy"),
    path("strategie/comparer/", views.strategy_compare, name="strategy-compare"),
    path("strategie/versions/<int:number>/", views.strategy_version, name="strategy-version"),
    path("versions/", views.version_list, name="version-list"),
    path("versions/comparer/", views.version_compare, name="version-compare"),
    path("versions/figer/", views.version_freeze, name="version-freeze"),
    path("versions/<int:number>/", views.version_detail, name="version-detail"),
    # Addresses that begin with the code of an action come last.
    path("<str:code>/", views.SheetDetailView.as_view(), name="sheet-detail"),
    path("<str:code>/leviers/", views.SheetLeversView.as_view(), name="sheet-levers"),
    path("<str:code>/corriger/", views.sheet_correct, name="sheet-correct"),
    path("<str:code>/fichiers/", views.sheet_files, name="sheet-files"),
    path("<str:code>/documents/<int:pk>/", views.document, name="document"),
    path("<str:code>/lettres/<int:pk>/", views.letter, name="letter"),
    path(
        "<str:code>/documents/<int:pk>/retirer/",
        views.file_remove,
        {"kind": "document"},
        name="document-remove",
    ),
    path(
        "<str:code>/lettres/<int:pk>/retirer/",
        views.file_remove,
        {"kind": "letter"},
        name="letter-remove",
    ),
]
