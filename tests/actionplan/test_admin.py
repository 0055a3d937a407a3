from decimal import Decimal

import pytest
from django.urls import reverse

from actionplan.models import ActionSheet, Dependency
from perpignan.phases import all_phases, page_of
from tests.factories.actionplan import (
    ActionSheetFactory,
    ActionStepFactory,
    DependencyFactory,
    SheetLeverFactory,
    complete_sheet,
)
from tests.factories.study import FundingLeverFactory, StudyFactory, UserFactory

pytestmark = pytest.mark.django_db
PARTS = (
    "funding_terms",
    "steps",
    "partners",
    "costs",
    "levers",
    "indicators",
    "risks",
    "dependencies",
)


def change(client, sheet, **changes):
    """Post the form of a sheet: `steps=[{...}]` adds lines, other names are fields."""
    data = {
        "action": sheet.action_id,
        "horizon": "6-18 mois",
        "vat_basis": "HT",
        "progress": "0",
        "capital_min": "15000",
        "capital_max": "40000",
    }
    for part in PARTS:
        lines = changes.pop(part, [])
        data |= {f"{part}-TOTAL_FORMS": len(lines), f"{part}-INITIAL_FORMS": 0}
        for number, line in enumerate(lines):
            data |= {f"{part}-{number}-{name}": value for name, value in line.items()}
    url = reverse("admin:actionplan_actionsheet_change", args=[sheet.pk])
    return client.post(url, data | changes)


@pytest.fixture
def lead(client):
    client.force_login(UserFactory(lead=True))
    return client


@pytest.mark.parametrize("typed", ["1 250,50", "1\u202f250,50", "1250.5"])
def test_amounts_are_typed_as_people_do(lead, typed):
    sheet = ActionSheetFactory()

    response = change(lead, sheet, capital_min=typed, steps=[{"order": 1, "text": "Nommer"}])

    assert response.status_code == 302
    assert ActionSheet.objects.get().capital_min == Decimal("1250.50")
    assert [step.text for step in sheet.steps.all()] == ["Nommer"]


def test_a_lever_that_was_closed_is_refused_on_its_line(lead):
    StudyFactory()
    sheet, lever = ActionSheetFactory(), FundingLeverFactory(closed=True)

    response = change(lead, sheet, levers=[{"lever": lever.pk, "state": "granted"}])

    assert "il a fermé le 1er janvier 2019" in response.content.decode()
    assert not sheet.levers.exists()


def test_a_circle_is_refused_on_its_line(lead):
    first, second = ActionSheetFactory(action__code="A1"), ActionSheetFactory(action__code="A2")
    DependencyFactory(sheet=second, needs=first)

    response = change(lead, first, dependencies=[{"needs": second.pk}])

    assert "Ces actions s&#x27;attendraient en rond : A1 → A2 → A1." in response.content.decode()
    assert Dependency.objects.count() == 1


def test_a_change_is_kept_in_the_history_with_its_author(lead):
    sheet = ActionSheetFactory()
    change(lead, sheet, horizon="0-6 mois")

    page = lead.get(reverse("admin:actionplan_actionsheet_history", args=[sheet.pk]))

    assert "0-6 mois" in page.content.decode()


def test_the_sheet_leads_to_its_action(lead):
    sheet = ActionSheetFactory()

    page = lead.get(reverse("admin:actionplan_actionsheet_change", args=[sheet.pk]))

    assert reverse("admin:study_action_change", args=[sheet.action_id]) in page.content.decode()


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("lead", 200),
        ("consortium", 200),
        ("administrator", 200),
        ("department", 302),
        ("desk", 302),
    ],
)
def test_who_opens_the_list_of_sheets(client, role, status):
    client.force_login(UserFactory(**{role: True}))

    response = client.get(reverse("admin:actionplan_actionsheet_changelist"))

    assert response.status_code == status


def test_the_first_page_leads_to_the_sheets_that_lack_something(lead):
    complete_sheet()
    lacking = ActionStepFactory().sheet
    phase = next(phase for phase in all_phases() if phase.label == "actionplan")

    waiting = phase.waiting_for(UserFactory(lead=True))

    assert [(str(item.label), item.count) for item in waiting] == [
        ("Fiches-actions à compléter", 1),
        ("Actions en retard", 1),
        ("Jalons dépassés", 0),
        ("Engagements attendus", 0),
        ("Engagements sans lettre", 0),
        ("Partenaires sans rôle", 0),
        ("Indicateurs sans mesure", 0),
        ("Travaux avant l'acceptation du dossier", 0),
        ("Solutions à décider", 0),
    ]
    assert phase.waiting_for(UserFactory(department=True)) == ()
    found = lead.get(waiting[0].url).context["cl"].result_list
    assert [sheet.pk for sheet in found] == [lacking.pk]
    assert lead.get(waiting[1].url.split("#")[0]).status_code == 200


def test_a_sheet_tells_in_the_back_office_what_it_lacks(lead):
    sheet = complete_sheet(targets="")

    page = lead.get(reverse("admin:actionplan_actionsheet_change", args=[sheet.pk]))

    assert "11 sur 12 ; manquent : les publics visés" in page.content.decode()


def test_a_hostile_cost_is_refused_on_its_line(lead):
    sheet = ActionSheetFactory()
    line = {"year": 2021, "kind": "capital", "nature": "works", "vat_basis": "TTC"}

    response = change(lead, sheet, costs=[line | {"amount": "-5", "vat_rate": "20"}])

    assert "Un montant ne peut pas être négatif." in response.content.decode()
    assert not sheet.costs.exists()


def test_progress_without_a_start_is_refused_in_words(lead):
    response = change(lead, ActionSheetFactory(), progress="20")

    assert "Une action qui avance a un début réel." in response.content.decode()


def test_the_phase_tells_its_figure_and_the_page_of_an_action():
    public, internal = ActionSheetFactory(), ActionSheetFactory(internal=True)
    SheetLeverFactory(sheet=public)
    phase = next(phase for phase in all_phases() if phase.label == "actionplan")

    urls = [page.url for page in phase.public_pages()]

    assert [figure.value for figure in phase.figures()] == [1]
    assert page_of(public.action) == public.get_absolute_url()
    assert public.get_absolute_url() in urls
    assert internal.get_absolute_url() not in urls
