from django.urls import path

from consultation.views import answering, files, pages, preview, receipt

app_name = "consultation"

urlpatterns = [
    path("", pages.index, name="index"),
    path("ma-reponse/", receipt.check, name="response-check"),
    path("ma-reponse/retirer/", receipt.withdraw, name="response-withdraw"),
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
]
