"""The benchmark's nouns for tests; situations are traits: `InitiativeFactory(published=True)`."""

from datetime import date
from typing import Any

import factory

from benchmark import models
from benchmark.enums import CityKind, Country, InitiativeStatus
from perpignan.study.enums import Confidence
from tests.factories.study import ActionFactory, InterviewFactory, SourceFactory


class CityFactory(factory.django.DjangoModelFactory):
    """A French commune whose figures are still to verify; `sourced=True` gives a source."""

    class Meta:
        model = models.City

    class Params:
        home = factory.Trait(code="perpignan", name="Perpignan", is_home=True)
        sourced = factory.Trait(
            population_source=factory.SubFactory(SourceFactory),
            population_confidence=Confidence.SOLID,
            area_source=factory.SubFactory(SourceFactory),
            area_confidence=Confidence.SOLID,
        )

    code = factory.Sequence(lambda n: f"ville-{n}")
    name = factory.Sequence(lambda n: f"Ville {n}")
    country = Country.FR
    kind = CityKind.COMMUNE
    population = 100_000
    area = 50
    latitude = 43
    longitude = 3


class CityIndicatorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.CityIndicator

    city = factory.SubFactory(CityFactory)
    code = "logements-vacants"
    name = "Logements vacants"
    unit = "%"
    year = 2018
    value = 10
    source = factory.SubFactory(SourceFactory)


class InitiativeFactory(factory.django.DjangoModelFactory):
    """A draft; `published=True` or `in_review=True` moves it on."""

    class Meta:
        model = models.Initiative
        skip_postgeneration_save = True

    class Params:
        in_review = factory.Trait(status=InitiativeStatus.IN_REVIEW)
        published = factory.Trait(status=InitiativeStatus.PUBLISHED, published_on=date(2020, 2, 10))

    code = factory.Sequence(lambda n: f"initiative-{n}")
    city = factory.SubFactory(CityFactory)
    name = factory.Sequence(lambda n: f"Initiative {n}")
    year = 2019
    description = "Ce qui a été fait."
    lesson = "Ce que l'étude en retient."

    @factory.post_generation
    def priorities(self: models.Initiative, create: bool, extracted: Any, **_: Any) -> None:
        if create and extracted:
            self.priorities.set(extracted)

    @factory.post_generation
    def axes(self: models.Initiative, create: bool, extracted: Any, **_: Any) -> None:
        if create and extracted:
            self.axes.set(extracted)

    @factory.post_generation
    def sources(self: models.Initiative, create: bool, extracted: Any, **_: Any) -> None:
        if create and extracted:
            self.sources.set(extracted)


class InitiativeActionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.InitiativeAction

    initiative = factory.SubFactory(InitiativeFactory, published=True)
    action = factory.SubFactory(ActionFactory, public=True)
    reason = "Une raison."


class CityInterviewFactory(factory.django.DjangoModelFactory):
    """An interview about a published sheet and its city."""

    class Meta:
        model = models.CityInterview

    interview = factory.SubFactory(InterviewFactory)
    initiative = factory.SubFactory(InitiativeFactory, published=True)
    city = factory.SelfAttribute("initiative.city")
