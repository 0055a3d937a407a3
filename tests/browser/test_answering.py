"""Answering to the end: without scripts, and with the keyboard alone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

CODE = re.compile(r"[2-9A-Z]{4}(-[2-9A-Z]{4}){2}")
AXE = Axe()


def find_no_fault(page: Page) -> None:
    report = AXE.run(page)
    assert report.violations_count == 0, report.generate_report()


class Hands:
    """Press buttons: with the mouse, or with the keyboard alone."""

    def __init__(self, page: Page, *, by_keyboard: bool) -> None:
        self.page, self.by_keyboard = page, by_keyboard

    def press(self, name: str) -> None:
        main = self.page.get_by_role("main")
        found = (
            main.get_by_role("button", name=name, exact=True)
            .or_(main.get_by_role("link", name=name, exact=True))
            .first
        )
        if not self.by_keyboard:
            found.click()
            return
        self._reach(found)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def type(self, label: str, text: str) -> None:
        field = self.page.get_by_label(label, exact=False).first
        if not self.by_keyboard:
            field.fill(text)
            return
        self._reach(field)
        self.page.keyboard.type(text)

    def choose_first(self) -> None:
        radio = self.page.get_by_role("main").locator("input[type=radio]").first
        if not self.by_keyboard:
            radio.check()
            return
        self.page.locator("main").focus()
        self.page.keyboard.press("Tab")
        while self.page.evaluate("document.activeElement.type") != "radio":
            self.page.keyboard.press("Tab")
        self.page.keyboard.press("ArrowDown")

    def tick(self, label: str) -> None:
        box = self.page.get_by_label(label, exact=False).first
        if not self.by_keyboard:
            box.check()
            return
        self._reach(box)
        self.page.keyboard.press("Space")

    def _reach(self, found) -> None:
        wanted = found.element_handle()
        for _press in range(200):
            if self.page.evaluate("wanted => document.activeElement === wanted", wanted):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError("Tab never reaches it")


@pytest.mark.parametrize("by_keyboard", [False, True], ids=["without scripts", "by keyboard"])
def test_answer_resume_elsewhere_correct_and_withdraw(visitor_with, by_keyboard):
    """Go from home to the receipt through two devices; then change one's mind, twice."""
    one = visitor_with(java_script_enabled=by_keyboard)
    hands, page = Hands(one.page, by_keyboard=by_keyboard), one.go("/")
    hands.press("Répondre")
    if by_keyboard:
        find_no_fault(page)
    if "/repondre/" not in page.url:
        hands.press("Répondre")
    hands.choose_first()
    hands.press("Enregistrer et reprendre plus tard")
    code = CODE.search(page.locator(".receipt__code").inner_text())[0]
    one.picture(f"pause-{by_keyboard}")

    # On another profile, with a wrong code first.
    two = visitor_with(java_script_enabled=by_keyboard, viewport={"width": 360, "height": 740})
    hands, page = Hands(two.page, by_keyboard=by_keyboard), two.go("/consultation/reprendre/")
    hands.type("Code de reprise", "ABCD")
    hands.press("Reprendre")
    expect(page.get_by_role("alert").first).to_be_visible()
    if by_keyboard:
        find_no_fault(page)
    two.picture(f"resume-error-{by_keyboard}")
    two.go("/consultation/reprendre/")
    hands.type("Code de reprise", code.lower())
    hands.press("Reprendre")
    expect(page.get_by_role("heading", level=1)).to_have_text("Relire et envoyer")
    two.picture(f"review-{by_keyboard}")
    hands.press("Envoyer ma réponse")
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre réponse est enregistrée")
    receipt = CODE.search(page.locator(".receipt__code").inner_text())[0]
    two.picture(f"receipt-{by_keyboard}")
    if by_keyboard:
        find_no_fault(page)

    # The first device is told, and finds the answer again with the receipt.
    hands, page = Hands(one.page, by_keyboard=by_keyboard), one.go("/consultation/ma-reponse/")
    hands.type("Code du reçu", receipt)
    hands.press("Vérifier")
    one.picture(f"check-{by_keyboard}")
    hands.press("Corriger ma réponse")
    expect(page.get_by_role("heading", level=1)).to_have_text("Relire et envoyer")
    hands.press("Envoyer la correction")
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre correction est enregistrée")

    one.go("/consultation/ma-reponse/")
    hands.type("Code du reçu", receipt)
    hands.press("Vérifier")
    hands.press("Retirer ma réponse")
    expect(page.get_by_role("alert").first).to_contain_text("Cochez la case")
    if by_keyboard:
        find_no_fault(page)
    one.picture(f"withdraw-error-{by_keyboard}")
    hands.tick("Je confirme le retrait")
    hands.press("Retirer ma réponse")
    expect(page.get_by_role("status").first).to_contain_text("Cette réponse a été retirée")
    assert one.complaints == two.complaints == []
