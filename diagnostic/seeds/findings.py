"""Findings for the demonstration, read from `diagnostic/seed/findings.yaml`.

Their statements are illustrative; what they rest on is not. What the team has since
merged or split stays so: the file says nothing of it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from diagnostic.models import (
    DigitalAsset,
    Expectation,
    Finding,
    FindingAction,
    FindingProof,
    Indicator,
    IndicatorValue,
)
from diagnostic.models.proofs import LINKS
from perpignan.study import models, seeding
from perpignan.study.enums import Visibility
from perpignan.study.seeding import Entry, Row, SeedContext, SeedTable
from perpignan.study.seeds import translated

FILE = Path(__file__).parent.parent / "seed" / "findings.yaml"
STATEMENTS = ("statement", "statement_ca", "statement_en")
OWN = ("axis", "box", "weight", *STATEMENTS)
PARTS = ("proofs", "actions")


def _skip(entry: Entry, *names: str) -> None:
    """Leave to another table what it reads of the same entry."""
    for name in names:
        entry.get(name)


def build_finding(entry: Entry, context: SeedContext) -> list[Row]:
    _skip(entry, *PARTS)
    values: dict[str, Any] = {name: entry.require(name) for name in ("code", "box", "weight")}
    values |= {"axis": entry.one("axis", models.Axis)}
    values |= {"visibility": Visibility.PUBLIC, "is_illustrative": True}
    return [Row(values | translated(entry, "statement"))]


def _children(entry: Entry, name: str) -> Iterator[tuple[Finding, Entry]]:
    _skip(entry, *OWN, *PARTS)
    finding = entry.one("code", Finding)
    for child in entry.children(name):
        yield finding, child
        child.check_all_read()


def build_proofs(entry: Entry, context: SeedContext) -> list[Row]:
    rows = []
    for finding, child in _children(entry, "proofs"):
        values: dict[str, Any] = {
            "finding": finding,
            "indicator_value": _value(child, context),
            "source": child.one("source", models.Source, "key"),
            "asset": child.one("asset", DigitalAsset),
            "expectation": child.one("expectation", Expectation),
            "quote": None,  # nobody's words are invented
            "interview": None,
        }
        texts = ("reference", "reference_url", "sentence")
        rows.append(Row(values | {name: child.text(name) for name in texts}))
    return rows


def _value(child: Entry, context: SeedContext) -> IndicatorValue | None:
    """Find the measure that a proof names by its indicator, year and method."""
    indicator = child.one("indicator", Indicator)
    wanted = (indicator and indicator.pk, child.get("year"), child.text("method"))
    if indicator is None:
        return None
    known: Any = context.index(IndicatorValue, "pk").values()
    for value in known:
        if (value.indicator_id, value.year, value.method) == wanted:
            return value  # type: ignore[no-any-return]  # the context gives any row
    raise child.fail("indicator", _("cette mesure n'est pas connue"))


def build_links(entry: Entry, context: SeedContext) -> list[Row]:
    return [
        Row(
            {
                "finding": finding,
                "action": child.one("action", models.Action),
                "sentence": child.require("sentence"),
                "is_illustrative": True,
            }
        )
        for finding, child in _children(entry, "actions")
    ]


PROOF_KEY = ("finding", *LINKS, "reference")
for table in (
    SeedTable(FILE, "findings", Finding, ("code",), build_finding, 230),
    SeedTable(FILE, "findings", FindingProof, PROOF_KEY, build_proofs, 231),
    SeedTable(FILE, "findings", FindingAction, ("finding", "action"), build_links, 232),
):
    seeding.register(table)
