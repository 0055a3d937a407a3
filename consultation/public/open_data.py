"""The consultation as open data: what residents wrote, and what the City answered."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consultation.models import Consultation, Contribution
from consultation.permissions import RESULTS_PUBLISHED
from consultation.queries import contributions_to_export
from consultation.resources import COLUMNS
from perpignan.study.localisation import localised_text
from perpignan.study.open_data import (
    Address,
    Column,
    Dataset,
    address_column,
    illustrative_column,
    register,
)


def _each_consultation() -> Sequence[Address]:
    """Lead to the files of each consultation, one at a time."""
    gathering = Consultation.objects.public().filter(accepts_contributions=True)
    return [
        Address(
            localised_text(consultation, "title").text,
            reverse("consultation:contribution-data", args=[consultation.slug]),
        )
        for consultation in gathering
    ]


def _results() -> Sequence[Address]:
    """Lead to the results of each consultation that publishes them."""
    counted = Consultation.objects.filter(status__in=RESULTS_PUBLISHED)
    return [
        Address(
            gettext("résultats : %s") % localised_text(consultation, "title").text,
            reverse("consultation:results-data", args=[consultation.slug]),
        )
        for consultation in counted
    ]


register(
    Dataset(
        "consultations",
        _("Consultations"),
        _("Les consultations annoncées, ouvertes ou closes ; leurs résultats une fois publiés."),
        29,
        (
            Column("code", _("Adresse courte de la consultation"), lambda c: c.slug),
            Column("title", _("Titre"), lambda c: c.title),
            Column("title_ca", _("Titre en catalan"), lambda c: c.title_ca),
            Column("title_en", _("Titre en anglais"), lambda c: c.title_en),
            Column("status", _("État"), lambda c: c.status),
            Column("opens_at", _("Ouverture"), lambda c: c.opens_at),
            Column("closes_at", _("Fin"), lambda c: c.closes_at),
            address_column(_("Adresse de la page")),
            illustrative_column(),
        ),
        lambda: Consultation.objects.public().order_by("opens_at", "slug"),
        Consultation,
        _results,
    )
)
register(
    Dataset(
        "contributions",
        _("Idées des habitants"),
        _("Les contributions publiées de toutes les consultations, et la réponse de la Ville."),
        30,
        [Column(*column) for column in COLUMNS],
        contributions_to_export,
        Contribution,
        _each_consultation,
    )
)
