"""The scoring grid with the keyboard alone, as the team uses it."""

CODE = "grille-clavier"
GRID = f"/diagnostic/priorites/sessions/{CODE}/notes/"


def prepare(visitor):
    """Start a session from the frozen one, through its page; once for the whole portal."""
    visitor.sign_in("pilote")
    if visitor.page.goto(GRID).status == 200:
        return visitor.page
    visitor.complaints.clear()  # the grid was not there yet, as expected
    page = visitor.go("/diagnostic/priorites/sessions/hierarchisation-copil-2/repartir/")
    page.get_by_label("titre").fill("Grille au clavier")
    page.get_by_label("code").fill(CODE)
    page.get_by_label("date de la séance").fill("2020-03-12")
    page.get_by_role("button", name="Créer la session").click()
    return visitor.go(GRID)


def active(page):
    return page.evaluate("document.activeElement.getAttribute('aria-label')")


def test_arrows_enter_and_tab_go_from_cell_to_cell(visitor):
    page = prepare(visitor)
    page.get_by_label("A0.1, Contribution aux trois priorités").focus()
    seen = []

    for key in ("ArrowDown", "Tab", "Enter", "ArrowUp", "Shift+Tab"):
        page.keyboard.press(key)
        seen.append(active(page))

    first, second = "Contribution aux trois priorités", "Attente exprimée"
    assert [label.split(",")[0] for label in seen] == ["A1.1", "A1.1", "A1.2", "A1.1", "A1.1"]
    assert seen[0].endswith(first)
    assert second in seen[1]
    assert seen[4] == seen[0]
    assert visitor.complaints == []


def test_scores_are_typed_refused_corrected_and_saved_by_keyboard(visitor):
    page = prepare(visitor)
    page.get_by_label("A0.1, Contribution aux trois priorités").focus()

    page.keyboard.press("Control+a")
    page.keyboard.type("beaucoup")
    page.get_by_role("button", name="Enregistrer les notes").focus()
    page.keyboard.press("Enter")
    refused = page.get_by_role("alert").inner_text()
    page.get_by_role("alert").get_by_role("link").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+a")
    page.keyboard.type("1-3")
    page.get_by_role("button", name="Enregistrer les notes").focus()
    page.keyboard.press("Enter")

    assert "Rien n'est enregistré" in refused
    page.get_by_text("1 note enregistrée.").wait_for()
    assert page.get_by_label("A0.1, Contribution aux trois priorités").input_value() == "1-3"
