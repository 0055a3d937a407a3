"""Themes from the team's desk to the citizen's page, by keyboard, then without scripts."""

from playwright.sync_api import Page, expect

from tests.browser.test_answering import Hands, find_no_fault

PLACE = "/consultation/coeur-de-ville"
NAME = "Le vélo dans le centre"


def test_the_lead_publishes_a_theme_and_a_citizen_reads_it(visitor_with):
    lead = visitor_with()
    lead.sign_in("pilote")
    _clear_a_text(lead.go(f"{PLACE}/themes/relecture/"))
    _publish(lead.go(f"{PLACE}/themes/equipe/"))
    assert lead.complaints == []

    citizen = visitor_with(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = citizen.go(f"{PLACE}/themes/")
    page.get_by_role("link", name=NAME, exact=True).click()
    expect(page.locator("h1")).to_have_text(NAME)
    expect(page.locator(".quote").first).to_be_visible()
    page.get_by_role("link", name="Suites données").click()
    expect(page.locator("h1")).to_have_text("Vous avez dit, nous avons fait")
    expect(page.locator(".follow-up").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_axe_finds_nothing_in_themes_and_follow_up(visitor_with):
    reader = visitor_with(color_scheme="dark")

    for path in ("/themes/", "/suites/"):
        find_no_fault(reader.go(PLACE + path))
    page = reader.go(f"{PLACE}/themes/")
    page.locator(".theme h3 a").first.click()
    expect(page.locator(".quote").first).to_be_visible()
    find_no_fault(page)


def _clear_a_text(page: Page) -> None:
    """Tick the first text with the space bar and say that it may be quoted."""
    waiting = page.locator(".lead").inner_text()
    page.locator("input[name=texts]").first.focus()
    page.keyboard.press("Space")
    find_no_fault(page)
    Hands(page, by_keyboard=True).press("Ces textes peuvent être cités")
    expect(page.locator(".lead")).not_to_have_text(waiting)


def _publish(page: Page) -> None:
    find_no_fault(page)
    page.get_by_role("row", name="vélo").get_by_role("link").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/equipe/")
    hands = Hands(page, by_keyboard=True)
    page.get_by_label("Nom publié du thème").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type(NAME)
    hands.press("Enregistrer le nom")
    expect(page.locator("h1")).to_have_text(NAME)
    hands.press("Valider et publier ce thème")
    expect(page.get_by_role("button", name="Retirer de la publication")).to_be_visible()
