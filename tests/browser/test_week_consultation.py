"""The week of a consultation: sheets typed, texts read, the count of the day; by keyboard alone."""

from datetime import date


def test_a_sheet_is_typed_a_text_published_and_both_counted(at_work, portal, visitor):
    lead, desk = at_work("pilote"), at_work("accueil")
    resident = visitor.go("/consultation/coeur-de-ville/contributions/nouvelle/")
    resident.locator("[name=title]").fill("Un banc au clavier")
    resident.locator("[name=text]").fill("Pour lire à l'ombre, près des Halles.")
    resident.locator("main form [type=submit]").last.click()
    resident.wait_for_url("**/recu/")
    before = portal.query("SELECT count(*) FROM consultation_sheet")[0][0]

    lead.into("Saisir des bulletins", "coeur-de-ville")
    lead.fill("place", "Médiathèque, essai")
    lead.date("collected_on", date.today())
    lead.fill("expected_count", "2")
    lead.through(lead.button("Créer le lot"))
    desk.visitor.go("/mon-espace/")
    desk.through(desk.page.get_by_role("link", name="Médiathèque, essai").first)
    desk.page.keyboard.type("2")  # the first question has the focus
    while desk.page.evaluate("document.activeElement.tagName") != "BUTTON":
        desk.page.keyboard.press("Enter")
    desk.page.keyboard.press("Enter")
    desk.page.get_by_text("enregistrée.").wait_for()
    lead.visitor.go("/mon-espace/")
    lead.into("Relire les textes")
    first = lead.page.locator("main input[type=checkbox]").first
    waiting = lead.page.locator("main input[type=checkbox]").count()
    lead.press(first, "Space")
    lead.through(lead.button("Publier ce qui est coché"))
    left = lead.page.locator("main input[type=checkbox]").count()
    lead.visitor.go("/mon-espace/")
    lead.into("Participation du jour", "coeur-de-ville")
    counted = lead.page.get_by_role("main").inner_text().lower()

    assert portal.query("SELECT count(*) FROM consultation_sheet")[0][0] == before + 1
    [idea] = portal.query(
        "SELECT status FROM consultation_contribution WHERE title = 'Un banc au clavier'"
    )
    assert (idea, left) == (("published",), waiting - 1)
    assert ("papier" in counted, "secteur" in counted or "quartier" in counted) == (True, True)
    assert [*lead.complaints, *desk.complaints] == []
