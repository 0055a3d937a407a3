"""Voting on a budget with the keyboard and no script; the results, as a citizen reads them."""

from playwright.sync_api import Page, expect

from tests.browser.test_answering import CODE, find_no_fault

PAGE = "/consultation/coeur-de-ville/budget/"
RESULTS = "/consultation/budget-participatif/budget/resultats/"
DEAR = ("Panneaux de stationnement", "Un guichet d'aide", "Wi-Fi public")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).press("Enter")


def test_vote_by_keyboard_without_scripts_then_read_results(visitor_with):
    page = visitor_with(java_script_enabled=False).go(PAGE)
    for project in DEAR:
        page.get_by_label(project).press("Space")
    press(page, "Recalculer")
    expect(page.locator("#total")).to_contain_text("en trop")
    press(page, "Relire mon bulletin")
    expect(page.get_by_role("alert")).to_contain_text("de trop")

    page.get_by_label(DEAR[0]).press("Space")
    press(page, "Relire mon bulletin")
    press(page, "Envoyer mon bulletin")
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre bulletin est enregistré")
    assert CODE.search(page.inner_text("main"))
    expect(page.get_by_role("main")).to_contain_text(DEAR[2])

    seeing = visitor_with()
    find_no_fault(seeing.go(PAGE))
    page = seeing.go(RESULTS)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Résultats du vote")
    find_no_fault(page)
