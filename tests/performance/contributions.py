"""The list of 1,000 contributions and one of their pages, beside a one-SELECT view.

All go through the same test client and the same middleware in one run, on an embedded
Postgres of its own. Floor: a Django view that reads one row and writes it as text.
Target: a quarter of its rate at least, 6 statements at most, 60 kB. A search is drawn
anew each time; the other pages are kept until something they show changes.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

IDEAS, SUPPORTERS, COMMENTS, ROUNDS, TIMES = 1000, 12, 5, 5, 20


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
    with override_settings(ROOT_URLCONF="tests.performance.contributions"):
        measure()


def seed() -> tuple[str, str]:
    """Make the ideas with supports and comments; return the two addresses."""
    from django.db import connection
    from django.urls import reverse

    from consultation.models import Comment, Contribution, Support
    from tests.factories.contributions import ContributionFactory, ThemeFactory, gathering
    from tests.factories.study import ZoneFactory

    consultation = gathering(slug="mesure")
    themes = ThemeFactory.create_batch(6, consultation=consultation)
    zones = ZoneFactory.create_batch(10)
    ideas = Contribution.objects.bulk_create(
        ContributionFactory.build(
            consultation=consultation,
            theme=themes[n % 6],
            zone=zones[n % 10],
            text="Un texte d'habitant, assez long pour être vrai. " * 12,
        )
        for n in range(IDEAS)
    )
    Support.objects.bulk_create(
        Support(contribution=idea, supporter_key=f"{n:064d}")
        for idea in ideas
        for n in range(SUPPORTERS)
    )
    Comment.objects.bulk_create(
        Comment(contribution=idea, text="D'accord avec cette idée.", status="published")
        for idea in ideas
        for _n in range(COMMENTS)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    page = reverse("consultation:contribution-list", args=["mesure"])
    return page, ideas[0].get_absolute_url()


def measure() -> None:
    """Print each page's rate, what it is of the floor, and its statements once drawn anew."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    page, sheet = seed()
    client = Client()
    named = {
        "one SELECT": "/floor/",
        "list": page,
        "list, by support": f"{page}?sort=supported",
        "search, drawn anew": f"{page}?q=habitant",
        "sheet": sheet,
    }
    rates = {name: rate(lambda url=url: client.get(url)) for name, url in named.items()}
    floor = rates["one SELECT"]
    print(f"{IDEAS} contributions, {SUPPORTERS} supports and {COMMENTS} comments each")
    for name, url in named.items():
        with CaptureQueriesContext(
            connection,
        ) as statements:
            answer = client.get(f"{url}{'&' if '?' in url else '?'}drawn=anew")
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

    from consultation.models import Contribution

    return HttpResponse(Contribution.objects.values_list("title", flat=True)[0])


def __getattr__(name: str) -> object:
    """Give the addresses only when Django asks: it must be set up before."""
    if name != "urlpatterns":
        raise AttributeError(name)
    from django.urls import path

    from perpignan import urls

    return [path("floor/", floor_view), *urls.urlpatterns]


if __name__ == "__main__":
    main()
