"""Criteria, stakeholders and demonstration sessions, from `seed/ranking.yaml`.

Sessions are frozen by the operation once all their rows are there; a frozen one is
never touched again, whatever the file says later.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from diagnostic.models import (
    ActionScore,
    Criterion,
    RankedAction,
    RankingSession,
    Stakeholder,
    StakeholderWeight,
)
from diagnostic.operations.ranking import freeze_session
from diagnostic.validators import parse_score
from perpignan.study import models, seeding
from perpignan.study.seeding import Entry, Row, SeedContext, SeedTable
from perpignan.study.seeds import decimal, translated

FILE = Path(__file__).parent.parent / "seed" / "ranking.yaml"
SESSION_FIELDS = ("code", "title", "week", "seed", "note", "weights", "scores", "classes")


def build_criterion(entry: Entry, context: SeedContext) -> list[Row]:
    values = {name: entry.require(name) for name in ("code", "order", "family", "question")}
    values |= {"scale_min": 0, "scale_max": 4, "typical_weight": decimal(entry, "typical_weight")}
    sources = entry.many("sources", models.Source, "key")
    return [Row(values | translated(entry), {"sources": sources})]


def build_stakeholder(entry: Entry, context: SeedContext) -> list[Row]:
    values = {"code": entry.require("code"), "order": entry.get("order")}
    values |= {"organisation": entry.one("organisation", models.Partner)}
    values |= {"is_reference": entry.get("is_reference", False)}
    return [Row(values | translated(entry))]


def _day_of(week: int, context: SeedContext) -> date:
    """Give a day of the study's week, today at the latest: a session was held."""
    start: date = context.study.starts_on
    return min(start + timedelta(weeks=week - 1, days=3), timezone.localdate())


def build_session(entry: Entry, context: SeedContext) -> list[Row]:
    _skip(entry)
    known = context.index(RankingSession, "code").get(entry.require("code"))
    if known is not None and known.is_frozen:  # type: ignore[attr-defined]  # a RankingSession, by its index
        return []
    values = {name: entry.require(name) for name in ("code", "title", "seed")}
    values |= {"adopted_note": entry.text("note"), "is_illustrative": True}
    return [Row(values | {"held_on": _day_of(entry.require("week"), context)})]


def _skip(entry: Entry) -> None:
    """Leave to another table what it reads of the same entry."""
    for name in SESSION_FIELDS:
        entry.get(name)


def _open_session(entry: Entry) -> RankingSession | None:
    """Return the session of an entry while it may still be filled."""
    _skip(entry)
    session: RankingSession = entry.one("code", RankingSession)
    return None if session.is_frozen else session


def _pairs(entry: Entry, name: str, of: str) -> Iterator[tuple[str, Entry]]:
    """Walk `{action: {criterion: value}}`, each inner mapping as an entry of its own."""
    found = entry.get(name) or {}
    if not isinstance(found, Mapping):
        raise entry.fail(name, f"{of} ?")
    for key, data in found.items():
        yield (
            key,
            Entry(entry.file, f"{entry.label}, {name} {key}", {**data, of: key}, entry.context),
        )


def build_weights(entry: Entry, context: SeedContext) -> list[Row]:
    session = _open_session(entry)
    if session is None:
        return []
    rows = []
    for _name, child in _pairs(entry, "weights", "stakeholder"):
        stakeholder = child.one("stakeholder", Stakeholder)
        for code, criterion in context.index(Criterion, "code").items():
            key: dict[str, Any] = {"session": session, "stakeholder": stakeholder}
            key |= {"criterion": criterion, "weight": decimal(child, code) or 0}
            rows.append(Row(key))
        child.check_all_read()
    return rows


def build_scores(entry: Entry, context: SeedContext) -> list[Row]:
    session = _open_session(entry)
    if session is None:
        return []
    rows = []
    for _name, child in _pairs(entry, "scores", "action"):
        key: dict[str, Any] = {"session": session, "action": child.one("action", models.Action)}
        for code, criterion in context.index(Criterion, "code").items():
            low, high = _interval(child, code, criterion)
            rows.append(Row(key | {"criterion": criterion, "low": low, "high": high}))
        child.check_all_read()
    return rows


def _interval(child: Entry, code: str, criterion: Any) -> tuple[Any, Any]:
    try:
        typed = parse_score(child.text(code), criterion.scale_min, criterion.scale_max)
    except ValidationError as error:
        raise child.fail(code, " ".join(error.messages)) from error
    return typed or (None, None)


def build_classes(entry: Entry, context: SeedContext) -> list[Row]:
    session = _open_session(entry)
    if session is None:
        return []
    classes = dict(_pairs(entry, "classes", "action"))
    rows = []
    for code in entry.get("scores") or {}:
        child = classes.get(code)
        values: dict[str, Any] = {"session": session}
        values |= {"action": context.index(models.Action, "code")[code]}
        values |= {"category": child.text("category") if child else ""}
        rows.append(Row(values | {"public_reason": child.text("reason") if child else ""}))
    return rows


def freeze(entry: Entry, context: SeedContext) -> list[Row]:
    """Freeze the session through the operation, now that all its rows are stored."""
    _skip(entry)
    session = RankingSession.objects.get(code=entry.require("code"))
    if not session.is_frozen:
        freeze_session(session=session)
    return []


OF_SESSION = ("session", "action")
for table in (
    SeedTable(FILE, "criteria", Criterion, ("code",), build_criterion, 250),
    SeedTable(FILE, "stakeholders", Stakeholder, ("code",), build_stakeholder, 251),
    SeedTable(FILE, "sessions", RankingSession, ("code",), build_session, 252),
    SeedTable(FILE, "sessions", RankedAction, OF_SESSION, build_classes, 253),
    SeedTable(
        FILE,
        "sessions",
        StakeholderWeight,
        ("session", "stakeholder", "criterion"),
        build_weights,
        254,
    ),
    SeedTable(FILE, "sessions", ActionScore, (*OF_SESSION, "criterion"), build_scores, 255),
    SeedTable(FILE, "sessions", RankingSession, ("code",), freeze, 256),
):
    seeding.register(table)
