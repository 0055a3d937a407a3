"""The lead signs in, finds what waits for her and finishes a to-do, by keyboard alone."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

TASK = "Convoquer le COPIL 3 et envoyer le dossier dix jours avant"


def focus(page, locator):
    """Press Tab until the element has the focus, as a person does."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if locator.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{locator} is not reached by the keyboard")


def test_lead_finishes_a_to_do_from_her_workspace(visitor):
    page = visitor.sign_in("pilote")
    expect(page).to_have_url(f"{visitor.portal.url}/mon-espace/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ce qui m'attend")
    visitor.picture("mon-espace")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()

    focus(page, page.get_by_role("link", name=TASK))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(TASK)
    focus(page, page.get_by_role("button", name="C'est fait"))
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_contain_text("C'est noté")
    expect(page.get_by_role("link", name=TASK)).to_have_count(0)
    assert visitor.complaints == []
