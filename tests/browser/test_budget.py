"""Voting on a budget with the keyboard and no script; the results, as a citizen reads them."""

import re

from playwright.sync_api import expect

from tests.browser.test_answering import CODE, Hands, find_no_fault

PAGE = "/consultation/coeur-de-ville/budget/"


def test_vote_by_keyboard_without_scripts_then_read_results(visitor_with):
    visitor = visitor_with(java_script_enabled=False)
    page = visitor.go(PAGE)
    hands = Hands(page, by_keyboard=True)

    for project in ("Panneaux de stationnement", "Un guichet d'aide", "Wi-Fi public"):
        hands.tick(project)
    hands.press("Recalculer")
    expect(page.locator("#total")).to_contain_text("en trop")
    hands.press("Relire mon bulletin")
    expect(page.get_by_role("alert")).to_contain_text("de trop")
    find_no_fault(page)

    hands.tick("Panneaux de stationnement")
    hands.press("Relire mon bulletin")
    hands.press("Envoyer mon bulletin")
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre bulletin est enregistré")
    code = CODE.search(page.inner_text("main"))
    assert code is not None
    assert re.search("Wi-Fi public", page.inner_text("main"))
    find_no_fault(page)

    page = visitor.go("/consultation/budget-participatif/budget/resultats/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Résultats du vote")
    find_no_fault(page)
