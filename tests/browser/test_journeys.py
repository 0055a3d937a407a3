"""The ways that people go, from the first page to the last."""

import re

import pytest
from playwright.sync_api import Page, expect

SENT = re.compile(r"^[A-Z0-9]{4}(-[A-Z0-9]{4}){2}$")


def main_button(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).first.click()


def answer_the_page(page: Page) -> None:
    """Give an answer to every question of a section, whatever its type."""
    main = page.get_by_role("main")
    for group in main.locator("fieldset").all():
        radios, boxes = group.locator("input[type=radio]"), group.locator("input[type=checkbox]")
        if radios.count():
            radios.nth(1).check()
        elif boxes.count():
            boxes.first.check()
        for position, choice in enumerate(group.locator("select").all(), start=1):
            choice.select_option(index=position)
        numbers = group.locator("input[type=number]").all()
        for position, number in enumerate(numbers):
            number.fill("10" if position == 0 else "0")
    for field in main.locator("input[type=text]:not([tabindex='-1'])").all():
        field.fill("Place de la République")
    for field in main.locator("textarea").all():
        field.fill("Des bancs à l'ombre <b>partout</b>")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_visitor_goes_from_home_to_the_receipt(visitor_with, scripts):
    visitor = visitor_with(java_script_enabled=scripts)
    page = visitor.go("/")
    visitor.picture(f"home-{scripts}")

    # The benchmark: filter, open a sheet, compare.
    page.get_by_role("navigation").get_by_role("link", name="Benchmark").first.click()
    page.get_by_role("main").get_by_label("Rechercher").fill("mediatheque")
    main_button(page, "Filtrer")
    expect(page.get_by_role("link", name="Smart Aarhus")).to_be_visible()
    visitor.go("/benchmark/?country=FR&priority=P1")
    for box in page.get_by_role("checkbox", name="Comparer").all()[:2]:
        box.check()
    main_button(page, "Comparer les initiatives cochées")
    expect(page.get_by_role("table")).to_be_visible()
    visitor.picture(f"compare-{scripts}")

    # The diagnostic: a chart with its table.
    visitor.go("/diagnostic/indicateurs/VAC_COM/")
    expect(page.locator("figure svg").first).to_be_visible()
    page.get_by_text("Les chiffres du graphique").first.click()
    expect(page.get_by_role("cell", name="19,7", exact=False).first).to_be_visible()

    # The whole questionnaire, then the receipt.
    visitor.go("/consultation/coeur-de-ville/")
    page.get_by_role("main").get_by_role("link", name="Répondre", exact=True).first.click()
    for _section in range(4):
        answer_the_page(page)
        page.get_by_role("main").get_by_role(
            "button", name=re.compile("^Enregistrer et (continuer|relire)$")
        ).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Relire et envoyer")
    expect(page.get_by_text("Des bancs à l'ombre <b>partout</b>").first).to_be_visible()
    main_button(page, "Envoyer ma réponse")

    expect(page.get_by_role("heading", level=1)).to_have_text("Votre réponse est enregistrée")
    expect(page.get_by_text(SENT).first).to_be_visible()
    visitor.picture(f"receipt-{scripts}")
    assert visitor.complaints == []


def test_a_receipt_finds_and_withdraws_the_answer(visitor_with):
    visitor = visitor_with()
    page = visitor.go("/consultation/coeur-de-ville/")
    page.get_by_role("main").get_by_role("link", name="Répondre", exact=True).first.click()
    page.get_by_role("main").locator("input[type=radio]").first.check()
    main_button(page, "Enregistrer et continuer")
    main_button(page, "Enregistrer et tout relire")
    main_button(page, "Envoyer ma réponse")
    code = page.get_by_text(SENT).first.inner_text()

    elsewhere = visitor_with()
    other = elsewhere.go("/consultation/coeur-de-ville/")
    other.get_by_role("link", name="Vérifier, corriger ou retirer ma réponse avec mon code").click()
    other.get_by_label("Code", exact=False).first.fill(code.lower())
    other.get_by_role("main").get_by_role("button").first.click()
    expect(other.get_by_role("main")).to_contain_text("enregistrée")


def test_the_lead_edits_an_initiative_and_sees_its_history(visitor):
    page = visitor.sign_in("pilote")
    visitor.go("/admin/benchmark/initiative/?q=noyon")
    page.get_by_role("link", name="Ma boutique à l'essai").first.click()
    page.get_by_label("Résultats", exact=False).first.fill("Huit commerces ouverts, vérifié.")
    page.get_by_role("button", name="Enregistrer", exact=True).first.click()
    expect(page.locator(".messagelist")).to_contain_text("avec succès")
    visitor.go("/benchmark/noyon-boutique-essai/")
    expect(page.get_by_text("Huit commerces ouverts, vérifié.")).to_be_visible()

    visitor.go("/admin/benchmark/initiative/?q=noyon")
    page.get_by_role("link", name="Ma boutique à l'essai").first.click()
    page.get_by_role("link", name="Historique").first.click()
    expect(page.locator("#content")).to_contain_text("Huit commerces ouverts, vérifié.")
    visitor.picture("history")
    assert visitor.complaints == []


BAD_CITIES = (
    "code;name;country;kind\n"
    "ville-a;Ville A;FR;commune\n"
    "ville-b;;FR;commune\n"
    "ville-c;Ville C;XX;commune\n"
)


def test_an_import_with_two_bad_rows_names_both_and_stores_nothing(visitor, tmp_path):
    file = tmp_path / "villes.csv"
    file.write_text(BAD_CITIES, encoding="utf-8")
    page = visitor.sign_in("pilote")
    visitor.go("/admin/benchmark/city/import/")

    page.locator("input[type=file]").set_input_files(str(file))
    page.locator("select[name=format]").select_option(label="csv")
    page.locator("input[type=submit], button[type=submit]").last.click()

    content = page.locator("#content")
    expect(content).to_contain_text("Ligne 3")
    expect(content).to_contain_text("Ligne 4")
    visitor.picture("import-errors")
    visitor.go("/admin/benchmark/city/?q=ville-a")
    expect(page.locator("#content")).to_contain_text("0 ville")
    assert visitor.complaints == []


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_official_asks_for_a_report_and_downloads_it(visitor_with, scripts):
    visitor = visitor_with(java_script_enabled=scripts)
    page = visitor.sign_in("decideur")
    visitor.go("/rapports/")
    page.get_by_role("main").get_by_role("button", name=re.compile("^Préparer")).first.click()
    visitor.picture(f"report-progress-{scripts}")
    link = page.get_by_role("link", name=re.compile("Télécharger"))
    for _second in range(60):
        if link.count():
            break
        page.wait_for_timeout(1000)
        if not scripts:
            page.reload()

    with page.expect_download() as download:
        link.first.click()

    assert download.value.path().read_bytes().startswith(b"%PDF-")
    assert download.value.suggested_filename.endswith(".pdf")
    assert visitor.complaints == []
