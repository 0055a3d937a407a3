from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionplan.models import ActionSheet
from perpignan.study.enums import ActionStatus, Confidence
from tests.factories.actionplan import (
    ActionSheetFactory,
    DependencyFactory,
    SheetLeverFactory,
    complete_sheet,
)
from tests.factories.study import (
    ActionFactory,
    AxisFactory,
    FundingLeverFactory,
    PriorityFactory,
    StudyFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
INDEX = "/plan-actions/"


def page_of(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def queries_of(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        page_of(client, url)
    return len(captured)


def codes(response):
    return [sheet.code for group in response.context["groups"] for sheet in group.sheets]


def test_the_plan_lists_actions_by_priority(client):
    last, first = PriorityFactory(order=2), PriorityFactory(order=1)
    ActionSheetFactory(action__code="B1", action__priority=last)
    ActionSheetFactory(action__code="A2", action__priority=first)
    ActionSheetFactory(action__code="A1", action__priority=first)

    assert codes(client.get(INDEX)) == ["A1", "A2", "B1"]


def test_the_plan_shows_amounts_with_their_basis(client):
    ActionSheetFactory(capital_min=Decimal("15000"), capital_max=Decimal("40000"))

    assert "de 15\u202f000\u00a0€ à 40\u202f000\u00a0€ HT" in page_of(client, INDEX)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("priorite=X1", ["A1", "A3"]),
        ("axe=commerce", ["A1"]),
        ("etat=discarded", ["A3"]),
        ("service=CCAS", ["A2"]),
        ("priorite=X1&etat=proposed", ["A1"]),
        ("axe=commerce&etat=discarded", []),
        ("priorite=RIEN", ["A1", "A3", "A2"]),
        ("axe=%3Cscript%3E&etat=%00", ["A1", "A3", "A2"]),
    ],
)
def test_filters_keep_what_is_asked(client, query, found):
    one, two = PriorityFactory(code="X1", order=1), PriorityFactory(code="X2", order=2)
    commerce = AxisFactory(code="commerce")
    discarded = {"action__status": ActionStatus.DISCARDED, "action__discard_reason": "Trop chère"}
    ActionSheetFactory(action__code="A1", action__priority=one, action__axes=[commerce])
    ActionSheetFactory(action__code="A2", action__priority=two, action__lead_department="CCAS")
    ActionSheetFactory(action__code="A3", action__priority=one, **discarded)

    response = client.get(f"{INDEX}?{query}")

    assert codes(response) == found


def test_a_filter_without_result_offers_the_way_back(client):
    one = ActionSheetFactory(action__lead_department="CCAS")
    ActionSheetFactory(action__lead_department="DSI", action__status=ActionStatus.DONE)

    page = page_of(client, f"{INDEX}?service=CCAS&etat=done")

    assert "Aucune action ne répond à ces filtres." in page
    assert one.action.title not in page


def test_filter_links_keep_the_other_choices_and_count(client):
    ActionSheetFactory(action__lead_department="CCAS", action__status=ActionStatus.DONE)
    ActionSheetFactory(action__lead_department="DSI", action__status=ActionStatus.DONE)

    facets = {f.name: f for f in client.get(f"{INDEX}?etat=done").context["facets"]}

    links = {link.label: (link.url, link.count) for link in facets["service"].links}
    assert links["CCAS"] == ("/plan-actions/?etat=done&service=CCAS", 1)
    assert facets["etat"].current == "Réalisée"


def test_an_empty_plan_says_so(client):
    assert "Aucune action n'est encore proposée." in page_of(client, INDEX)


def test_the_pages_set_no_cookie(client):
    sheet = complete_sheet()

    assert client.get(INDEX).cookies == {}
    assert client.get(sheet.get_absolute_url()).cookies == {}


def test_the_plan_costs_the_same_for_one_and_three_actions(client):
    complete_sheet(action__axes=[AxisFactory()])
    one = queries_of(client, INDEX)
    for _ in range(2):
        complete_sheet(action__axes=[AxisFactory()])

    assert queries_of(client, INDEX) == one


def test_a_sheet_costs_the_same_with_one_and_three_of_each_part(client):
    sheet = complete_sheet()
    DependencyFactory(sheet=sheet)
    one = queries_of(client, sheet.get_absolute_url())
    for _ in range(2):
        SheetLeverFactory(sheet=sheet)
        DependencyFactory(sheet=sheet)
        DependencyFactory(needs=sheet)

    assert queries_of(client, sheet.get_absolute_url()) == one


def test_a_sheet_shows_all_its_parts(client):
    sheet = complete_sheet(action__objective="Savoir avant d'agir.", action__lead_department="DSI")
    before = DependencyFactory(sheet=sheet).needs
    after = DependencyFactory(needs=sheet).sheet

    page = page_of(client, sheet.get_absolute_url())

    shown = [sheet.steps.get(), sheet.partners.get(), sheet.risks.get(), sheet.levers.get()]
    texts = [shown[0].text, shown[1].label, shown[2].text, shown[3].lever.name, "DSI"]
    assert [text for text in texts if text not in page] == []
    assert f'href="{before.get_absolute_url()}"' in page
    assert f'href="{after.get_absolute_url()}"' in page
    assert page.index("D'où vient cette action") < page.index("Qui la porte")


def test_a_sheet_judges_its_levers_at_the_date_of_the_study(client):
    StudyFactory(funding_date=date(2020, 4, 1))
    sheet = ActionSheetFactory()
    SheetLeverFactory(sheet=sheet, lever=FundingLeverFactory(opens_on=date(2020, 11, 10)))
    SheetLeverFactory(sheet=sheet, lever=FundingLeverFactory(closed=True))

    page = page_of(client, sheet.get_absolute_url())

    assert "non disponible au 1er avril 2020" in page
    assert "clos au 1er avril 2020" in page


def test_a_lever_to_verify_is_named_without_its_figures(client):
    lever = FundingLeverFactory(
        name="Fonds incertain", rate_text="65 % du total", confidence=Confidence.TO_VERIFY
    )
    sheet = SheetLeverFactory(lever=lever).sheet

    page = page_of(client, sheet.get_absolute_url())

    assert "Fonds incertain" in page
    assert "badge--to_verify" in page
    assert "65 %" not in page


def test_a_discarded_action_tells_why(client):
    action = ActionFactory(public=True, discarded=True)
    sheet = ActionSheetFactory(action=action)

    assert "Trop chère pour ce qu&#x27;elle apporte." in page_of(client, sheet.get_absolute_url())


def test_an_action_without_sheet_has_its_page(client):
    action = ActionFactory(public=True)

    page = page_of(client, f"{INDEX}{action.code}/")

    assert action.title in page
    assert "Les étapes restent à écrire." in page


@pytest.mark.parametrize("role", [None, "desk"])
def test_an_internal_action_leaks_nowhere(client, role):
    sheet = complete_sheet(internal=True)
    ActionSheet.objects.filter(pk=sheet.pk).update(horizon="horizon secret")
    sheet.action.title = "Projet encore secret"
    sheet.action.save()
    public = DependencyFactory(needs=sheet).sheet
    if role:
        client.force_login(UserFactory(**{role: True}))

    pages = [client.get(url).content.decode() for url in (INDEX, public.get_absolute_url())]
    pages.append(client.get("/sitemap.xml").content.decode())

    assert client.get(sheet.get_absolute_url()).status_code == 404
    assert not any("secret" in page or sheet.get_absolute_url() in page for page in pages)


@pytest.mark.parametrize("role", ["department", "official", "consortium", "lead"])
def test_the_team_reads_an_internal_sheet(client, role):
    sheet = complete_sheet(internal=True)
    client.force_login(UserFactory(**{role: True}))

    assert sheet.action.title in page_of(client, sheet.get_absolute_url())
    assert sheet.action.title in page_of(client, INDEX)


def test_hostile_texts_stay_text(client):
    sheet = complete_sheet(action__title="<script>alert(1)</script>")

    pages = page_of(client, INDEX) + page_of(client, sheet.get_absolute_url())

    assert "<script>alert" not in pages


def test_illustrative_content_is_said_to_be_so(client):
    sheet = ActionSheetFactory(is_illustrative=True)

    assert "Donnée illustrative" in page_of(client, INDEX).split("</main>")[0]
    assert "Donnée illustrative" in page_of(client, sheet.get_absolute_url()).split("</main>")[0]
