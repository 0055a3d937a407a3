"""Import of 100,000 indicator values: ours, the floor, the peer, in the same run.

Ours: the whole import of a CSV file, as the background job does it: read, check each
cell, find what changes, create 20,000 territories, write the values and their history.
Floor: COPY of the same rows, ready made, into a bare copy of the table.
Peer: import-export's default resource on 2,000 of the same rows, scaled.
The database is an embedded Postgres of its own, with the settings of `make run`.
"""

import csv
import os
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROWS, YEARS, PEER_ROWS = 100_000, (2015, 2016, 2017, 2018, 2019), 2_000
#: What the import promises.
LEAST_RATE, MOST_MEMORY = 15_000, 300


def timed(run: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = run()
    return time.perf_counter() - start, result


def write_file(path: Path, more: int = 0) -> None:
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(["CODGEO", "LIBGEO", "AN", "TAUX"])
        for place in range(ROWS // len(YEARS)):
            for year in YEARS:
                value = f"{place % 100 + more},{year % 97}"
                writer.writerow([f"{place + 1:05}", f"Commune n° {place}", year, value])


def build_mapping() -> Any:
    from diagnostic import models
    from diagnostic.enums import NewPerimeters
    from perpignan.study.models import Axis, Source

    axis = Axis.objects.create(code="perf", name="Perf", kind="sector")
    indicator = models.Indicator.objects.create(
        code="PERF", name="Taux", axis=axis, unit="%", definition="Un taux."
    )
    source = Source.objects.create(key="perf", title="Fichier", publisher="Insee")
    mapping = models.ImportMapping.objects.create(
        name="perf",
        perimeter_column="CODGEO",
        name_column="LIBGEO",
        perimeter_kind="commune",
        new_perimeters=NewPerimeters.COMPARE,
        year_column="AN",
        source=source,
    )
    mapping.columns.create(column="TAUX", indicator=indicator)
    return mapping


def measure_ours(folder: Path, mapping: Any) -> float:
    from diagnostic.models import IndicatorValue
    from diagnostic.operations import import_now

    first, second = folder / "2019.csv", folder / "2020.csv"
    write_file(first)
    write_file(second, more=1)
    seconds, outcome = timed(lambda: import_now(mapping=mapping, path=first))
    assert (outcome.created, outcome.perimeters) == (ROWS, ROWS // len(YEARS))
    told("ours, all created", seconds, ROWS)
    again, outcome = timed(lambda: import_now(mapping=mapping, path=first))
    assert outcome.unchanged == ROWS
    told("ours, same file again", again, ROWS)
    updated, outcome = timed(lambda: import_now(mapping=mapping, path=second))
    assert outcome.updated == ROWS
    told("ours, all updated", updated, ROWS)
    assert IndicatorValue.pgh_event_model.objects.count() == 2 * ROWS
    return seconds


def measure_floor() -> float:
    from django.db import connection

    from diagnostic.models import IndicatorValue

    columns = "indicator_id, perimeter_id, year, method, value, author, source_id, confidence"
    rows = list(IndicatorValue.objects.values_list(*columns.split(", ")))
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE floor AS SELECT * FROM diagnostic_indicatorvalue LIMIT 0")

        def copy() -> None:
            with cursor.copy(f"COPY floor ({columns}) FROM STDIN") as stream:
                for row in rows:
                    stream.write_row(row)

        seconds, _ = timed(copy)
        cursor.execute("SELECT count(*) FROM floor")
        assert cursor.fetchone() == (ROWS,)
    return seconds


def measure_peer() -> float:
    """Import like a fresh import-export resource, natural keys and nothing tuned."""
    import tablib
    from import_export import fields, resources, widgets

    from diagnostic.models import Indicator, IndicatorValue, Perimeter

    def link(name: str, model: Any) -> Any:
        widget = widgets.ForeignKeyWidget(model, "code")
        return fields.Field(attribute=name, column_name=name, widget=widget)

    class Peer(resources.ModelResource):
        indicator = link("indicator", Indicator)
        perimeter = link("perimeter", Perimeter)

        class Meta:
            model = IndicatorValue
            import_id_fields = ("indicator", "perimeter", "year", "method")
            fields = (*import_id_fields, "value", "author", "confidence")

    data = tablib.Dataset(headers=["indicator", "perimeter", "year", "method", "value"])
    for place in range(PEER_ROWS):
        data.append(["PERF", f"{place + 1:05}", 2020, "peer", "12.5"])
    seconds, result = timed(lambda: Peer().import_data(data, raise_errors=True))
    assert result.totals["new"] == PEER_ROWS
    return seconds * ROWS / PEER_ROWS


def told(name: str, seconds: float, rows: int) -> None:
    print(f"{name:<28} {seconds:8.2f} s  {rows / seconds:>10,.0f} rows/s")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ |= {"PORTAL_VAR": name, "DJANGO_SETTINGS_MODULE": "perpignan.settings"}
        from perpignan.embedded.server import Server

        server = Server(data=folder / "postgres", log=folder / "postgres.log")
        os.environ["DATABASE_URL"] = server.url()
        server.start()
        try:
            run(folder)
        finally:
            server.stop()


def run(folder: Path) -> None:
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    call_command("migrate", verbosity=0)
    seconds = measure_ours(folder, build_mapping())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    floor, peer = measure_floor(), measure_peer()
    told("floor: COPY, bare table", floor, ROWS)
    told("peer: import-export (scaled)", peer, ROWS)
    print(f"ours / floor: {seconds / floor:.1f}; peer / ours: {peer / seconds:.1f}")
    print(f"peak memory of ours: {memory:.0f} MB (promised: under {MOST_MEMORY})")
    rate = ROWS / seconds
    print(f"rate: {rate:,.0f} rows/s (promised: {LEAST_RATE:,} or more)")
    connection.close()
    assert memory < MOST_MEMORY, "too much memory"
    assert rate >= LEAST_RATE, "too slow"


if __name__ == "__main__":
    main()
