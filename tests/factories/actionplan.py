"""The action plan's nouns for tests."""

from decimal import Decimal

import factory

from actionplan import models
from actionplan.enums import CostKind, CostNature
from tests.factories.study import ActionFactory, FundingLeverFactory, PartnerFactory


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


def complete_sheet(**fields: object) -> models.ActionSheet:
    """Create a sheet that lacks nothing."""
    sheet = ActionSheetFactory(**fields)
    for part in (ActionStepFactory, SheetPartnerFactory, SheetLeverFactory, RiskFactory):
        part(sheet=sheet)
    return sheet
