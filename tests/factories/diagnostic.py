"""The diagnostic's nouns for tests."""

from datetime import date
from decimal import Decimal

import factory

from diagnostic import models
from diagnostic.enums import NewPerimeters, PerimeterKind
from perpignan.study.enums import Confidence
from tests.factories.study import ActionFactory, AxisFactory, SourceFactory, UserFactory


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


class CriterionFactory(factory.django.DjangoModelFactory):
    """Scored from 0 to 4, as the study does."""

    class Meta:
        model = models.Criterion

    code = factory.Sequence(lambda n: f"critere-{n}")
    name = factory.Sequence(lambda n: f"Critère {n}")
    scale_min = Decimal(0)
    scale_max = Decimal(4)
    typical_weight = Decimal(10)
    order = factory.Sequence(lambda n: n)


class StakeholderFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Stakeholder

    class Params:
        reference = factory.Trait(is_reference=True)

    code = factory.Sequence(lambda n: f"partie-{n}")
    name = factory.Sequence(lambda n: f"Partie {n}")


class RankingSessionFactory(factory.django.DjangoModelFactory):
    """A session in preparation with no action yet; few draws, so that tests are quick."""

    class Meta:
        model = models.RankingSession

    code = factory.Sequence(lambda n: f"session-{n}")
    title = factory.Sequence(lambda n: f"Session {n}")
    held_on = date(2020, 3, 12)
    draws = 200


class RankedActionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.RankedAction

    session = factory.SubFactory(RankingSessionFactory)
    action = factory.SubFactory(ActionFactory, public=True)


class MaturityDimensionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.MaturityDimension

    code = factory.Sequence(lambda n: f"dimension-{n}")
    name = factory.Sequence(lambda n: f"Dimension {n}")
    question = "Où en est-on ?"
    order = factory.Sequence(lambda n: n)


class MaturityRoundFactory(factory.django.DjangoModelFactory):
    """A round that is over; `under_way=True` takes answers today."""

    class Meta:
        model = models.MaturityRound

    class Params:
        under_way = factory.Trait(closes_on=date(2999, 1, 1))

    code = factory.Sequence(lambda n: f"tour-{n}")
    title = factory.Sequence(lambda n: f"Tour {n}")
    opens_on = date(2020, 2, 1)
    closes_on = date(2020, 2, 28)


class MaturityAnswerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.MaturityAnswer

    round = factory.SubFactory(MaturityRoundFactory)
    respondent_label = factory.Sequence(lambda n: f"Service {n}")
    dimension = factory.SubFactory(MaturityDimensionFactory)
    level = 3


class ImportMappingFactory(factory.django.DjangoModelFactory):
    """A mapping of `CODGEO;LIBGEO;TAUX` files; `columns={"TAUX": indicator}` maps the values."""

    class Meta:
        model = models.ImportMapping
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Fichier {n}")
    perimeter_column = "CODGEO"
    perimeter_kind = PerimeterKind.COMMUNE
    new_perimeters = NewPerimeters.COMPARE
    year = 2019
    method = "fichier de l'Insee"
    source = factory.SubFactory(SourceFactory)

    @factory.post_generation
    def columns(self: models.ImportMapping, create, extracted, **_):
        for column, indicator in (extracted or {}).items():
            self.columns.create(column=column, indicator=indicator)


class ImportRunFactory(factory.django.DjangoModelFactory):
    """A file that was sent, as its row tells; no file lies on the disk."""

    class Meta:
        model = models.ImportRun

    file = "imports/none/table"
    file_name = "taux.csv"
    sha256 = "0" * 64
    requested_by = factory.SubFactory(UserFactory)
