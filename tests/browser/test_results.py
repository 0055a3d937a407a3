"""The team reads results without JavaScript: a part, a group, a crossing, who answered."""

import os
import subprocess
import sys

from axe_playwright_python.sync_playwright import Axe

from perpignan.embedded import paths
from perpignan.embedded.server import Server

SLUG = "coeur-de-ville"
PAGES = {
    "resultats/": "Ce que disent les réponses",
    "resultats/?partie=centre&par=PR2&groupe=3": "Réponses du groupe « 25-39 ans »",
    "resultats/croiser/?a=Q01&b=PR1": "Hyper-centre",
    "representativite/": "n'est pas un sondage",
    "donnees/": "Licence Ouverte 2.0",
}


def give_answers(portal) -> None:
    """Invent answers where the demonstration has none, counted at once."""
    if portal.query("SELECT count(*) FROM consultation_consultationresults")[0][0]:
        count = portal.query("SELECT max(response_count) FROM consultation_consultationresults")
        if count[0][0] > 1000:
            return
    url = Server(portal.folder / "postgres", portal.folder / "log").url()
    subprocess.run(
        [sys.executable, "manage.py", "illustrate_answers", f"--consultation={SLUG}"],
        cwd=paths.ROOT,
        env=os.environ | {"DATABASE_URL": url, "PORTAL_VAR": str(portal.folder)},
        check=True,
    )


def test_results_are_read_without_javascript(portal, visitor_with):
    give_answers(portal)
    lead = visitor_with(java_script_enabled=False)
    lead.sign_in("pilote")
    phone = visitor_with(
        viewport={"width": 360, "height": 740},
        color_scheme="dark",
        storage_state=lead.context.storage_state(),
    )

    for path, words in PAGES.items():
        page = lead.go(f"/consultation/{SLUG}/{path}")
        assert words in page.content()
        assert len(page.content().encode()) < 60_000
        shown = phone.go(f"/consultation/{SLUG}/{path}")
        phone.picture("results-" + path.strip("/").replace("/", "-").split("?")[0])
        assert shown.evaluate("document.documentElement.scrollWidth") <= 360
        assert [item["id"] for item in Axe().run(shown).response["violations"]] == []
    page.get_by_role("link", name="Croiser deux questions").click()
    page.get_by_label("Question à lire").select_option("Q01")
    page.get_by_label("Selon").select_option("channel")
    page.get_by_role("button", name="Croiser").click()

    assert "Sur papier" in page.get_by_role("region", name="Tableau croisé").inner_text()
    assert lead.complaints == phone.complaints == []
