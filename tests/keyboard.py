"""A person at her desk without a mouse: from her workspace to what she came to do.

What she presses is counted, and axe looks at each page the first time one comes to it.
"""

import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, expect

#: Addresses that axe has looked at in this run, their codes and numbers left aside.
looked_at: set[str] = set()
#: How many presses of Tab lead from where one is to an element, negative for Shift and Tab:
#: boxes in parts and groups of choices are counted as one, so that one looks again on arriving.
DISTANCE = """element => {
  const kinds = "a[href], button, input, select, textarea, summary, [tabindex]";
  const stops = item => item.tabIndex >= 0 && !item.disabled && item.type !== "hidden";
  const all = [...document.querySelectorAll(kinds)]
    .filter(item => stops(item) && item.checkVisibility());
  const active = document.activeElement;
  const here = active === document.body ? document.querySelector(":target") || active : active;
  const behind = item => here.compareDocumentPosition(item) & Node.DOCUMENT_POSITION_PRECEDING;
  const at = all.includes(here) ? all.indexOf(here) : all.findLastIndex(behind);
  return all.indexOf(element) - at;
}"""
IS_SKIP = "document.activeElement.matches('a.skip, a.skip-to-content-link')"
IS_AT_TOP = "document.activeElement === document.body && !document.querySelector(':target')"
#: Django's list of many choices puts a cross among its items.
OURS = {"exclude": [["ul.select2-selection__rendered"]]}
#: Django's list of choices writes a style of no effect, which the policy blocks as it should.
BLOCKED = "Applying inline style violates"


class Keyboard:
    def __init__(self, visitor) -> None:
        self.visitor, self.page = visitor, visitor.page
        self.tabs = self.steps = 0
        self.axe: dict[str, list[str]] = {}

    def reach(self, target: Locator) -> Locator:
        """Press Tab, with Shift for what stands before, until the element has the focus."""
        target.wait_for()
        if self.page.evaluate(IS_AT_TOP):
            self._tab(1)
            if self.page.evaluate(IS_SKIP):
                self.page.keyboard.press("Enter")
        for _ in range(30):
            distance = target.evaluate(DISTANCE)
            if not distance:
                return target
            self._tab(distance)
        raise AssertionError(f"{target} is not reached by the keyboard")

    def _tab(self, times: int) -> None:
        for _ in range(abs(times)):
            self.page.keyboard.press("Tab" if times > 0 else "Shift+Tab")
        self.tabs += abs(times)

    def press(self, target: Locator, key: str = "Enter") -> None:
        """Act on this page: tick, unfold, choose."""
        self.reach(target)
        self.page.keyboard.press(key)
        self.steps += 1

    def through(self, target: Locator) -> None:
        """Follow a link or send a form, and look at the page that comes."""
        self.reach(target)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.steps += 1
        self.look()

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("main").get_by_role("link", name=name, exact=True).first

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("main").get_by_role("button", name=name).first

    def into(self, way: str, within: str = "") -> None:
        """Take a way of the week from the workspace; of one consultation, where several have it."""
        self.press(self.link("Mon travail de la semaine"))
        place = f"[href*='/{within}/']" if within else ""
        self.through(self.page.locator(f"#week a{place}").filter(has_text=way).first)

    def fill(self, name: str, text: str) -> None:
        """Type into a field, or into a list the beginning of a choice, up to its first accent."""
        field = self.reach(self.page.locator(f"main [name='{name}']").first)
        if field.evaluate("element => element.matches('textarea, input:not([type=date])')"):
            self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def date(self, name: str, day: date) -> None:
        """Type a day; the date box of this Chromium asks for the month first."""
        field = self.page.locator(f"main [name='{name}']").first
        is_box = field.get_attribute("type") == "date"
        self.fill(name, day.strftime("%m%d%Y" if is_box else "%d/%m/%Y"))

    def pick(self, name: str, words: str) -> None:
        """Search in a list that asks the server, and take the first that it finds."""
        box = self.page.locator(f"select[name='{name}'] + .select2")
        search = box.locator(".select2-search__field")  # there at once where many are picked
        self.reach(search.or_(box.locator(".select2-selection--single")).first)
        if not search.count():
            self.page.keyboard.press("Enter")
            # It is drawn a moment before it takes the focus, and letters typed between are lost.
            expect(
                self.page.locator(".select2-container--open .select2-search__field")
            ).to_be_focused()
        with self.page.expect_response(lambda answer: _asks(answer.url, words)):
            self.page.keyboard.type(words)
        self.page.locator(".select2-results__option--highlighted").wait_for()
        self.page.keyboard.press("Enter")
        self.page.locator(".select2-container--open").wait_for(state="detached")

    def add_line(self, prefix: str) -> int:
        """Go to a part of a form, by the list at its head; ask for a line, return its number."""
        shortcut = self.page.locator(f".portal-parts a[href='#{prefix}-group']")
        if shortcut.count() and shortcut.evaluate(DISTANCE) > 0:
            self.press(shortcut)
        self.press(self.page.locator(f"#{prefix}-group .add-row a"))
        return self.page.locator(f"#{prefix}-group .dynamic-{prefix}").count() - 1

    def save(self) -> None:
        """Send a form of the back office by its nearest button, and see that it was stored."""
        buttons = self.page.locator("main input[name=_save]").all()
        self.through(min(buttons, key=lambda button: abs(button.evaluate(DISTANCE))))
        self.page.locator(".messagelist .success").wait_for()

    def look(self) -> None:
        """Let axe look at a page not seen before."""
        path = re.sub(r"/[^/]*\d[^/]*/", "/*/", self.page.url.split("?")[0].split("#")[0])
        if path in looked_at:
            return
        looked_at.add(path)
        found = Axe().run(self.page, OURS).response["violations"]
        if found:
            self.axe[path] = [
                f"{item['id']}: {node['html'][:200]}" for item in found for node in item["nodes"]
            ]

    @property
    def complaints(self) -> list[object]:
        """Tell what was wrong on the way, as the console and axe saw it."""
        said = [text for text in self.visitor.complaints if not text.startswith(BLOCKED)]
        return [*said, *self.axe.items()]


def _asks(address: str, words: str) -> bool:
    return parse_qs(urlsplit(address).query).get("term") == [words]
