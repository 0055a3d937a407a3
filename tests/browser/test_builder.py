"""A questionnaire built, tried and opened with the keyboard alone."""

import re
from datetime import date, timedelta

from axe_playwright_python.sync_playwright import Axe


def type_in(page, label, text):
    """Go to a field by its label's focus, and type as a person does."""
    page.get_by_label(label, exact=True).first.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def press(page, role, name):
    page.get_by_role(role, name=name, exact=True).first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def choose(page, label, text):
    """Choose in a list by typing the beginning of what it says."""
    page.get_by_label(label, exact=True).first.focus()
    page.keyboard.type(text)


def write_consultation(page):
    today = date.today()
    texts = {
        "title": "Le marché du soir",
        "slug": "marche-du-soir",
        "opens_at_0": (today - timedelta(days=1)).isoformat(),
        "opens_at_1": "00:00:00",
        "closes_at_0": (today + timedelta(days=30)).isoformat(),
        "closes_at_1": "00:00:00",
        **dict.fromkeys(
            ("purpose", "how_to_take_part", "information", "privacy_notice", "use_of_answers"),
            "Savoir s'il faut un marché le soir.",
        ),
        "contact": "L'accueil de la mairie",
    }
    for name, text in texts.items():
        page.locator(f"#id_{name}").focus()
        page.keyboard.press("Control+A")
        page.keyboard.type(text)
    page.locator("input[name=_continue]").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/change/"))


def add_question(page, kind, text, options=()):
    choose(page, "Type", kind)
    press(page, "button", "Écrire la question")
    type_in(page, "Question :", text)
    for number, option in enumerate(options):
        page.get_by_role("button", name="Ajouter un objet Réponse proposée supplémentaire").focus()
        page.keyboard.press("Enter")
        for name, value in (("code", str(number + 1)), ("order", str(number)), ("text", option)):
            page.locator(f"#id_options-{number}-{name}").focus()
            page.keyboard.press("Control+A")
            page.keyboard.type(value)


def save(page):
    page.locator("input[name=_save]").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"questionnaire/\d+/change/#"))


def test_questionnaire_is_built_tried_and_opened_by_keyboard(visitor):
    visitor.sign_in("pilote")
    page = visitor.go("/admin/consultation/consultation/add/")
    write_consultation(page)
    address = page.url
    press(page, "link", "Écrire le questionnaire")
    page.locator("input[name=_continue]").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/change/"))

    press(page, "link", "Ajouter une section")
    for name, text in (("code", "soir"), ("title", "Le soir")):
        page.locator(f"#id_{name}").focus()
        page.keyboard.type(text)
    save(page)
    add_question(page, "Un seul", "Viendriez-vous ?", ["Oui", "Non"])
    save(page)
    add_question(page, "Texte court", "Pourquoi pas ?")
    page.get_by_role("button", name="Ajouter un objet Condition supplémentaire").focus()
    page.keyboard.press("Enter")
    page.locator("#id_conditions-0-depends_on").focus()
    page.keyboard.type("Q01")
    page.locator("#id_conditions-0-operator").focus()
    page.keyboard.type("une de")
    page.locator("#id_conditions-0-option_codes").focus()
    page.keyboard.type("Non")
    save(page)
    add_question(page, "Oui ou", "Avez-vous un vélo ?")
    save(page)
    outline = page.inner_text(".portal-outline")
    violations = [item["id"] for item in Axe().run(page).response["violations"]]
    visitor.picture("builder")

    press(page, "link", "Essayer le questionnaire, sans rien enregistrer")
    before = page.get_by_text("Pourquoi pas ?").count()
    page.get_by_label("Non", exact=True).first.focus()
    page.keyboard.press("Space")
    press(page, "button", "Continuer")
    after = page.get_by_text("Pourquoi pas ?", exact=True).count()
    press(page, "button", "Continuer")
    end = page.get_by_role("heading", level=1).inner_text()

    page.goto(address)
    press(page, "link", "Ouvrir aux réponses")
    page.locator("input[type=submit].default").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    visitor.go("/consultation/marche-du-soir/")

    assert "Posée si vous avez répondu « Non » à « Viendriez-vous ? »." in outline
    assert violations == []
    assert (before, after, end) == (0, 1, "Fin du questionnaire")
    assert page.get_by_role("link", name="Répondre", exact=True).count() == 1
    assert [text for text in visitor.complaints if "inline style" not in text] == []
