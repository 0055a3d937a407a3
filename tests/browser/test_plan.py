"""The action plan without a mouse: the lead moves an action and refuses a follower."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.test_keyboard import tab_to

TEAM_PAGES = (
    "/plan-actions/partenaires/matrice/",
    "/plan-actions/suivi/rappels/",
    "/plan-actions/versions/figer/",
    "/plan-actions/A2.1/fichiers/",
)


def test_the_lead_moves_an_action_and_refuses_a_follower(visitor):
    page = visitor.sign_in("pilote")
    visitor.go("/plan-actions/calendrier/deplacer/A1.1/")
    end = page.locator("input[name=end]")
    year = int(end.input_value()[:4])
    end.fill(f"{year + 1}{end.input_value()[4:]}")
    tab_to(page, "name", "reason")
    page.keyboard.type("Le relevé prend un an de plus.")
    tab_to(page, "innerText", "Voir ce que cela déplace")
    page.keyboard.press("Enter")

    boxes = page.locator("input[name=accept]")
    expect(boxes).to_have_count(2)  # A1.2 and A1.3 wait for A1.1
    assert Axe().run(page).response["violations"] == []
    tab_to(page, "name", "accept")
    page.keyboard.press("Space")
    tab_to(page, "innerText", "Enregistrer ces dates")
    page.keyboard.press("Enter")

    page.wait_for_url("**/plan-actions/calendrier/")
    expect(page.locator("main")).to_contain_text("A1.2 commence")
    expect(page.locator("main")).to_contain_text("trop tôt après A1.1")
    expect(page.locator("main")).to_contain_text("Le relevé prend un an de plus.")
    for path in TEAM_PAGES:
        visitor.go(path)
        assert Axe().run(page).response["violations"] == [], path
    assert visitor.complaints == []
