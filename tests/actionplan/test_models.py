from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from actionplan.enums import RequestState, VatBasis
from actionplan.models import ActionSheet, Dependency, SheetLever, SheetPartner
from tests.factories.actionplan import (
    ActionSheetFactory,
    DependencyFactory,
    SheetLeverFactory,
    SheetPartnerFactory,
)
from tests.factories.study import FundingLeverFactory, StudyFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"capital_min": 5, "capital_max": 4}, "L'investissement minimal dépasse le maximal."),
        ({"operating_min": 5, "operating_max": 4}, "Le fonctionnement minimal dépasse le maximal."),
        ({"capital_min": -1}, "Un montant ne peut pas être négatif."),
        ({"capital_max": Decimal("1000000000000.00")}, "sous mille milliards"),
        ({"capital_max": Decimal("1.001")}, "au centime près"),
        ({"effort": 6}, "inférieure ou égale à 5"),
        ({"impact": 0}, "supérieure ou égale à 1"),
        ({"vat_basis": "net"}, "n’est pas un choix valide"),
    ],
)
def test_what_a_sheet_refuses(fields, message):
    sheet = ActionSheetFactory()
    for name, value in fields.items():
        setattr(sheet, name, value)

    with pytest.raises(ValidationError) as refusal:
        sheet.full_clean()

    assert message in " ".join(refusal.value.messages)


def test_the_greatest_amount_is_kept_to_the_cent():
    greatest = Decimal("999999999999.99")
    sheet = ActionSheetFactory(capital_max=greatest, vat_basis=VatBasis.INCLUDED)

    sheet.refresh_from_db()

    assert (sheet.capital_max, sheet.vat_basis) == (greatest, "TTC")


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (None, None, ""),
        (Decimal("0"), Decimal("20000"), "de 0\u00a0€ à 20\u202f000\u00a0€"),
        (Decimal("1250.5"), Decimal("1250.5"), "1\u202f250,50\u00a0€"),
        (None, Decimal("7"), "7\u00a0€"),
    ],
)
def test_a_range_is_written_the_french_way(low, high, text):
    assert ActionSheet(capital_min=low, capital_max=high).capital_range == text


@pytest.mark.parametrize("state", [RequestState.GRANTED, RequestState.PAID])
def test_a_lever_of_later_cannot_have_granted(state):
    StudyFactory(funding_date=date(2020, 4, 1))
    lever = FundingLeverFactory(name="Chèque numérique", opens_on=date(2020, 11, 10))
    request = SheetLeverFactory.build(sheet=ActionSheetFactory(), lever=lever, state=state)

    with pytest.raises(ValidationError) as refusal:
        request.full_clean()

    said = {"granted": "accordé", "paid": "versé"}[state.value]
    assert refusal.value.message_dict == {
        "state": [
            f"« Chèque numérique » ne peut pas être « {said} » au 1er avril 2020 : "
            "il n'ouvre que le 10 novembre 2020."
        ]
    }


def test_a_closed_lever_cannot_have_granted():
    StudyFactory(funding_date=date(2020, 4, 1))
    lever = FundingLeverFactory(name="UIA", closes_on=date(2019, 12, 31))
    request = SheetLeverFactory.build(
        sheet=ActionSheetFactory(), lever=lever, state=RequestState.GRANTED
    )

    with pytest.raises(ValidationError, match="il a fermé le 31 décembre 2019"):
        request.full_clean()


@pytest.mark.parametrize("state", [RequestState.CONSIDERED, RequestState.REFUSED])
def test_a_closed_lever_may_still_be_noted(state):
    StudyFactory(funding_date=date(2020, 4, 1))
    request = SheetLeverFactory.build(
        sheet=ActionSheetFactory(), lever=FundingLeverFactory(closed=True), state=state
    )

    request.full_clean()
    request.save()

    assert SheetLever.objects.get().state == state


def test_an_open_lever_may_have_granted():
    StudyFactory(funding_date=date(2020, 4, 1))
    lever = FundingLeverFactory(opens_on=date(2020, 4, 1), closes_on=date(2020, 4, 1))
    request = SheetLeverFactory.build(
        sheet=ActionSheetFactory(), lever=lever, state=RequestState.GRANTED
    )

    request.full_clean()


def test_a_circle_of_dependencies_is_refused_and_named():
    first, second, third = (ActionSheetFactory(action__code=code) for code in ("A1", "A2", "A3"))
    DependencyFactory(sheet=first, needs=second)
    DependencyFactory(sheet=second, needs=third)
    last = Dependency(sheet=third, needs=first)

    with pytest.raises(ValidationError) as refusal:
        last.full_clean()

    assert refusal.value.message_dict == {
        "needs": ["Ces actions s'attendraient en rond : A3 → A1 → A2 → A3."]
    }


def test_an_action_does_not_wait_for_itself():
    sheet = ActionSheetFactory()

    with pytest.raises(ValidationError, match="Une action ne peut pas s'attendre elle-même"):
        Dependency(sheet=sheet, needs=sheet).full_clean()


@pytest.mark.parametrize("fields", [{"partner": None, "name": ""}, {"name": "Association"}])
def test_a_partner_is_listed_or_named(fields):
    partner = SheetPartnerFactory()
    for name, value in fields.items():
        setattr(partner, name, value)

    with pytest.raises(ValidationError, match="Choisissez un partenaire, ou écrivez son nom"):
        partner.full_clean()


def test_a_partner_is_on_a_sheet_once():
    first = SheetPartnerFactory()

    with pytest.raises(ValidationError, match="Ce partenaire est déjà sur la fiche"):
        SheetPartner(sheet=first.sheet, partner=first.partner).full_clean()


@pytest.mark.parametrize(
    ("role", "count"),
    [(None, 1), ("desk", 1), ("department", 2), ("official", 2), ("consortium", 2), ("lead", 2)],
)
def test_who_sees_the_sheet_of_an_internal_action(role, count):
    ActionSheetFactory()
    ActionSheetFactory(internal=True)
    user = UserFactory(**{role: True}) if role else AnonymousUser()

    assert ActionSheet.objects.visible_to(user).count() == count
