"""The plan with 300 actions and 2,000 funding rows: its pages against a bare view.

Ours: the whole request, as a visitor makes it: middleware, rights, filters, sums, chart.
Floor: a bare Django view that reads the same rows and renders the same bytes with the
same template, everything else given to it ready made.
The database is an embedded Postgres of its own, with the settings of `make run`.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ACTIONS, FUNDING, ROUNDS = 300, 2_000, 7
#: What the page promises: at most this many times the floor.
MOST = 3.0


def best(run: Callable[[], Any]) -> float:
    """Return the quickest of a few rounds, after one to warm up."""
    run()
    times = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


def build_plan() -> None:
    from actionplan import models
    from perpignan.study.models import Action, Axis, FundingLever, Priority

    priorities = [Priority.objects.create(code=f"P{n}", name=f"Priorité {n}") for n in (1, 2, 3)]
    axes = [Axis.objects.create(code=f"axe-{n}", name=f"Axe {n}", kind="sector") for n in range(6)]
    levers = [
        FundingLever.objects.create(code=f"L{n}", name=f"Levier {n}", body="État", kind="grant")
        for n in range(12)
    ]
    start, sheets = date(2030, 1, 7), []
    for number in range(ACTIONS):
        action = Action.objects.create(
            code=f"A{number:03}",
            title=f"Action numéro {number} du cœur de ville",
            priority=priorities[number % 3],
            lead_department=f"Direction {number % 8}",
            visibility="public",
        )
        action.axes.set([axes[number % 6], axes[(number + 1) % 6]])
        first = start + timedelta(weeks=number % 100)
        sheets.append(
            models.ActionSheet(
                action=action,
                horizon="6-18 mois",
                effort=1 + number % 5,
                impact=1 + number % 4,
                capital_min=15000,
                capital_max=40000,
                planned_start=first,
                planned_end=first + timedelta(weeks=20),
            )
        )
    models.ActionSheet.objects.bulk_create(sheets)
    pairs = [(sheet, lever) for lever in levers for sheet in sheets][:FUNDING]
    lines = models.SheetLever.objects.bulk_create(
        models.SheetLever(sheet=sheet, lever=lever) for sheet, lever in pairs
    )
    models.FundingAmount.objects.bulk_create(
        models.FundingAmount(request=line, year=2030, amount=1000) for line in lines
    )
    models.CostLine.objects.bulk_create(
        models.CostLine(sheet=sheet, year=2030, nature="works", kind="capital", amount=20_000)
        for sheet in sheets
    )


def seen(client: Any, url: str) -> tuple[Any, dict[str, Any]]:
    """Return a page and all that its template was given; measures are taken without this."""
    from django.test.utils import setup_test_environment, teardown_test_environment

    setup_test_environment()
    shown = client.get(url)
    teardown_test_environment()
    names = shown.context.keys()
    return shown, {name: shown.context[name] for name in names}


def measure_list() -> float:
    from django.template.loader import render_to_string
    from django.test import Client

    from actionplan.models import ActionSheet
    from actionplan.views.sheets import group_by_priority

    client = Client()
    shown, context = seen(client, "/plan-actions/")
    request = shown.wsgi_request

    def bare() -> str:
        rows = ActionSheet.objects.select_related("action__priority")
        sheets = rows.prefetch_related("action__axes").order_by(
            "action__priority__order", "action__code"
        )
        groups = group_by_priority(list(sheets[:100]))
        given = {**context, "groups": groups}
        return render_to_string("actionplan/sheet_list.html", given, request)

    assert abs(len(bare().encode()) - len(shown.content)) < 200
    return told("plan, first 100 of 300", best(lambda: client.get("/plan-actions/")), best(bare))


def measure_dashboard() -> float:
    from django.template.loader import render_to_string
    from django.test import Client

    from actionplan.models import ActionSheet

    client = Client()
    shown, context = seen(client, "/plan-actions/suivi/")

    def bare() -> str:
        rows = ActionSheet.objects.select_related("action__priority")
        sheets = list(rows.prefetch_related("indicators__measures", "levers"))
        given = {**context, "sheets": sheets}
        return render_to_string("actionplan/dashboard.html", given, shown.wsgi_request)

    assert abs(len(bare().encode()) - len(shown.content)) < 200
    return told(
        "follow-up, 2,000 requests", best(lambda: client.get("/plan-actions/suivi/")), best(bare)
    )


def measure_funding() -> float:
    from django.template.loader import render_to_string
    from django.test import Client

    from actionplan import queries

    client, url = Client(), "/plan-actions/financements/"
    shown, context = seen(client, url)

    def bare() -> str:
        list(queries.all_funded_sheets())
        return render_to_string("actionplan/funding.html", context, shown.wsgi_request)

    assert abs(len(bare().encode()) - len(shown.content)) < 200
    return told("funding, 2,000 lines", best(lambda: client.get(url)), best(bare))


def told(name: str, ours: float, floor: float) -> float:
    ratio = ours / floor
    print(f"{name:<28} ours {1000 * ours:7.0f} ms   bare {1000 * floor:7.0f} ms   x{ratio:.2f}")
    return ratio


def run() -> list[float]:
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    build_plan()
    ratios = [measure_list(), measure_dashboard(), measure_funding()]
    connection.close()
    return ratios


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ |= {"PORTAL_VAR": name, "DJANGO_SETTINGS_MODULE": "perpignan.settings"}
        os.environ["STATICFILES_BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
        from perpignan.embedded.server import Server

        server = Server(data=folder / "postgres", log=folder / "postgres.log")
        os.environ["DATABASE_URL"] = server.url()
        server.start()
        try:
            ratios = run()
        finally:
            server.stop()
    print(f"Promised: under x{MOST:g}. This machine was shared: read ratios, not times.")
    return 0 if max(ratios) < MOST else 1


if __name__ == "__main__":
    sys.exit(main())
