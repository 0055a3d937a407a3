"""The pages of the whole study in a browser: search by keyboard, chains, and axe on each."""

import pytest

from tests.browser.test_pages import violations

PAGES = [
    "/recherche/",
    "/recherche/?q=commerce",
    "/recherche/?q=commerce&kind=actions",
    "/recherche/?q=introuvablement",
    "/preuves/action/A1.1/",
    "/actualites/",
    "/actualites/etude-lancee/",
    "/glossaire/",
    "/donnees-ouvertes/",
    "/priorites/P1/",
    "/ca/priorites/P2/",
    "/etapes/",
    "/carte/",
    "/resume/",
    "/en/resume/",
]


@pytest.mark.parametrize("path", PAGES)
def test_public_page_is_accessible_on_a_phone(visitor_with, path):
    visitor = visitor_with(viewport={"width": 360, "height": 740})
    page = visitor.go(path)

    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert violations(page) == []
    assert visitor.complaints == []


def test_search_by_keyboard_leads_to_a_chain(visitor):
    page = visitor.go("/glossaire/")
    page.get_by_role("searchbox", name="Mots cherchés").first.focus()
    page.keyboard.type("deux applications")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Deux applications").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="la chaîne de preuves").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/preuves/constat/**")

    assert page.get_by_role("img", name="Chaîne de preuves de").is_visible()
    assert page.get_by_role("heading", name="Directement").is_visible()
    assert visitor.complaints == []


def test_home_does_not_move_while_it_loads(visitor):
    page = visitor.page
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver((list) => { for (const entry of "
        "list.getEntries()) window.shift += entry.value; })"
        ".observe({type: 'layout-shift', buffered: true});"
    )
    response = page.goto("/")
    page.wait_for_load_state("networkidle")

    assert page.evaluate("window.shift") < 0.01
    assert len(response.body()) < 60_000
