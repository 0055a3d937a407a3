"""A sheet typed with the keyboard alone, typed again by another agent, and the difference."""

from datetime import date

CONSULTATION = "/consultation/coeur-de-ville/"


def a_batch(lead):
    """Prepare a batch as the pilot does; return its address."""
    lead.sign_in("pilote")
    page = lead.go(f"{CONSULTATION}papier/")
    page.get_by_label("Lieu").fill("Mairie de quartier")
    page.get_by_label("Date de collecte").fill(date.today().isoformat())
    page.get_by_label("Nombre de feuilles").fill("5")
    page.get_by_role("button", name="Créer le lot").click()
    return page.url


def test_a_sheet_is_typed_typed_again_and_its_difference_shown(visitor_with):
    lead, desk, second = visitor_with(), visitor_with(), visitor_with()
    batch = a_batch(lead)
    desk.sign_in("accueil")
    page = desk.go(f"{batch}saisie/")
    number = page.get_by_label("Feuille n°").input_value()

    page.keyboard.type("2")  # the first question has the focus
    page.keyboard.press("Enter")
    page.keyboard.type("13")
    page.keyboard.press("Enter")
    while page.evaluate("document.activeElement.tagName") != "BUTTON":
        page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.get_by_text("enregistrée.").wait_for()
    following = page.get_by_label("Feuille n°").input_value()
    lead.page.get_by_label("Part à saisir deux fois").fill("100")
    lead.page.get_by_role("button", name="Tirer").click()
    second.sign_in("groupement")
    again = second.go(f"{batch}seconde-saisie/")
    again.locator("#s-Q01").fill("3")
    again.locator("#s-Q02").fill("1 3")
    again.get_by_role("button", name="Enregistrer la seconde saisie").click()
    told = second.page.get_by_text("à trancher par le pilote").inner_text()
    differences = lead.go(f"{batch}differences/")

    assert int(following) == int(number) + 1
    assert f"Feuille {number} : 1 différence," in told
    legends = differences.locator("legend").all_inner_texts()
    assert [text.split(".")[0] for text in legends] == ["1"]
    readings = differences.locator("fieldset strong").all_inner_texts()
    assert readings == ["2", "3"]
    assert [*lead.complaints, *desk.complaints, *second.complaints] == []
