from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from actionplan import operations, queries
from actionplan.enums import CostKind, VatBasis
from actionplan.models import CostLine
from tests.factories.actionplan import ActionSheetFactory, CostLineFactory
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db


def build(**fields):
    return CostLineFactory.build(sheet=ActionSheetFactory(), **fields)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"amount": Decimal("-1")}, "Un montant ne peut pas être négatif."),
        ({"amount": Decimal(10**12)}, "Un montant reste sous mille milliards d'euros"),
        ({"amount": Decimal("1.001")}, "au centime près"),
        ({"amount": "beaucoup"}, "nombre"),
        ({"year": 20210}, "L'année va de 2000 à 2100."),
        ({"vat_rate": Decimal("-5.5")}, "Un taux de TVA va de 0 à 100."),
        ({"vat_rate": Decimal(101)}, "Un taux de TVA va de 0 à 100."),
        ({"kind": "cadeau"}, "cadeau"),
    ],
)
def test_a_hostile_cost_is_refused_in_words(fields, message):
    with pytest.raises(ValidationError) as refused:
        operations.save_part(part=build(**fields))

    assert message in " ".join(refused.value.messages)
    assert not CostLine.objects.exists()


def test_the_largest_amount_is_kept_to_the_cent():
    line = operations.save_part(part=build(amount=Decimal("999999999999.99")))

    line.refresh_from_db()
    assert line.amount == Decimal("999999999999.99")


def test_the_database_itself_refuses_a_negative_cost():
    line = CostLineFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        CostLine.objects.filter(pk=line.pk).update(amount=-1)


def test_the_same_line_is_refused_twice():
    line = CostLineFactory(label="Capteurs")

    with pytest.raises(ValidationError, match="Cette ligne existe déjà"):
        operations.save_part(part=CostLineFactory.build(sheet=line.sheet, label="Capteurs"))


def test_a_line_tells_its_amount_with_and_without_vat():
    excluded = CostLineFactory.build(amount=Decimal("100.00"), vat_rate=Decimal("5.5"))
    included = CostLineFactory.build(amount=Decimal("120.00"), vat_basis=VatBasis.INCLUDED)

    assert (excluded.excluding_vat, excluded.including_vat) == (
        Decimal("100.00"),
        Decimal("105.50"),
    )
    assert (included.excluding_vat, included.including_vat) == (
        Decimal("100.00"),
        Decimal("120.00"),
    )


def test_bases_are_never_added_together():
    lines = [
        CostLineFactory.build(year=2021, amount=Decimal("10.10")),
        CostLineFactory.build(year=2022, amount=Decimal("20.20"), kind=CostKind.OPERATING),
        CostLineFactory.build(year=2022, amount=Decimal("1000"), vat_basis=VatBasis.INCLUDED),
    ]

    totals = queries.cost_totals(lines)
    yearly = queries.yearly_costs(lines)

    assert [(t.vat_basis, t.capital, t.operating, t.total) for t in totals] == [
        ("HT", Decimal("10.10"), Decimal("20.20"), Decimal("30.30")),
        ("TTC", Decimal("1000"), Decimal(0), Decimal("1000")),
    ]
    assert [(t.year, t.vat_basis, t.total) for t in yearly] == [
        (2021, "HT", Decimal("10.10")),
        (2022, "HT", Decimal("20.20")),
        (2022, "TTC", Decimal("1000")),
    ]


def test_no_line_adds_up_to_nothing():
    assert queries.cost_totals([]) == []


@pytest.mark.parametrize(("role", "seen"), [(None, 1), ("desk", 1), ("official", 2), ("lead", 2)])
def test_a_cost_is_seen_with_its_sheet(role, seen):
    CostLineFactory()
    CostLineFactory(sheet=ActionSheetFactory(internal=True))
    user = UserFactory(**({role: True} if role else {}))

    assert CostLine.objects.visible_to(user).count() == seen
