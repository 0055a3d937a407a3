from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.diagnostic import (
    IndicatorActionFactory,
    IndicatorFactory,
    IndicatorValueFactory,
    ReferenceValueFactory,
)
from tests.factories.study import ActionFactory, UserFactory

pytestmark = pytest.mark.django_db
INDEX = "/diagnostic/"


def queries_of(client, url):
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def make_full_indicator():
    indicator = IndicatorFactory()
    IndicatorValueFactory(indicator=indicator)
    ReferenceValueFactory(indicator=indicator)
    IndicatorActionFactory(indicator=indicator)
    return indicator


def test_the_index_tells_what_is_known_and_what_is_missing(client):
    IndicatorValueFactory(indicator=IndicatorFactory(name="Taux de vacance"))
    IndicatorFactory(name="Fréquentation piétonne")

    page = client.get(INDEX).content.decode()

    assert "Sur 2 indicateurs définis, 1 a au moins une valeur publiée" in page
    assert "1 reste à mesurer." in page
    assert "19,7\u00a0%" in page
    assert "Aucune valeur sourcée à ce jour" in page


def test_the_index_says_when_nothing_is_defined(client):
    assert "Aucun indicateur n'est encore défini." in client.get(INDEX).content.decode()


def test_the_index_sets_no_cookie(client):
    make_full_indicator()

    assert client.get(INDEX).cookies == {}


def test_the_index_costs_the_same_for_one_and_three_indicators(client):
    make_full_indicator()
    one = queries_of(client, INDEX)
    for _ in range(2):
        make_full_indicator()

    assert queries_of(client, INDEX) == one


def test_an_indicator_shows_its_chart_table_method_and_source(client):
    value = IndicatorValueFactory(method="comptage de rue", source__title="Enquête du centre")

    page = client.get(value.indicator.get_absolute_url()).content.decode()

    assert "<svg" in page
    assert "<td>comptage de rue</td>" in page
    assert "Enquête du centre" in page
    assert value.indicator.definition.replace("'", "&#x27;") in page


def test_an_indicator_explains_why_values_differ(client):
    value = IndicatorValueFactory(method="Procos")
    IndicatorValueFactory(
        indicator=value.indicator, perimeter=value.perimeter, method="journal", value=Decimal("13")
    )

    page = client.get(value.indicator.get_absolute_url()).content.decode()

    assert "Pourquoi les valeurs diffèrent" in page
    assert "Pour 2017, plusieurs mesures du même territoire" in page


def test_an_indicator_without_value_says_so_and_draws_nothing(client):
    reference = ReferenceValueFactory(value=Decimal("17"), label="France")

    page = client.get(reference.indicator.get_absolute_url()).content.decode()

    assert "Aucune valeur sourcée à ce jour" in page
    assert 'class="chart"' not in page
    assert "<strong>17\u00a0%</strong> : France, 2015" in page


@pytest.mark.parametrize("role", [None, "official"])
def test_a_value_to_verify_leaks_nowhere(client, role):
    value = IndicatorValueFactory(to_verify=True, value=Decimal("32.4321"), method="rumeur")
    if role:
        client.force_login(UserFactory(**{role: True}))

    pages = [
        client.get(url).content.decode() for url in (INDEX, value.indicator.get_absolute_url())
    ]

    assert all("32,4321" not in page and "rumeur" not in page for page in pages)
    assert "Une valeur est en cours de vérification" in pages[1]


@pytest.mark.parametrize("role", ["department", "consortium", "lead"])
def test_the_team_sees_a_value_to_verify_with_its_badge(client, role):
    value = IndicatorValueFactory(to_verify=True, value=Decimal("32.4321"))
    client.force_login(UserFactory(**{role: True}))

    page = client.get(value.indicator.get_absolute_url()).content.decode()

    assert "32,4321" in page
    assert "badge--to_verify" in page


@pytest.mark.parametrize(("role", "is_seen"), [(None, False), ("desk", False), ("lead", True)])
def test_an_internal_action_is_not_named(client, role, is_seen):
    link = IndicatorActionFactory(action=ActionFactory(title="Projet encore secret"))
    if role:
        client.force_login(UserFactory(**{role: True}))

    page = client.get(link.indicator.get_absolute_url()).content.decode()

    assert ("Projet encore secret" in page) is is_seen


def test_an_indicator_leads_to_the_page_of_its_actions(client):
    link = IndicatorActionFactory()

    page = client.get(link.indicator.get_absolute_url()).content.decode()

    assert f'href="{reverse("actionplan:sheet-detail", args=[link.action.code])}"' in page


def test_an_unknown_indicator_is_not_found(client):
    assert client.get("/diagnostic/indicateurs/RIEN/").status_code == 404


def test_hostile_texts_stay_text(client):
    value = IndicatorValueFactory(
        indicator__name="<script>alert(1)</script>", method="</svg><script>alert(2)</script>"
    )

    page = client.get(value.indicator.get_absolute_url()).content.decode()

    assert "<script>alert" not in page


@pytest.mark.parametrize("prefix", ["/ca", "/en"])
def test_the_name_is_shown_in_the_language_of_the_page(client, prefix):
    indicator = IndicatorFactory(
        name="Taux de vacance", name_ca="Taxa de locals buits", name_en="Vacancy rate"
    )
    wanted = {"/ca": "Taxa de locals buits", "/en": "Vacancy rate"}[prefix]

    page = client.get(f"{prefix}/diagnostic/indicateurs/{indicator.code}/").content.decode()

    assert wanted in page
