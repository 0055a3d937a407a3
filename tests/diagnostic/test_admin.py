from decimal import Decimal

import pytest
from django.urls import reverse

from diagnostic.models import IndicatorValue
from perpignan.phases import all_phases
from tests.factories.diagnostic import IndicatorFactory, IndicatorValueFactory
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db


def change_url(indicator):
    return reverse("admin:diagnostic_indicator_change", args=[indicator.pk])


def form_of(indicator, **values):
    """Fill the form of an indicator with one line of value."""
    empty = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"}
    data = {
        "code": indicator.code,
        "name": indicator.name,
        "axis": indicator.axis_id,
        "unit": "%",
        "definition": indicator.definition,
        "direction": "down",
        "order": "0",
    }
    for prefix in ("references", "standard_codes", "action_links"):
        data |= {f"{prefix}-{key}": number for key, number in empty.items()}
    data |= {"values-TOTAL_FORMS": "1", "values-INITIAL_FORMS": "0"}
    return data | {f"values-0-{name}": value for name, value in values.items()}


def test_the_lead_adds_a_value_on_the_indicator(client):
    client.force_login(UserFactory(lead=True))
    model = IndicatorValueFactory()
    indicator = IndicatorFactory()
    line = {"perimeter": model.perimeter_id, "source": model.source_id, "confidence": "solid"}

    response = client.post(
        change_url(indicator), form_of(indicator, year="2019", value="12,5", method="", **line)
    )

    assert response.status_code == 302
    assert IndicatorValue.objects.get(indicator=indicator).value == Decimal("12.5")


def test_a_value_without_source_is_refused_in_french(client):
    client.force_login(UserFactory(lead=True))
    model = IndicatorValueFactory()
    indicator = IndicatorFactory()
    line = {"perimeter": model.perimeter_id, "confidence": "solid"}

    response = client.post(
        change_url(indicator), form_of(indicator, year="2019", value="12,5", **line)
    )

    assert "Une valeur publiée comme un fait a sa source" in response.content.decode()
    assert not IndicatorValue.objects.filter(indicator=indicator).exists()


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
def test_who_opens_the_list_of_indicators(client, role, status):
    client.force_login(UserFactory(**{role: True}))

    response = client.get(reverse("admin:diagnostic_indicator_changelist"))

    assert response.status_code == status


def test_the_list_keeps_the_indicators_without_value(client):
    client.force_login(UserFactory(lead=True))
    IndicatorValueFactory(indicator__code="MESURE")
    IndicatorValueFactory(indicator__code="DOUTEUX", to_verify=True)

    page = client.get(reverse("admin:diagnostic_indicator_changelist"), {"measured": "no"})

    assert [row.code for row in page.context["cl"].result_list] == ["DOUTEUX"]


def test_the_first_page_tells_what_waits(client):
    IndicatorValueFactory(to_verify=True)
    phase = next(phase for phase in all_phases() if phase.label == "diagnostic")

    waiting = phase.waiting_for(UserFactory(lead=True))

    assert [(item.label, item.count) for item in waiting if item.count] == [
        ("Valeurs d'indicateurs à vérifier", 1),
        ("Indicateurs sans valeur publiée", 1),
    ]
    assert phase.waiting_for(UserFactory(department=True)) == ()
    client.force_login(UserFactory(lead=True))
    assert all(client.get(item.url).status_code == 200 for item in waiting)


def test_the_home_figure_counts_measured_indicators():
    IndicatorValueFactory()
    IndicatorValueFactory(to_verify=True)
    phase = next(phase for phase in all_phases() if phase.label == "diagnostic")

    measured = next(figure for figure in phase.figures() if "mesurés" in figure.label)

    assert measured.value == 1
