from django.urls import path

from perpignan.governance import views

app_name = "governance"

urlpatterns = [
    path("", views.workspace, name="workspace"),
    path("reunions/", views.meeting_list, name="meeting-list"),
    path("reunions/<slug:code>/", views.meeting_detail, name="meeting-detail"),
    path("reunions/<slug:code>/ordre-du-jour/", views.agenda_add, name="agenda-add"),
    path("decisions/", views.decision_list, name="decision-list"),
    path("jalons/", views.milestone_list, name="milestone-list"),
    path("jalons/<slug:kind>/<str:code>/", views.milestone_move, name="milestone-move"),
    path("risques/", views.risk_list, name="risk-list"),
    path("risques/<slug:code>/", views.risk_review, name="risk-review"),
    path("rendez-vous/", views.diary_list, name="diary-list"),
    path("rendez-vous/nouveau/", views.diary_add, name="diary-add"),
    path("rendez-vous/<slug:code>/", views.diary_edit, name="diary-edit"),
    path("taches/<slug:code>/", views.task_detail, name="task-detail"),
    path("taches/<slug:code>/terminer/", views.task_finish, name="task-finish"),
    path("avis/", views.notice_list, name="notice-list"),
    path("avis/lus/", views.notices_read, name="notices-read"),
    path("avis/reglage/", views.preference_save, name="preference-save"),
    path("avis/arreter/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("agenda/nouveau/", views.feed_make, name="feed-make"),
    path("agenda/<int:pk>/revoquer/", views.feed_revoke, name="feed-revoke"),
    path("agenda/<str:token>.ics", views.feed, name="feed"),
    path("relecture/<slug:kind>/<str:key>/", views.review, name="review"),
    path("remarques/<int:pk>/reglee/", views.comment_resolve, name="comment-resolve"),
    path("documents/", views.request_list, name="request-list"),
    path("documents/<slug:code>/", views.request_detail, name="request-detail"),
    path("documents/<slug:code>/fichier/", views.request_file, name="request-file"),
]
