"""The diagnostic without a mouse: what the team, a department and a visitor do."""

import re

from playwright.sync_api import Page, expect


def tab_to(page: Page, what: str, expected: str) -> None:
    """Press Tab until the focused element's property has this value."""
    for _press in range(150):
        page.keyboard.press("Tab")
        value = page.evaluate(f"(document.activeElement.{what} || '').trim()")
        if value == expected:
            return
    raise AssertionError(f"Tab never reaches {what} = {expected}")


def test_the_lead_moves_a_finding(visitor):
    page = visitor.sign_in("pilote")
    visitor.go("/diagnostic/constats/")
    links = page.locator("main a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    first = next(link for link in links if re.fullmatch(r"/diagnostic/constats/[\w-]+/", link))
    visitor.go(f"{first}deplacer/")
    before = page.locator("select[name=box]").input_value()

    tab_to(page, "name", "box")
    page.keyboard.press("ArrowDown")
    if page.locator("select[name=box]").input_value() == before:
        page.keyboard.press("ArrowUp")
    chosen = page.locator("select[name=box]").input_value()
    tab_to(page, "type", "submit")
    page.keyboard.press("Enter")

    page.wait_for_url(f"**{first}")
    assert chosen != before
    visitor.go(f"{first}deplacer/")
    assert page.locator("select[name=box]").input_value() == chosen
    assert visitor.complaints == []


def test_a_department_scores_its_maturity(visitor):
    page = visitor.sign_in("service")
    visitor.go("/diagnostic/maturite/repondre/")
    groups = page.get_by_role("main").locator("fieldset").count()
    assert groups == 6

    page.evaluate("document.querySelector('main input[type=radio]').focus()")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    chosen = page.locator("main input[type=radio]:checked").first.get_attribute("value")
    tab_to(page, "innerText", "Enregistrer mes réponses")
    page.keyboard.press("Enter")

    expect(page.locator("body")).to_contain_text("enregistré")
    visitor.go("/diagnostic/maturite/repondre/")
    assert page.locator("main input[type=radio]:checked").first.get_attribute("value") == chosen
    assert visitor.complaints == []


def test_a_visitor_unfolds_the_figures_of_a_chart(visitor):
    page = visitor.go("/diagnostic/priorites/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#")
    page.keyboard.press("Enter")
    tab_to(page, "innerText", "Les chiffres du graphique")
    page.keyboard.press("Enter")

    expect(page.locator("figure details[open] table").first).to_be_visible()
    assert visitor.complaints == []
