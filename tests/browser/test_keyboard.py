"""The diagnostic without a mouse: what the team, a department and a visitor do."""

import re

from axe_playwright_python.sync_playwright import Axe
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


def axe_on(page: Page) -> list[str]:
    return [item["id"] for item in Axe().run(page).response["violations"]]


def pick(page: Page, name: str, start: str) -> None:
    """Reach a list and type the beginning of a choice, as one does without a mouse."""
    tab_to(page, "name", name)
    page.keyboard.type(start)


def test_the_lead_imports_a_file_and_its_next_edition(visitor, tmp_path):
    first, second = tmp_path / "medias.csv", tmp_path / "medias-2.csv"
    first.write_text("Edition 2019;;\nCODE;NOM;LIEUX\n66136;Perpignan;12,5\n66999;Ailleurs;x\n")
    second.write_text("Edition 2019;;\nCODE;NOM;LIEUX\n66136;Perpignan;14\n")
    page = visitor.sign_in("pilote")

    visitor.go("/diagnostic/imports/")
    axe = {"list": axe_on(page)}
    tab_to(page, "name", "file")
    page.locator(":focus").set_input_files(first)  # the chooser is the browser's own
    tab_to(page, "innerText", "Envoyer et lire")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Import de medias.csv")
    axe["choice"] = axe_on(page)

    tab_to(page, "innerText", "Décrire ce nouveau fichier")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Décrire ce fichier")
    axe["mapping"] = axe_on(page)
    tab_to(page, "name", "mapping-name")
    page.keyboard.type("Lieux de médiation, essai au clavier")
    pick(page, "mapping-perimeter_column", "CODE")
    pick(page, "mapping-name_column", "NOM")
    pick(page, "mapping-perimeter_kind", "Commune")
    pick(page, "columns-0-column", "LIEUX")
    pick(page, "columns-0-indicator", "Lieux de")
    tab_to(page, "name", "mapping-year")
    page.keyboard.type("2019")
    tab_to(page, "name", "mapping-method")
    page.keyboard.type("essai")
    pick(page, "mapping-confidence", "Illustratif")
    tab_to(page, "innerText", "Enregistrer et vérifier le fichier")
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_contain_text("Le fichier est vérifié", timeout=30_000)
    expect(page.locator("main")).to_contain_text("n'est pas un nombre")
    visitor.go(page.url)
    axe["preview"] = axe_on(page)
    tab_to(page, "name", "skips_errors")
    page.keyboard.press("Space")
    tab_to(page, "innerText", "Écrire ces valeurs")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("L'import est fait.", timeout=30_000)
    visitor.go(page.url)
    axe["done"] = axe_on(page)

    tab_to(page, "innerText", "Importer un autre fichier")
    page.keyboard.press("Enter")
    page.wait_for_url("**/diagnostic/imports/")
    tab_to(page, "name", "file")
    page.locator(":focus").set_input_files(second)  # the chooser is the browser's own
    tab_to(page, "innerText", "Envoyer et lire")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Import de medias-2.csv")
    tab_to(page, "name", "mapping")
    axe["known"] = axe_on(page)
    tab_to(page, "innerText", "Vérifier avec cette correspondance")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Le fichier est vérifié", timeout=30_000)
    expect(page.locator("main")).to_contain_text("14")

    assert {name: found for name, found in axe.items() if found} == {}
