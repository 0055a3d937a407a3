from django.urls import path

from consultation.views import (
    answering,
    assisted,
    following,
    pages,
    paper,
    receipt,
    tables,
    workshops,
)

app_name = "consultation"

urlpatterns = [
    path("", pages.index, name="index"),
    path("ma-reponse/", receipt.check, name="response-check"),
    path("ma-reponse/retirer/", receipt.withdraw, name="response-withdraw"),
    path("<slug:slug>/", pages.detail, name="consultation-detail"),
    path("<slug:slug>/repondre/", answering.start, name="response-start"),
    path("<slug:slug>/verifier/", answering.review, name="response-review"),
    path("<slug:slug>/effacer/", answering.forget, name="response-forget"),
    path("<slug:slug>/recu/", receipt.receipt, name="response-receipt"),
    path("<slug:slug>/questionnaire.pdf", paper.questionnaire_pdf, name="questionnaire-pdf"),
    path("<slug:slug>/papier/", paper.batch_list, name="batch-list"),
    path("<slug:slug>/papier/<int:rank>/", paper.batch_detail, name="batch-detail"),
    path(
        "<slug:slug>/papier/<int:rank>/serie-<int:first>.pdf",
        paper.series_pdf,
        name="series-pdf",
    ),
    path("<slug:slug>/papier/<int:rank>/tirage/", paper.sample, name="batch-sample"),
    path("<slug:slug>/papier/<int:rank>/saisie/", paper.sheet_entry, name="sheet-entry"),
    path("<slug:slug>/papier/<int:rank>/seconde-saisie/", paper.second_entry, name="second-entry"),
    path("<slug:slug>/papier/<int:rank>/differences/", paper.differences, name="differences"),
    path("<slug:slug>/reponses.<slug:form>", tables.export, name="answers-export"),
    path("<slug:slug>/import/", tables.import_list, name="import-list"),
    path("<slug:slug>/import/modele.<slug:form>", tables.template, name="import-template"),
    path("<slug:slug>/import/<uuid:pk>/", tables.import_detail, name="import-detail"),
    path("<slug:slug>/import/<uuid:pk>/<slug:verb>/", tables.import_end, name="import-end"),
    path("<slug:slug>/suivi/", following.following, name="following"),
    path("<slug:slug>/permanence/", assisted.start, name="assisted-start"),
    path("<slug:slug>/accueil/", assisted.home, name="assisted-home"),
    path("<slug:slug>/accueil/suivante/", assisted.next_person, name="assisted-next"),
    path("<slug:slug>/accueil/fin/", assisted.end, name="assisted-end"),
    path("<slug:slug>/ateliers/", workshops.workshop_list, name="workshop-list"),
    path("<slug:slug>/ateliers/<int:pk>/", workshops.workshop_detail, name="workshop-detail"),
    path("<slug:slug>/ateliers/<int:pk>/propos/", workshops.verbatim_add, name="verbatim-add"),
    path(
        "<slug:slug>/ateliers/<int:pk>/propos/<int:verbatim>/",
        workshops.verbatim_moderate,
        name="verbatim-moderate",
    ),
    path("<slug:slug>/repondre/<slug:code>/", answering.section, name="response-section"),
]
