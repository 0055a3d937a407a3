"""The action plan's nouns for tests."""

from datetime import date
from decimal import Decimal
from typing import Any

import factory

from actionplan import models
from actionplan.enums import (
    CostKind,
    CostNature,
    FundingOrigin,
    GrantScale,
    Participation,
    Side,
    SolutionStatus,
)
from perpignan.study.enums import Visibility
from tests.factories.study import (
    ActionFactory,
    FundingLeverFactory,
    PartnerFactory,
    PriorityFactory,
)


class ActionSheetFactory(factory.django.DjangoModelFactory):
    """The sheet of a public action; `internal=True` for one that readers must not see."""

    class Meta:
        model = models.ActionSheet

    class Params:
        internal = factory.Trait(action=factory.SubFactory(ActionFactory))

    action = factory.SubFactory(ActionFactory, public=True)
    horizon = "6-18 mois"
    effort = 2
    impact = 4
    capital_min = Decimal("15000")
    capital_max = Decimal("40000")
    operating_min = Decimal("10000")
    operating_max = Decimal("25000")


class ActionStepFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ActionStep

    sheet = factory.SubFactory(ActionSheetFactory)
    order = factory.Sequence(lambda n: n + 1)
    text = factory.Sequence(lambda n: f"Étape {n}")


class SheetPartnerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.SheetPartner

    sheet = factory.SubFactory(ActionSheetFactory)
    partner = factory.SubFactory(PartnerFactory)


class SheetLeverFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.SheetLever

    sheet = factory.SubFactory(ActionSheetFactory)
    lever = factory.SubFactory(FundingLeverFactory)


class OwnLineFactory(SheetLeverFactory):
    """The owner's own money, on a sheet."""

    lever = None
    funder = "Ville de Perpignan"
    origin = FundingOrigin.OWN


class FundingAmountFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.FundingAmount

    request = factory.SubFactory(SheetLeverFactory)
    year = 2021
    amount = Decimal("20000")


class FundingTermsFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.FundingTerms

    sheet = factory.SubFactory(ActionSheetFactory)


class CostLineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.CostLine

    sheet = factory.SubFactory(ActionSheetFactory)
    year = 2021
    nature = CostNature.EQUIPMENT
    label = factory.Sequence(lambda n: f"Ligne {n}")
    kind = CostKind.CAPITAL
    amount = Decimal("12000")


class RiskFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Risk

    sheet = factory.SubFactory(ActionSheetFactory)
    text = factory.Sequence(lambda n: f"Risque {n}")


class DependencyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Dependency

    sheet = factory.SubFactory(ActionSheetFactory)
    needs = factory.SubFactory(ActionSheetFactory)


class ActionIndicatorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ActionIndicator

    sheet = factory.SubFactory(ActionSheetFactory)
    code = factory.Sequence(lambda n: f"A0-IND-{n}")
    name = factory.Sequence(lambda n: f"Indicateur {n}")
    unit = "lieux"
    baseline = Decimal("2")
    target = Decimal("6")


class IndicatorMeasureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.IndicatorMeasure

    indicator = factory.SubFactory(ActionIndicatorFactory)
    measured_on = date(2020, 3, 2)
    value = Decimal("3")


class SolutionFactory(factory.django.DjangoModelFactory):
    """An internal candidate; `public=True` shows it, `retained=True` decides it."""

    class Meta:
        model = models.Solution
        skip_postgeneration_save = True

    class Params:
        public = factory.Trait(visibility=Visibility.PUBLIC)
        retained = factory.Trait(
            status=SolutionStatus.RETAINED, reason="Elle est prête.", decided_on=date(2020, 4, 1)
        )
        discarded = factory.Trait(
            status=SolutionStatus.DISCARDED, reason="Trop chère.", decided_on=date(2020, 4, 1)
        )

    code = factory.Sequence(lambda n: f"solution-{n}")
    title = factory.Sequence(lambda n: f"Solution {n}")
    priority = factory.SubFactory(PriorityFactory)

    @factory.post_generation
    def actions(self: models.Solution, create: bool, extracted: Any, **_: Any) -> None:
        if create and extracted:
            self.actions.set(extracted)

    @factory.post_generation
    def axes(self: models.Solution, create: bool, extracted: Any, **_: Any) -> None:
        if create and extracted:
            self.axes.set(extracted)


class SolutionArgumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.SolutionArgument

    solution = factory.SubFactory(SolutionFactory)
    side = Side.FOR
    text = factory.Sequence(lambda n: f"Argument {n}")


def complete_sheet(**fields: object) -> models.ActionSheet:
    """Create a sheet that lacks nothing."""
    known: dict[str, object] = {
        "action__objective": "Savoir avant d'agir.",
        "action__lead_department": "Direction du commerce",
        "contact_function": "Manager de commerce",
        "targets": "Commerçants",
        "participation": Participation.CONCERTATION,
        "planned_start": date(2020, 9, 1),
        "planned_end": date(2021, 6, 30),
    }
    sheet = ActionSheetFactory(**(known | fields))
    for part in (
        *(ActionStepFactory, SheetPartnerFactory, SheetLeverFactory, RiskFactory),
        *(CostLineFactory, ActionIndicatorFactory),
    ):
        part(sheet=sheet)
    return sheet


class ScenarioFactory(factory.django.DjangoModelFactory):
    """A scenario with a budget for three years; `budget=` sets the amount of each."""

    class Meta:
        model = models.Scenario
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"scenario-{n}")
    name = factory.Sequence(lambda n: f"Scénario {n}")
    time_limit = 5

    @factory.post_generation
    def budget(self: models.Scenario, create: bool, extracted: Any, **_: Any) -> None:
        amount = Decimal(100_000) if extracted is None else Decimal(extracted)
        for year in (2021, 2022, 2023):
            models.ScenarioBudget.objects.create(scenario=self, year=year, amount=amount)


class PastGrantFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.PastGrant

    key = factory.Sequence(lambda n: f"di19_{n}")
    year = 2019
    program = "DSIL"
    department = "66"
    territory_code = "66136"
    territory = "Perpignan"
    scale = GrantScale.TOWN
    category = "4 - Education"
    description = "École"
    total_cost = Decimal("1000")
    amount = Decimal("300")


class StrategyFactory(factory.django.DjangoModelFactory):
    """The strategy, published, with its French texts; one for all orientations."""

    class Meta:
        model = models.Strategy
        django_get_or_create = ("code",)

    code = "strategie"
    title = "Stratégie"
    vision = "La vision."
    governance = "La gouvernance."
    funding = "Le financement."
    follow_up = "Le suivi."
    visibility = Visibility.PUBLIC


class OrientationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Orientation

    strategy = factory.SubFactory(StrategyFactory)
    code = factory.Sequence(lambda n: f"O{n}")
    order = factory.Sequence(lambda n: n)
    priority = factory.SubFactory(PriorityFactory)
    name = factory.Sequence(lambda n: f"Orientation {n}")
    text = "Le texte."


class OrientationActionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.OrientationAction

    orientation = factory.SubFactory(OrientationFactory)
    action = factory.SubFactory(ActionFactory, public=True)
    sentence = "Ce qui change."


def complete_strategy() -> models.Strategy:
    """Give a strategy that lacks nothing: each priority, each action, each text in Catalan."""
    texts = ("vision", "governance", "funding", "follow_up")
    strategy: models.Strategy = StrategyFactory(
        title_ca="Estratègia", **{f"{name}_ca": "Text." for name in texts}
    )
    for _ in range(3):
        action = ActionSheetFactory().action
        orientation = OrientationFactory(
            strategy=strategy, priority=action.priority, name_ca="Orientació", text_ca="Text."
        )
        OrientationActionFactory(orientation=orientation, action=action, sentence_ca="Què canvia.")
    return strategy
