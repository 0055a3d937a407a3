"""Paper, workshops and desks for tests."""

from datetime import date
from typing import Any

import factory
from django.utils import timezone

from consultation import models, operations
from tests.factories.consultation import ConsultationFactory
from tests.factories.study import UserFactory


class BatchFactory(factory.django.DjangoModelFactory):
    """Ten sheets of an open consultation, collected today."""

    class Meta:
        model = models.Batch

    consultation = factory.SubFactory(ConsultationFactory, open=True)
    place = "Mairie de quartier"
    collected_on = factory.LazyFunction(timezone.localdate)
    expected_count = 10

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **values: Any) -> models.Batch:
        return operations.create_batch(**values)


class WorkshopFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Workshop

    consultation = factory.SubFactory(ConsultationFactory, open=True)
    title = factory.Sequence(lambda n: f"Atelier {n}")
    held_on = date(2026, 5, 4)
    place = "Médiathèque"
    participant_count = 12


class CensusMarginFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.CensusMargin

    profile = "zone"
    category = factory.Sequence(lambda n: f"zone-{n}")
    population = 1000
    year = 2021
    source = "Insee, recensement de la population"


def typed_sheet(batch: models.Batch, number: int = 1, by: Any = None, **given: Any) -> models.Sheet:
    """Type a sheet as an agent does."""
    return operations.enter_sheet(
        batch=batch,
        number=number,
        answers=given.get("answers", {"UN": "2"}),
        unreadable=given.get("unreadable", ()),
        by=by or UserFactory(desk=True),
    )
