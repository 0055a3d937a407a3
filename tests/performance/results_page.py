"""The pages of results of 100,000 answers, beside a view that reads one row.

All go through the same test client and the same middleware in one run, on an embedded
Postgres of its own. Floor: a Django view that reads one row and writes it as text.
Target: half its rate at least, 6 statements at most, 60 kB; peer measured elsewhere: 4.4
requests a second, 197 statements, 854 kB for 5,000 answers. The count itself, which a worker
makes, is timed beside the floor of reading the same documents.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path

ANSWERS, ROUNDS, TIMES = 100_000, 5, 20


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ |= {
            "PORTAL_VAR": name,
            "DJANGO_SETTINGS_MODULE": "perpignan.settings",
            "LOG_LEVEL": "ERROR",
            "REQUEST_LOG_LEVEL": "ERROR",
            "ALLOWED_HOSTS": "testserver",
        }
        from perpignan.embedded.server import Server

        server = Server(data=folder / "postgres", log=folder / "postgres.log")
        os.environ["DATABASE_URL"] = server.url()
        server.start()
        try:
            run()
        finally:
            server.stop()


def run() -> None:
    import django
    from django.core.management import call_command
    from django.test.utils import override_settings

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("load_study", stdout=StringIO())
    with override_settings(ROOT_URLCONF="tests.performance.results_page"):
        count()
        measure()


def count() -> None:
    """Invent the answers, count them, and read the same documents without counting."""
    from consultation import operations
    from consultation.models import Consultation, Response

    consultation = Consultation.objects.get(slug="coeur-de-ville")
    operations.illustrate_responses(consultation=consultation, count=ANSWERS)
    start = time.perf_counter()
    operations.recount(consultation=consultation)
    ours = time.perf_counter() - start
    start = time.perf_counter()
    sum(len(answers) for answers in Response.objects.values_list("answers", flat=True).iterator())
    floor = time.perf_counter() - start
    Consultation.objects.update(status="results_published")
    print(f"{ANSWERS} answers counted in {ours:.1f} s, read in {floor:.1f} s: {ours / floor:.1f}")


def measure() -> None:
    """Print each page's rate, what it is of the floor, and its statements once drawn anew."""
    from django.core.cache import caches
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client, start = Client(), "/consultation/coeur-de-ville/"
    named = {
        "one SELECT": "/floor/",
        "results": f"{start}resultats/",
        "one part": f"{start}resultats/?partie=centre",
        "one group": f"{start}resultats/?partie=centre&par=PR2&groupe=3",
        "crossed": f"{start}resultats/croiser/?a=Q01&b=PR1",
        "representativeness": f"{start}representativite/",
        "open data": f"{start}donnees/",
    }
    rates = {name: rate(lambda url=url: client.get(url)) for name, url in named.items()}
    floor = rates["one SELECT"]
    for name, url in named.items():
        caches["charts"].clear()
        with CaptureQueriesContext(connection) as statements:
            answer = client.get(url)
        told = f"{rates[name]:7.0f}/s  {rates[name] / floor:5.2f} of the floor"
        print(f"{name:20}{told}  {len(statements)} statements  {len(answer.content) / 1000:.0f} kB")


def rate(call: Callable[[], object]) -> float:
    """Measure calls a second: the median of a few rounds, the first call set apart."""
    call()
    rates = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        for _time in range(TIMES):
            call()
        rates.append(TIMES / (time.perf_counter() - start))
    return statistics.median(rates)


def floor_view(request: object) -> object:
    from django.http import HttpResponse

    from consultation.models import Consultation

    return HttpResponse(Consultation.objects.values_list("title", flat=True)[0])


def __getattr__(name: str) -> object:
    """Give the addresses only when Django asks: it must be set up before."""
    if name != "urlpatterns":
        raise AttributeError(name)
    from django.urls import path

    from perpignan import urls

    return [path("floor/", floor_view), *urls.urlpatterns]


if __name__ == "__main__":
    main()
