"""A citizen votes on statements with the keyboard alone, without scripts, and reads opinions."""

from axe_playwright_python.sync_playwright import Axe

CONSULTATION = "/consultation/coeur-de-ville/"


def test_vote_propose_and_read_by_keyboard_without_scripts(visitor_with):
    citizen = visitor_with(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = citizen.go(f"{CONSULTATION}affirmations/")
    first = page.locator(".ballot__text").inner_text()

    page.get_by_role("button", name="D'accord", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/affirmations/#affirmation")
    second = page.locator(".ballot__text").inner_text()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the second of the three: disagree
    page.locator("details.more > summary").focus()
    page.keyboard.press("Enter")
    given = page.locator(".given > li")

    assert first != second
    assert [given.nth(place).locator("strong").inner_text() for place in (0, 1)] == [
        "D'accord",
        "Pas d'accord",
    ]
    citizen.picture("affirmations-360")

    page.get_by_role("link", name="Proposer une affirmation").press("Enter")
    page.get_by_label("Votre affirmation").fill("Les fontaines devraient couler toute l'année.")
    page.get_by_role("button", name="Envoyer mon affirmation").press("Enter")
    assert "L'équipe la relit" in page.get_by_role("main").inner_text()

    page = citizen.go(f"{CONSULTATION}opinions/")
    assert page.get_by_role("heading", level=1).inner_text()
    assert page.get_by_role("navigation", name="Résultats de la consultation").is_visible()
    assert citizen.complaints == []


def test_axe_finds_nothing_where_opinions_are_given_and_read(visitor):
    for path in ("affirmations/", "affirmations/proposer/", "opinions/", "fiabilite/"):
        page = visitor.go(f"{CONSULTATION}{path}")

        found = Axe().run(page)

        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
