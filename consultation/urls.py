from django.urls import include, path

from consultation.views import (
    answering,
    contributing,
    contribution_data,
    contributions,
    files,
    moderation,
    pages,
    preview,
    receipt,
)

app_name = "consultation"

CONTRIBUTIONS = [
    path("", contributions.contribution_list, name="contribution-list"),
    path("carte/", contributions.contribution_map, name="contribution-map"),
    path("nouvelle/", contributing.contribution_create, name="contribution-create"),
    path("recu/", contributing.contribution_receipt, name="contribution-receipt"),
    path("effacer/", contributing.contribution_forget, name="contribution-forget"),
    path("donnees/", contribution_data.dictionary, name="contribution-data"),
    path("donnees/<str:extension>/", contribution_data.download, name="contribution-download"),
    path("<int:pk>/", contributions.contribution_detail, name="contribution-detail"),
    path("<int:pk>/image/", contributions.contribution_picture, name="contribution-picture"),
    path("<int:pk>/soutenir/", contributing.contribution_support, name="contribution-support"),
    path("<int:pk>/commenter/", contributing.contribution_comment, name="contribution-comment"),
]

urlpatterns = [
    path("", pages.index, name="index"),
    path("ma-reponse/", receipt.check, name="response-check"),
    path("ma-reponse/retirer/", receipt.withdraw, name="response-withdraw"),
    path("ma-contribution/", contributing.contribution_check, name="contribution-check"),
    path(
        "ma-contribution/retirer/",
        contributing.contribution_withdraw,
        name="contribution-withdraw",
    ),
    path("moderation/", moderation.moderation_queue, name="moderation-queue"),
    path("images/<int:pk>/", files.question_image, name="question-image"),
    path("fichiers/<uuid:pk>/", files.answer_file, name="answer-file"),
    path("<slug:slug>/", pages.detail, name="consultation-detail"),
    path("<slug:slug>/repondre/", answering.start, name="response-start"),
    path("<slug:slug>/verifier/", answering.review, name="response-review"),
    path("<slug:slug>/effacer/", answering.forget, name="response-forget"),
    path("<slug:slug>/recu/", receipt.receipt, name="response-receipt"),
    path("<slug:slug>/apercu/", preview.preview, name="preview"),
    path("<slug:slug>/dossier/", files.information_file, name="information-file"),
    path("<slug:slug>/repondre/<slug:code>/", answering.section, name="response-section"),
    path("<slug:slug>/contributions/", include(CONTRIBUTIONS)),
]
