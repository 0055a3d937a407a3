"""Run with the toy settings: print as JSON where the toy phase shows."""

import json
import sys

import django

django.setup()

from django.contrib.auth.models import AnonymousUser  # noqa: E402 - after django.setup()
from django.test import Client  # noqa: E402 - after django.setup()
from django.test.utils import setup_test_environment  # noqa: E402 - after django.setup()

from perpignan.phases import page_of  # noqa: E402 - after django.setup()
from perpignan.reports.chapters import chapters_for  # noqa: E402 - after django.setup()
from perpignan.study.evidence import evidence_for  # noqa: E402 - after django.setup()
from perpignan.study.models import Action, Priority  # noqa: E402 - after django.setup()
from perpignan.study.priorities import parts_of  # noqa: E402 - after django.setup()
from perpignan.study.values import latest_values  # noqa: E402 - after django.setup()


def report() -> dict[str, object]:
    client = Client(SERVER_NAME="localhost")
    home = client.get("/")
    gathered = evidence_for([Action(pk=1)], AnonymousUser())
    return {
        "menu": [str(entry["label"]) for entry in home.context["menu"]],
        "invited": "Une phase de plus." in home.content.decode(),
        "page": client.get("/jouet/").content.decode(),
        "catalan_page": client.get("/ca/jouet/").content.decode(),
        "api": client.get("/api/v1/").json().get("toys"),
        "toys": client.get("/api/v1/toys/").json(),
        "sitemap": "/jouet/</loc>" in client.get("/sitemap.xml").content.decode(),
        "chapters": [chapter.slug for chapter in chapters_for("progress")],
        "evidence": [item.title for item in gathered[1]],
        "page_of": page_of("jouet"),
        "found": "Un jouet cherché" in client.get("/recherche/?q=jouet").content.decode(),
        "part": [part.title for part in parts_of(Priority(pk=1), AnonymousUser())][-1],
        "values": getattr(latest_values(), "origin", None),
    }


setup_test_environment()
json.dump(report(), sys.stdout)
