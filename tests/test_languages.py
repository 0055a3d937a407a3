"""Every public page, in each language: it opens, says what it is in, and leads to the others."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client

from tests.doors_samples import samples
from tests.doors_table import expected
from tests.doors_walk import doors
from tests.factories.channels import WorkshopFactory
from tests.factories.diagnostic import ImportMappingFactory
from tests.factories.governance import MilestoneMoveFactory
from tests.factories.study import DeliverableFactory, QuoteFactory
from tests.factories.themes import TextThemeFactory

#: What has no language of its own: machines' addresses and the back office.
OUTSIDE = ("admin/", "api/", "oidc/", "healthz", "readyz", "sitemap.xml")
LANGUAGES = {"fr": "", "ca": "/ca", "en": "/en"}


def public_paths() -> list[str]:
    """List the addresses of pages that a visitor may open, with a sample in each."""
    values, found = samples(), []
    for door in doors():
        rule = expected(door)
        if rule and rule["visitor"] == 200 and not door.route.startswith(OUTSIDE):
            found.append(door.path(values))
    return found


def furnish() -> None:
    call_command("load_study", stdout=StringIO())
    MilestoneMoveFactory(deliverable=DeliverableFactory())
    QuoteFactory()
    ImportMappingFactory()
    WorkshopFactory()
    TextThemeFactory()


def opened(client: Client, path: str) -> HttpResponse:
    """Open an address, without the copies of each template's context that a client keeps."""
    environ = client._base_environ(PATH_INFO=path, REQUEST_METHOD="GET")
    response: HttpResponse = client.handler(environ)
    return response


@pytest.mark.slow
@pytest.mark.django_db
def test_public_pages_open_in_each_language_and_lead_to_the_others() -> None:
    furnish()
    client, wrong, pages = Client(), [], 0

    for path in public_paths():
        for language, prefix in LANGUAGES.items():
            response = opened(client, f"{prefix}{path}")
            if response.status_code != 200:
                wrong.append(f"{prefix}{path}: {response.status_code}")
            elif response["Content-Type"].startswith("text/html"):
                pages += 1
                html = response.content.decode()
                others = [f'rel="alternate" hreflang="{o}"' for o in LANGUAGES if o != language]
                asked = [f'<html lang="{language}">', *others]
                wrong += [f"{prefix}{path}: {text}" for text in asked if text not in html]

    assert wrong == []
    assert pages > 150
