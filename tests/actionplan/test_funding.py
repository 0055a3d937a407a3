"""The funding plan of an action, from its rows to its page, its file and its API."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionplan import operations, queries
from actionplan.enums import CostKind, FundingOrigin, RequestState
from actionplan.funding_rules.checking import all_rules
from actionplan.funding_rules.rule import Severity
from actionplan.models import FundingAmount, FundingTerms, SheetLever
from actionplan.views.funding import SCDL_COLUMNS
from actionplan.wording import PARAM_TEXTS, RULE_TEXTS
from perpignan.study.enums import LeverDestination, LeverKind
from tests.factories.actionplan import (
    ActionSheetFactory,
    CostLineFactory,
    FundingAmountFactory,
    FundingTermsFactory,
    OwnLineFactory,
    SheetLeverFactory,
)
from tests.factories.study import FundingLeverFactory, StudyFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = date(2020, 4, 1)
PAGE = "/plan-actions/financements/"


def fund(sheet, amounts, **fields):
    """Give a sheet a cost of 100 000 € and these funders: origin -> amount."""
    CostLineFactory(sheet=sheet, amount=Decimal(100_000))
    for origin, amount in amounts.items():
        line = OwnLineFactory(
            sheet=sheet, funder=f"Financeur {origin}", origin=origin.split()[0], **fields
        )
        FundingAmountFactory(request=line, amount=Decimal(amount))
    return sheet


def checked(sheet, day=DAY):
    found = queries.all_funded_sheets().get(pk=sheet.pk)
    return queries.SheetFunding(found, day)


def keys(funding):
    return {told.finding.key for told in funding.told if told.severity is Severity.ERROR}


@pytest.mark.parametrize(
    ("amounts", "is_allowed", "headroom"),
    [
        (
            {"own": 20_000, "public 1": 40_000, "european": 30_000, "public 2": 10_000},
            True,
            Decimal(0),
        ),
        (
            {
                "own": 10_000,
                "private": 10_000,
                "public 1": 40_000,
                "european": 30_000,
                "public 2": 10_000,
            },
            False,
            Decimal(-8_000),
        ),
        (
            {
                "own": 18_000,
                "private": 10_000,
                "public 1": 32_000,
                "european": 30_000,
                "public 2": 10_000,
            },
            True,
            Decimal(0),
        ),
    ],
)
def test_the_three_cases_of_the_law_hold_on_rows(amounts, is_allowed, headroom):
    funding = checked(fund(ActionSheetFactory(), amounts))

    assert (funding.is_allowed, funding.headroom) == (is_allowed, headroom)
    assert bool(funding.blockers) is not is_allowed


def test_a_derogation_lets_the_owner_bring_less():
    sheet = fund(ActionSheetFactory(), {"own": 5_000, "public 1": 95_000})
    FundingTermsFactory(
        sheet=sheet,
        threshold="derogation",
        derogation_ground="anru",
        derogation_reason="Convention.",
    )

    funding = checked(sheet)

    assert funding.is_allowed
    assert "par dérogation" in " ".join(told.text for told in funding.told)


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"threshold": "derogation", "derogation_reason": "Acte."}, "derogation_ground"),
        ({"threshold": "derogation", "derogation_ground": "anru"}, "derogation_reason"),
        ({"threshold": "20", "derogation_ground": "anru"}, "threshold"),
        ({"earlier_minimis": Decimal(-1)}, "earlier_minimis"),
        ({"owner_siret": "123"}, "owner_siret"),
    ],
)
def test_terms_are_refused_at_their_field(fields, where):
    terms = FundingTerms(sheet=ActionSheetFactory(), **fields)

    with pytest.raises(ValidationError) as refused:
        operations.save_part(part=terms)

    assert where in refused.value.message_dict


@pytest.mark.parametrize(
    ("fields", "where", "told"),
    [
        ({"amount": Decimal("-0.01")}, "amount", "Un montant ne peut pas être négatif."),
        ({"amount": Decimal(10) ** 12}, "amount", "mille milliards"),
        ({"amount": Decimal("1.001")}, "amount", "au centime près"),
        ({"vat_basis": "TTC"}, "vat_basis", "Le plan de l'action est en HT"),
        ({"year": 1999}, "year", "L'année va de 2000 à 2100."),
    ],
)
def test_a_hostile_amount_is_refused_at_its_field(fields, where, told):
    known = {"request": SheetLeverFactory(), "year": 2021, "amount": Decimal(1)}

    with pytest.raises(ValidationError) as refused:
        operations.save_amount(amount=FundingAmount(**known | fields))

    assert told in " ".join(refused.value.message_dict[where])


def test_a_lever_with_a_rate_of_nothing_pays_nothing():
    line = SheetLeverFactory(lever=FundingLeverFactory(rate_max=Decimal(0)))

    with pytest.raises(ValidationError, match="taux de 0 %"):
        operations.save_amount(amount=FundingAmount(request=line, year=2021, amount=Decimal(5)))

    operations.save_amount(amount=FundingAmount(request=line, year=2021, amount=Decimal(0)))


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"lever": None, "funder": ""}, "Donnez un levier du catalogue"),
        ({"funder": "La Ville"}, "Donnez un levier du catalogue"),
        ({"probability": 101}, "0 à 100"),
        ({"requested_on": date(2020, 2, 1), "decided_on": date(2020, 1, 1)}, "précède la demande"),
        ({"kind": CostKind.OPERATING}, "ne finance que ceci : investissement"),
    ],
)
def test_a_line_is_refused_in_words(fields, told):
    lever = FundingLeverFactory(destination=LeverDestination.CAPITAL)
    line = SheetLever(**{"sheet": ActionSheetFactory(), "lever": lever} | fields)

    with pytest.raises(ValidationError) as refused:
        operations.save_part(part=line)

    assert told in " ".join(refused.value.messages)


@pytest.mark.parametrize(
    ("kind", "origin"),
    [
        (LeverKind.LOAN, FundingOrigin.OWN),
        (LeverKind.EUROPE, FundingOrigin.EUROPEAN),
        (LeverKind.PRIVATE, FundingOrigin.PRIVATE),
        (LeverKind.ALLOCATION, FundingOrigin.PUBLIC),
    ],
)
def test_a_lever_tells_whose_money_it_is(kind, origin):
    line = SheetLever(sheet=ActionSheetFactory(), lever=FundingLeverFactory(kind=kind))

    operations.save_part(part=line)

    assert line.origin == origin


def test_a_lever_is_limited_by_its_rate_its_ceiling_and_its_exclusions():
    first = FundingLeverFactory(rate_max=Decimal(50), ceiling=Decimal(30_000))
    second = FundingLeverFactory()
    first.excludes.add(second)
    sheet = fund(ActionSheetFactory(), {"own": 40_000})
    for lever, amount in ((first, 51_000), (second, 1_000)):
        line = SheetLeverFactory(sheet=sheet, lever=lever)
        FundingAmountFactory(request=line, amount=Decimal(amount))

    assert keys(checked(sheet)) == {"above_rate", "above_ceiling", "together"}


def test_mixed_bases_and_an_empty_plan_are_told():
    mixed, empty = ActionSheetFactory(), ActionSheetFactory()
    CostLineFactory(sheet=mixed, vat_basis="TTC")

    assert keys(checked(mixed)) == {"mixed_costs"}
    assert [told.finding.key for told in checked(empty).told] == ["empty"]


def test_works_that_start_before_the_file_is_accepted_are_told():
    sheet = fund(
        ActionSheetFactory(planned_start=date(2020, 3, 1), planned_end=date(2020, 9, 1)), {"own": 1}
    )
    line = SheetLeverFactory(
        sheet=sheet, requested_on=date(2020, 2, 1), accepted_on=date(2020, 3, 15)
    )
    FundingAmountFactory(request=line)

    assert "before_application" in {told.finding.key for told in checked(sheet).told}


def test_the_worst_case_keeps_what_is_firm_and_own():
    sheet = fund(ActionSheetFactory(), {"own": 40_000, "public 1": 10_000}, probability=50)
    granted = SheetLeverFactory(sheet=sheet, state=RequestState.GRANTED)
    FundingAmountFactory(request=granted, amount=Decimal(30_000))

    [whole] = queries.consolidated([checked(sheet)])

    assert (whole.worst, whole.expected, whole.hoped) == (70_000, 75_000, 80_000)


def test_amounts_of_two_bases_are_never_added():
    for basis in ("HT", "TTC"):
        CostLineFactory(sheet=ActionSheetFactory(vat_basis=basis), vat_basis=basis)

    items = queries.funding_of(queries.all_funded_sheets(), DAY)

    assert [whole.basis for whole in queries.consolidated(items)] == ["HT", "TTC"]


@pytest.mark.parametrize(("is_separate", "is_allowed"), [(True, True), (False, False)])
def test_two_european_funds_share_an_action_on_separate_expenses(client, is_separate, is_allowed):
    StudyFactory()
    sheet = ActionSheetFactory(action__code="A1")
    costs = [CostLineFactory(sheet=sheet, amount=Decimal(50_000), label=n) for n in "ab"]
    for place, code in enumerate(("FEDER", "FSE")):
        lever = FundingLeverFactory(code=code, name=code, kind=LeverKind.EUROPE)
        line = SheetLeverFactory(sheet=sheet, lever=lever, origin=FundingOrigin.EUROPEAN)
        operations.set_expenses(line=line, expenses=[costs[place if is_separate else 0]])
        FundingAmountFactory(request=line, amount=Decimal(25_000))
    FundingAmountFactory(request=OwnLineFactory(sheet=sheet), amount=Decimal(50_000))

    funding = checked(sheet)
    page = client.get("/plan-actions/A1/").content.decode()

    assert funding.is_allowed is is_allowed
    [told] = [t for t in funding.told if t.finding.rule == "european_funds"] or [None]
    assert (told is None) is is_allowed
    assert told is None or ("2021/1060" in told.reference and "2021, a" in told.text)
    assert "Ne paie que" in page


@pytest.mark.parametrize(
    ("amounts", "key"), [((60_000,), "more_than_expense"), ((30_000, 30_000), "same_expense")]
)
def test_an_expense_is_not_paid_beyond_its_cost(amounts, key):
    sheet = ActionSheetFactory()
    cost, _other = [CostLineFactory(sheet=sheet, amount=Decimal(50_000)) for _n in range(2)]
    for amount in amounts:
        line = SheetLeverFactory(sheet=sheet)
        operations.set_expenses(line=line, expenses=[cost])
        FundingAmountFactory(request=line, amount=Decimal(amount))

    assert key in keys(checked(sheet))


@pytest.mark.parametrize(
    ("fields", "told"),
    [({}, "dépense de cette action"), ({"kind": CostKind.OPERATING}, "dépense de ce budget")],
)
def test_a_line_pays_expenses_of_its_action_and_its_budget(fields, told):
    line = SheetLeverFactory()
    cost = CostLineFactory(**({"sheet": line.sheet} if fields else {}), **fields)

    with pytest.raises(ValidationError, match=told):
        operations.set_expenses(line=line, expenses=[cost])


def test_all_that_rules_say_can_be_translated():
    said = {
        f"{rule.code}.{key}": text
        for rule in all_rules()
        for key, text in {
            "reference": rule.legal_reference,
            "explanation": rule.explanation,
            **rule.messages,
        }.items()
    }

    assert said == {key: str(text) for key, text in RULE_TEXTS.items()}
    assert all(str(text) == words for words, text in PARAM_TEXTS.items())


def test_the_sheet_page_tells_the_plan_and_keeps_chances_for_the_team(client):
    StudyFactory()
    sheet = fund(ActionSheetFactory(action__code="A1"), {"own": 20_000, "public 1": 80_000})

    page = client.get("/plan-actions/A1/").content.decode()
    client.force_login(UserFactory(lead=True))
    team = client.get("/plan-actions/A1/").content.decode()

    assert "à la limite" in page
    assert "CGCT, articles L. 1111-10 III" in page
    assert ("Probabilité" in page, "Probabilité" in team) == (False, True)
    assert sheet.action.title in page


def test_internal_actions_leave_no_money_on_public_doors(client):
    StudyFactory()
    hidden = fund(ActionSheetFactory(internal=True, action__code="SECRET"), {"own": 77_123})
    granted = SheetLeverFactory(sheet=hidden, state=RequestState.GRANTED)
    FundingAmountFactory(request=granted, amount=Decimal(5_432))

    for url in (PAGE, f"{PAGE}subventions.csv", "/api/v1/funding-plans/"):
        body = client.get(url).content.decode()
        assert "SECRET" not in body
        assert "77" not in body.replace("&#x27;", "")


def test_granted_aid_goes_out_in_the_national_columns(client):
    sheet = ActionSheetFactory(action__title="=Observatoire")
    line = SheetLeverFactory(
        sheet=sheet,
        state=RequestState.GRANTED,
        decided_on=date(2020, 3, 2),
        decision_reference="=2020-17",
        funder_siret="13002526500013",
    )
    for year, amount in ((2021, "1000.50"), (2022, "2000")):
        FundingAmountFactory(request=line, year=year, amount=Decimal(amount))
    for state in (RequestState.REQUESTED, RequestState.REFUSED):
        FundingAmountFactory(request=SheetLeverFactory(sheet=sheet, state=state))
    OwnLineFactory(sheet=sheet, state=RequestState.GRANTED)

    content = client.get(f"{PAGE}subventions.csv").content.decode()

    columns, row = csv.reader(io.StringIO(content))
    assert tuple(columns) == SCDL_COLUMNS
    told = dict(zip(columns, row, strict=True))
    assert told["montant"] == "3000.50"
    assert told["referenceDecision"] == "'=2020-17"
    assert (told["dateConvention"], told["idAttribuant"]) == ("2020-03-02", "13002526500013")
    assert told["datesPeriodeVersement"] == "2021-01-01/2022-12-31"
    assert (told["conditionsVersement"], told["notificationUE"]) == ("échelonné", "non")


def test_the_api_tells_budgets_and_findings(client):
    StudyFactory()
    fund(ActionSheetFactory(action__code="A1"), {"own": 10_000, "public 1": 90_000})

    data = client.get("/api/v1/funding-plans/A1/").json()

    assert data["budgets"][0]["own"] == "10000.00"
    assert "owner_share" in {finding["rule"] for finding in data["findings"]}
    assert "probability" not in data["lines"][0]


@pytest.mark.parametrize("url", [PAGE, f"{PAGE}subventions.csv", "/api/v1/funding-plans/"])
def test_doors_cost_the_same_for_one_and_three_plans(client, url):
    StudyFactory()
    counts = []
    for more in (1, 2):
        for _ in range(more):
            sheet = fund(ActionSheetFactory(), {"own": 20_000, "public 1": 80_000}, state="granted")
            FundingAmountFactory(request=SheetLeverFactory(sheet=sheet, state="granted"))
            FundingTermsFactory(sheet=sheet)
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        counts.append(len(captured))

    assert counts[0] == counts[1]
