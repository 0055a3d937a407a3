"""Every noun of the plan goes out as a table and comes back the same."""

from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from django.urls import reverse

from actionplan import models, resources
from actionplan.enums import ContributionKind, Side
from perpignan.backoffice_formats import SafeCSV, SafeXLSX, read_dataset
from tests.factories import actionplan as factories
from tests.factories.study import (
    ActionFactory,
    AxisFactory,
    FundingLeverFactory,
    PriorityFactory,
    SourceFactory,
    UserFactory,
    ZoneFactory,
)

pytestmark = pytest.mark.django_db


def imported(resource, content):
    content = content if isinstance(content, bytes) else content.encode()
    return resource().import_data(read_dataset(content), rollback_on_validation_errors=True)


def make_sheet():
    parent = factories.ActionSheetFactory(action__code="A1")
    factories.ActionSheetFactory(
        action__code="A1.1",
        parent=parent,
        capital_min=Decimal("0.10"),
        capital_max=Decimal("999999999999.99"),
        vat_basis="TTC",
        planned_start=date(2030, 1, 1),
        planned_end=date(2030, 2, 1),
        actual_start=date(2020, 1, 1),
        progress=15,
        targets="=Tous",
    )


def make_costs():
    sheet = factories.ActionSheetFactory()
    for number, (amount, basis) in enumerate(
        [("0.01", "HT"), ("999999999999.99", "TTC"), ("1234.50", "TTC")]
    ):
        factories.CostLineFactory(
            sheet=sheet,
            label=f"+ligne {number}",
            amount=Decimal(amount),
            vat_basis=basis,
            vat_rate=Decimal("5.50"),
        )


def make_partner():
    factories.SheetPartnerFactory(
        contribution=ContributionKind.MONEY,
        amount=Decimal("15000.50"),
        vat_basis="TTC",
        commit_by=date(2030, 1, 1),
    )
    factories.SheetPartnerFactory(partner=None, name="-Riverains", role="")


def make_step():
    factories.ActionStepFactory(due_on=date(2030, 1, 1), text="@Jalon")
    factories.ActionStepFactory()


def make_indicator():
    factories.ActionIndicatorFactory(
        target=Decimal("6.2500"), target_on=date(2030, 1, 1), diagnostic_code="VAC_COM"
    )
    factories.ActionIndicatorFactory(baseline=None, target=None)


def make_solution():
    factories.SolutionFactory(
        title="=Titre", actions=[ActionFactory(), ActionFactory()], axes=[AxisFactory()]
    )


def make_argument():
    factories.SolutionArgumentFactory(source=SourceFactory(), side=Side.AGAINST)
    factories.SolutionArgumentFactory(reference="Une page")


def make_funding():
    lever = FundingLeverFactory(code="DSIL")
    sheet = factories.ActionSheetFactory(action__code="A9", vat_basis="TTC")
    granted = factories.SheetLeverFactory(
        sheet=sheet,
        lever=lever,
        state="granted",
        probability=80,
        requested_on=date(2020, 1, 2),
        decided_on=date(2020, 3, 2),
        eligible_base=Decimal("999999999999.99"),
        decision_reference="=2020-1",
        funder_siret="13002526500013",
    )
    own = factories.OwnLineFactory(sheet=sheet, funder="+Ville | de Perpignan")
    factories.OwnLineFactory(sheet=sheet, kind="operating", funder=own.funder)
    for line, amount in ((granted, "0.01"), (own, "999999999999.99")):
        factories.FundingAmountFactory(request=line, amount=Decimal(amount), vat_basis="TTC")


def make_expenses():
    """A line that pays two expenses out of three, with names that separators might cut."""
    sheet = factories.ActionSheetFactory(action__code="B8")
    costs = [factories.CostLineFactory(sheet=sheet, label=f"a ; b, {n} | c") for n in range(3)]
    factories.SheetLeverFactory(sheet=sheet).expenses.set(costs[:2])


def make_scenario(model):
    """A scenario with a limit of each kind; `model` is the one looked at."""
    scenario = factories.ScenarioFactory(code="S1", name="=Nom", owner_share=Decimal("30.50"))
    first, second = (factories.ActionSheetFactory(action__code=code) for code in ("A1", "A2"))
    rows = {
        models.ScenarioAction: {"sheet": first, "earliest": 2022, "staff": Decimal("0.25")},
        models.ScenarioLever: {"lever": FundingLeverFactory(), "envelope": Decimal("0.01")},
        models.ScenarioPair: {"first": first, "second": second, "bonus": Decimal("-1.50")},
    }
    if model in rows:
        model.objects.create(scenario=scenario, **rows[model])
    if model is models.ScenarioMinimum:
        model.objects.create(scenario=scenario, zone=ZoneFactory(), count=1, amount=Decimal("9.99"))
        model.objects.create(scenario=scenario, priority=PriorityFactory(), count=2)


def make_terms():
    factories.FundingTermsFactory(
        threshold="derogation",
        derogation_ground="anru",
        derogation_reason="=Convention",
        derogation_on=date(2020, 1, 2),
        earlier_minimis=Decimal("0.10"),
    )


def make_deadline():
    models.LeverDeadline.objects.create(
        lever=FundingLeverFactory(), on=date(2030, 1, 31), label="=Appel"
    )


def make_past_grant():
    models.PastGrant.objects.create(
        key="di19_1",
        year=2019,
        program="DSIL",
        department="2A",
        territory_code="01001",
        territory="+Ville",
        scale="epci",
        category="4 - x",
        description="=École",
        total_cost="999999999999.99",
        amount="0.01",
    )


LIMITS = (
    resources.ScenarioResource,
    resources.ScenarioBudgetResource,
    resources.ScenarioActionResource,
    resources.ScenarioLeverResource,
    resources.ScenarioMinimumResource,
    resources.ScenarioPairResource,
)
MAKERS = {
    **{limit: partial(make_scenario, limit.Meta.model) for limit in LIMITS},
    resources.LeverDeadlineResource: make_deadline,
    resources.PastGrantResource: make_past_grant,
    resources.SheetLeverResource: make_funding,
    resources.FundingAmountResource: make_funding,
    resources.FundingTermsResource: make_terms,
    resources.CostLineResource: make_costs,
    resources.SheetPartnerResource: make_partner,
    resources.ActionStepResource: make_step,
    resources.RiskResource: lambda: factories.RiskFactory(likelihood=2, impact=5, answer="-"),
    resources.DependencyResource: lambda: factories.DependencyFactory(lag_weeks=-4),
    resources.ActionIndicatorResource: make_indicator,
    resources.IndicatorMeasureResource: lambda: factories.IndicatorMeasureFactory(
        value=Decimal("3.1250"), note="=note"
    ),
    resources.SolutionResource: make_solution,
    resources.SolutionArgumentResource: make_argument,
}


def stored(resource):
    model = resource.Meta.model
    return sorted(model.objects.values_list(*resource.Meta.fields), key=str)


@pytest.mark.parametrize("file_format", [SafeCSV, SafeXLSX])
@pytest.mark.parametrize("resource", MAKERS)
def test_rows_come_back_as_they_went_out(resource, file_format):
    MAKERS[resource]()
    before = stored(resource)
    rows = resource.Meta.model.objects.count()
    content = file_format().export_data(resource().export())

    unchanged = imported(resource, content)
    resource.Meta.model.objects.all().delete()
    created = imported(resource, content)

    assert (unchanged.problems, created.problems) == ([], [])
    assert (unchanged.totals["skip"], created.totals["new"]) == (rows, rows)
    assert stored(resource) == before


def test_the_expenses_of_a_line_come_back_and_those_of_another_action_do_not():
    make_expenses()
    line = models.SheetLever.objects.get()
    before = set(line.expenses.all())
    content = SafeXLSX().export_data(resources.SheetLeverResource().export())
    line.expenses.clear()
    stranger = factories.CostLineFactory()
    wrong = f"sheet;lever;funder;kind;expenses\nB8;{line.lever.code};;capital;{stranger.key}"

    again = imported(resources.SheetLeverResource, content)
    refused = imported(resources.SheetLeverResource, wrong)

    assert (again.problems, set(line.expenses.all())) == ([], before)
    assert "n'est pas une dépense de cette action" in refused.problems[0]


def test_a_computed_scenario_is_changed_by_no_file():
    make_scenario(models.ScenarioBudget)
    models.Scenario.objects.update(status="done")
    budgets = "scenario;year;amount\nS1;2021;5"

    for resource, content in (
        (resources.ScenarioResource, "code;name\nS1;Autre"),
        (resources.ScenarioBudgetResource, budgets),
    ):
        assert "dupliquez-le" in imported(resource, content).problems[0]


@pytest.mark.parametrize("file_format", [SafeCSV, SafeXLSX])
def test_sheets_come_back_as_they_went_out(file_format):
    make_sheet()
    resource = resources.ActionSheetResource
    before = stored(resource)
    content = file_format().export_data(resource().export())
    models.ActionSheet.objects.update(progress=0, vat_basis="HT", targets="", capital_min=None)

    again = imported(resource, content)

    assert again.problems == []
    assert stored(resource) == before


def test_internal_notes_leave_by_no_file():
    factories.ActionSheetFactory(internal_note="Note cachée", contact_details="caché")

    assert "cach" not in resources.ActionSheetResource().export().csv


def test_a_decision_goes_out_and_does_not_come_in():
    solution = factories.SolutionFactory(retained=True)
    content = resources.SolutionResource().export().csv
    models.Solution.objects.update(status="candidate", reason="")

    result = imported(resources.SolutionResource, content)

    solution.refresh_from_db()
    assert "Elle est prête." in content
    assert (result.problems, solution.status) == ([], "candidate")


@pytest.mark.parametrize(
    ("resource", "content", "problem"),
    [
        (
            resources.CostLineResource,
            "sheet;year;kind;nature;label;amount\nA1;2021;capital;works;x;-5",
            "Ligne 2, champ montant (€) : Un montant ne peut pas être négatif.",
        ),
        (
            resources.CostLineResource,
            "sheet;year;kind;nature;label;amount\nA1;2021;capital;works;x;1000000000000",
            "mille milliards",
        ),
        (
            resources.CostLineResource,
            "sheet;year;kind;nature;label;amount;vat_basis\nA1;2021;capital;works;x;5;HTC",
            "« HTC » n'est pas admis.",
        ),
        (
            resources.CostLineResource,
            "sheet;year;kind;nature;label;amount\nZ9;2021;capital;works;x;5",
            "« Z9 » n'est pas connu (fiche-action).",
        ),
        (
            resources.DependencyResource,
            "sheet;needs\nA1;A1",
            "Une action ne peut pas s'attendre elle-même.",
        ),
        (
            resources.DependencyResource,
            "sheet;needs\nA1;A2\nA2;A1",
            "A2 → A1 → A2",
        ),
        (
            resources.ActionSheetResource,
            "action;progress\nA1;40",
            "Une action qui avance a un début réel.",
        ),
    ],
)
def test_a_hostile_file_is_refused_whole_and_in_words(resource, content, problem):
    for code in ("A1", "A2"):
        factories.ActionSheetFactory(action__code=code)

    result = imported(resource, content)

    assert problem in " ".join(result.problems)
    assert not models.CostLine.objects.exists()
    assert not models.Dependency.objects.exists()


def test_the_lead_exports_costs_from_the_back_office(client):
    make_costs()
    client.force_login(UserFactory(lead=True))

    response = client.post(
        reverse("admin:actionplan_costline_export"), {"format": "0", "resource": "0"}
    )

    assert "999999999999.99" in response.content.decode("utf-8-sig")
