"""The diagnostic's nouns for tests."""

from decimal import Decimal

import factory

from diagnostic import models
from diagnostic.enums import PerimeterKind
from perpignan.study.enums import Confidence
from tests.factories.study import ActionFactory, AxisFactory, SourceFactory


class PerimeterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Perimeter

    code = factory.Sequence(lambda n: f"perimetre-{n}")
    name = factory.Sequence(lambda n: f"Périmètre {n}")
    kind = PerimeterKind.COMMUNE


class IndicatorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Indicator

    code = factory.Sequence(lambda n: f"IND_{n}")
    name = factory.Sequence(lambda n: f"Indicateur {n}")
    axis = factory.SubFactory(AxisFactory)
    unit = "%"
    definition = "Ce que l'on compte, sur ce que l'on pourrait compter."
    institution = "Insee"


class IndicatorValueFactory(factory.django.DjangoModelFactory):
    """A published value; `to_verify=True` makes one that readers must not see."""

    class Meta:
        model = models.IndicatorValue

    class Params:
        to_verify = factory.Trait(confidence=Confidence.TO_VERIFY, year=None)

    indicator = factory.SubFactory(IndicatorFactory)
    perimeter = factory.SubFactory(PerimeterFactory)
    year = 2017
    value = Decimal("19.7")
    method = "relevé de terrain"
    source = factory.SubFactory(SourceFactory)


class ReferenceValueFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ReferenceValue

    indicator = factory.SubFactory(IndicatorFactory)
    label = "moyenne nationale"
    year = 2015
    value = Decimal("9.5")
    source = factory.SubFactory(SourceFactory)


class IndicatorActionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.IndicatorAction

    indicator = factory.SubFactory(IndicatorFactory)
    action = factory.SubFactory(ActionFactory, public=True)
