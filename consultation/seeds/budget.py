"""Invented votes on a budget, read from `consultation/seed/budget.yaml`, with their ballots."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from consultation.enums import CountingRule
from consultation.models import BudgetCount, BudgetProject, BudgetVote, Consultation
from consultation.operations import count_vote, illustrate_ballots
from consultation.seeds.consultation import FOLDER, consultation_dates, status_at
from perpignan.study import seeding
from perpignan.study.models import Zone
from perpignan.study.seeding import Entry, Row, SeedContext, SeedTable

FILE = FOLDER / "budget.yaml"
SETTINGS = ("title", "introduction", "budget", "rule", "max_choices", "minimum_votes", "ballots")


def build_consultation(entry: Entry, context: SeedContext) -> list[Row]:
    opens_at, closes_at = consultation_dates(entry, context)
    values = {
        "slug": entry.require("slug"),
        "title": entry.require("title"),
        "purpose": entry.text("purpose"),
        "contact": entry.text("contact"),
        "opens_at": opens_at,
        "closes_at": closes_at,
        "status": status_at(timezone.now(), opens_at, closes_at),
        "is_illustrative": True,
    }
    return [Row(values)]


def build_vote(entry: Entry, context: SeedContext) -> list[Row]:
    consultation = entry.one("consultation", Consultation, "slug")
    rule = CountingRule(entry.require("rule"))
    entry.get("ballots")
    for child in entry.children("projects"):
        _read(child)
    values = {
        "consultation": consultation,
        "title": entry.require("title"),
        "introduction": entry.text("introduction"),
        "budget": Decimal(entry.require("budget")),
        "rule": rule,
        "max_choices": entry.get("max_choices"),
        "minimum_votes": entry.get("minimum_votes") or 0,
        "opens_at": consultation.opens_at,
        "closes_at": consultation.closes_at,
        "is_published": True,
        "is_illustrative": True,
    }
    return [Row(values)]


def build_projects(entry: Entry, context: SeedContext) -> list[Row]:
    vote = _vote(entry)
    rows = []
    for order, child in enumerate(entry.children("projects"), start=1):
        values = _read(child)
        chosen = {name: value for name, value in values.items() if name not in ("weight", "side")}
        rows.append(Row({"vote": vote, "order": order, "is_illustrative": True} | chosen))
    return rows


def build_ballots(entry: Entry, context: SeedContext) -> list[Row]:
    """Invent the ballots once, in bulk, and count a vote that is over: no row of the table."""
    vote = _vote(entry)
    children = [_read(child) for child in entry.children("projects")]
    tastes = {child["code"]: (child["weight"], child["side"]) for child in children}
    if vote.opens_at <= timezone.now():
        illustrate_ballots(vote=vote, count=entry.get("ballots") or 0, tastes=tastes)
        if vote.is_over_at(timezone.now()):
            count_vote(vote=vote)
    return []


def _vote(entry: Entry) -> BudgetVote:
    for name in SETTINGS:
        entry.get(name)
    consultation = entry.one("consultation", Consultation, "slug")
    return BudgetVote.objects.select_related("consultation").get(consultation=consultation)


def _read(child: Entry) -> dict[str, Any]:
    values = {
        "code": child.require("code"),
        "name": child.require("name"),
        "description": child.text("description"),
        "cost": Decimal(child.require("cost")),
        "zone": child.one("zone", Zone),
        "exclusive_group": child.text("group"),
        "weight": child.require("weight"),
        "side": child.require("side"),
    }
    child.check_all_read()
    return values


TABLES = [
    SeedTable(FILE, "consultations", Consultation, ("slug",), build_consultation, 306),
    SeedTable(FILE, "votes", BudgetVote, ("consultation",), build_vote, 320),
    SeedTable(FILE, "votes", BudgetProject, ("vote", "code"), build_projects, 321),
    SeedTable(FILE, "votes", BudgetCount, ("vote",), build_ballots, 322),
]
for table in TABLES:
    seeding.register(table)
