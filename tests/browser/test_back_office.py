"""The back office in Chromium: quiet in the console, and no page scrolls sideways."""

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGES = [
    "/admin/",
    "/admin/diagnostic/finding/",
    "/admin/diagnostic/finding/add/",
    "/admin/diagnostic/finding/import/",
    "/admin/diagnostic/finding/export/",
    "/admin/diagnostic/indicator/add/",
    "/admin/diagnostic/rankingsession/add/",
    "/admin/study/action/",
]
LISTS = [
    "/admin/diagnostic/finding/?q=a",
    "/admin/study/action/",
    "/admin/diagnostic/indicator/?q=VAC_COM",
]


@pytest.fixture
def lead(visitor):
    visitor.sign_in("pilote")
    return visitor


def is_within_the_page(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("path", PAGES)
def test_pages_obey_the_policy_and_stay_in_the_window(lead, path):
    page = lead.go(path)

    assert lead.complaints == []
    assert is_within_the_page(page)


@pytest.mark.parametrize("path", LISTS)
def test_axe_finds_nothing_in_lists(lead, path):
    page = lead.go(path)

    assert [item["id"] for item in Axe().run(page).response["violations"]] == []


def test_axe_finds_nothing_in_an_indicator_and_its_values(lead):
    page = lead.go("/admin/diagnostic/indicator/?q=VAC_COM")
    page.get_by_role("link", name="VAC_COM").click()
    page.locator("[role=combobox][aria-label]").first.wait_for()

    found = Axe().run(page).response["violations"]

    assert {item["id"]: [node["html"] for node in item["nodes"]] for item in found} == {}


def test_the_preview_of_an_import_scrolls_inside_the_page(lead, tmp_path):
    page = lead.go("/admin/diagnostic/finding/export/")
    page.locator("select[name=format]").select_option(index=1)
    with page.expect_download() as download:
        page.locator("input[type=submit].default").click()
    file = tmp_path / "constats.csv"
    download.value.save_as(file)
    page = lead.go("/admin/diagnostic/finding/import/")
    page.set_input_files("input[type=file]", file)

    page.locator("input[type=submit].default").click()
    page.wait_for_selector(".import-preview")

    assert lead.complaints == []
    assert is_within_the_page(page)
