"""The consultation as open data: what residents wrote, and what the City answered."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultation.models import Consultation, Contribution
from consultation.queries import contributions_to_export
from consultation.resources import COLUMNS
from perpignan.study.localisation import localised_text
from perpignan.study.open_data import Address, Column, Dataset, register


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
