"""Every public page: accessible, readable on a phone, light, quiet in the console."""

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGES = [
    "/",
    "/ca/",
    "/en/",
    "/connexion/",
    "/carte/",
    "/accessibilite/",
    "/mentions-legales/",
    "/donnees-personnelles/",
    "/benchmark/",
    "/benchmark/?q=introuvable",
    "/benchmark/mulhouse-grand-centre/",
    "/benchmark/comparer/?i=mulhouse-grand-centre&i=noyon-boutique-essai",
    "/benchmark/carte/",
    "/benchmark/villes-proches/",
    "/diagnostic/",
    "/diagnostic/indicateurs/VAC_COM/",
    "/diagnostic/indicateurs/FTTH/",
    "/diagnostic/priorites/",
    "/diagnostic/maturite/",
    "/diagnostic/constats/",
    "/diagnostic/inventaire/",
    "/diagnostic/attentes/",
    "/diagnostic/themes/commerce/",
    "/consultation/",
    "/ca/consultation/",
    "/consultation/coeur-de-ville/contributions/",
    "/consultation/coeur-de-ville/contributions/carte/",
    "/consultation/coeur-de-ville/contributions/nouvelle/",
    "/consultation/coeur-de-ville/repondre/centre/",
    "/plan-actions/",
    "/plan-actions/A1.1/",
    "/plan-actions/solutions/",
    "/plan-actions/solutions/place-de-marche/",
    "/plan-actions/partenaires/",
    "/plan-actions/calendrier/",
    "/plan-actions/suivi/",
    "/plan-actions/versions/comparer/",
    "/api/v1/docs/",
]
#: The interactive documentation is a library's page: only our own are held to the letter.
FOREIGN = {"/api/v1/docs/"}


def violations(page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{item['id']}: {item['nodes'][0]['html'][:200]}" for item in found]


@pytest.mark.parametrize("path", [path for path in PAGES if path not in FOREIGN])
def test_axe_finds_nothing(visitor, path):
    page = visitor.go(path)

    assert violations(page) == []
    assert visitor.complaints == []


@pytest.mark.parametrize("path", [path for path in PAGES if path not in FOREIGN])
def test_a_phone_in_the_dark_reads_without_scrolling_sideways(visitor_with, path):
    visitor = visitor_with(viewport={"width": 360, "height": 740}, color_scheme="dark")
    page = visitor.go(path)
    visitor.picture("phone" + path.strip("/").replace("/", "-").split("?")[0])

    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert violations(page) == []


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_light(visitor, path):
    response = visitor.page.goto(path)

    assert len(response.body()) < 60_000


def test_the_documentation_of_the_api_obeys_the_policy(visitor):
    page = visitor.go("/api/v1/docs/")
    page.wait_for_selector(".opblock")

    assert visitor.complaints == []


def test_a_page_that_does_not_exist_says_so(visitor):
    response = visitor.page.goto("/rien-ici/")

    assert response.status == 404
    assert violations(visitor.page) == []


def test_errors_in_the_questionnaire_are_accessible(visitor):
    page = visitor.go("/consultation/coeur-de-ville/repondre/centre/")
    page.get_by_role("main").locator("textarea").first.fill("Sans le lieu")
    page.get_by_role("button", name="Enregistrer et continuer").click()
    page.wait_for_selector(".error-summary")

    assert violations(page) == []
    assert page.evaluate("document.activeElement.closest('.error-summary') !== null")
