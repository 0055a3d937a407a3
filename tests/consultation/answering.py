"""Answer as a browser does: fill the pages, send, read the receipt."""

import html
import re

from django.urls import reverse

from consultation.models.keys import ALPHABET

FIRST_PAGE = {"UN": "2", "PLUSIEURS": ["1", "3"], "ECHELLE": "3"}
SECOND_PAGE = {
    "RANG-1": "3",
    "RANG-2": "1",
    "RANG-3": "",
    "POINTS-1": "4",
    "POINTS-2": "6",
    "POINTS-3": "",
    "TEXTE": "Plus d'ombre.",
    "LIEU-place": "Place de la Loge",
    "LIEU-reason": "Du bruit.",
}
WHOLE = {
    "UN": "2",
    "PLUSIEURS": ["1", "3"],
    "ECHELLE": "3",
    "RANG": ["3", "1"],
    "POINTS": {"1": 4, "2": 6},
    "TEXTE": "Plus d'ombre.",
    "LIEU": {"place": "Place de la Loge", "reason": "Du bruit."},
}
CODE = re.compile(rf"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}")


def url(name, consultation, *args):
    return reverse(f"consultation:{name}", args=[consultation.slug, *args])


def words(page):
    """Give the text of a page as it is read."""
    return html.unescape(page.content.decode())


def key_on(page):
    return re.search(rb'name="key" value="([0-9a-f]+)"', page.content)[1].decode()


def fill(client, consultation):
    client.post(url("response-section", consultation, "premiere"), FIRST_PAGE)
    client.post(url("response-section", consultation, "seconde"), SECOND_PAGE)
    return client.get(url("response-review", consultation))


def send(client, consultation):
    review = fill(client, consultation)
    return client.post(url("response-review", consultation), {"key": key_on(review)})


def code_on(page):
    """Find the code that a page shows, in a hidden field or in full."""
    return CODE.search(page.content.decode())[0]
