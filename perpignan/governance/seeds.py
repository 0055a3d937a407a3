"""The steering of the Perpignan study, read from `perpignan/governance/seed/`: illustrative."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from perpignan.governance import models
from perpignan.governance.enums import DecisionState, MeetingStatus, MinutesState, RequestKind
from perpignan.study import seeding
from perpignan.study.models import Partner
from perpignan.study.seeding import Entry, Row, SeedContext, SeedTable

FOLDER = Path(__file__).parent / "seed"


def day_of(entry: Entry, context: SeedContext, name: str = "week", day: int = 1) -> date | None:
    """Read a week of the study as a date: its Monday, or another day of it."""
    week = entry.get(name)
    if week is None:
        return None
    if not isinstance(week, int):
        raise entry.fail(name, _("un numéro de semaine est attendu"))
    first: date = context.study.first_day_of_week(week)
    return first + timedelta(days=day - 1)


def moment_of(entry: Entry, context: SeedContext) -> datetime:
    """Read a week, a day and an hour of the clock."""
    day = day_of(entry, context, day=entry.get("day", 1))
    if day is None:
        raise entry.fail("week", _("valeur obligatoire absente"))
    try:
        at = time.fromisoformat(entry.require("at"))
    except (TypeError, ValueError) as error:
        raise entry.fail("at", _("une heure HH:MM est attendue")) from error
    return timezone.make_aware(datetime.combine(day, at))


def build_body(entry: Entry, context: SeedContext) -> list[Row]:
    values = {name: entry.require(name) for name in ("code", "name", "kind", "order")}
    values |= {name: entry.text(name) for name in ("short_name", "purpose", "rhythm")}
    return [Row(values | {"is_illustrative": True})]


def build_membership(entry: Entry, context: SeedContext) -> list[Row]:
    values = {name: entry.require(name) for name in ("code", "function")}
    values |= {name: entry.text(name) for name in ("department", "role")}
    values |= {
        "body": entry.one("body", models.Body),
        "organisation": entry.one("organisation", Partner),
        "is_guest": entry.get("is_guest", False),
        "is_illustrative": True,
    }
    return [Row(values)]


def build_meeting(entry: Entry, context: SeedContext) -> list[Row]:
    entry.get("minutes")
    starts_at = moment_of(entry, context)
    is_past = starts_at < timezone.now()
    values = {
        "code": entry.require("code"),
        "body": entry.one("body", models.Body),
        "title": entry.require("title"),
        "starts_at": starts_at,
        "duration": entry.get("duration", 90),
        "place": entry.text("place"),
        "status": MeetingStatus.HELD if is_past else MeetingStatus.PLANNED,
        "is_illustrative": True,
    }
    return [Row(values)]


def build_minutes(entry: Entry, context: SeedContext) -> list[Row]:
    """Read what was written of a meeting whose time has come, approved two days later."""
    for name in ("body", "title", "duration", "place"):
        entry.get(name)
    text, starts_at = entry.text("minutes"), moment_of(entry, context)
    meeting = entry.one("code", models.Meeting)
    if not text or starts_at >= timezone.now():
        return []
    approved_on = timezone.localdate(starts_at) + timedelta(days=2)
    values = {
        "meeting": meeting,
        "text": text,
        "state": MinutesState.APPROVED,
        "approved_on": approved_on,
    }
    return [Row(values)]


def build_decision(entry: Entry, context: SeedContext) -> list[Row]:
    entry.get("links")
    meeting = entry.one("meeting", models.Meeting)
    state = entry.get("state", DecisionState.TO_TAKE)
    values = {
        "code": entry.require("code"),
        "body": entry.one("body", models.Body),
        "meeting": meeting,
        "text": entry.require("text"),
        "decided_on": timezone.localdate(meeting.starts_at) if meeting else None,
        "holder": entry.one("holder", models.Membership),
        "due_on": day_of(entry, context, "due_week", 5),
        "state": state,
        "is_illustrative": True,
    }
    return [Row(values)]


def build_links(entry: Entry, context: SeedContext) -> list[Row]:
    """Read what a decision bears on, by kind; its own fields are checked before."""
    for name in ("body", "meeting", "text", "state", "holder", "due_week"):
        entry.get(name)
    decision = entry.one("code", models.Decision)
    links = entry.get("links") or {}
    if not isinstance(links, dict):
        raise entry.fail("links", _("une suite de « champ : valeur » est attendue"))
    return [
        Row({"decision": decision, "kind": kind, "key": key})
        for kind, keys in links.items()
        for key in keys
    ]


def build_task(entry: Entry, context: SeedContext) -> list[Row]:
    values = {name: entry.require(name) for name in ("code", "title")}
    values |= {
        "holder": entry.one("holder", models.Membership),
        "decision": entry.one("decision", models.Decision),
        "due_on": day_of(entry, context, "due_week", 5),
        "is_illustrative": True,
    }
    return [Row(values)]


def build_request(entry: Entry, context: SeedContext) -> list[Row]:
    values: dict[str, Any] = {name: entry.require(name) for name in ("code", "title")}
    values |= {
        "kind": entry.get("kind", RequestKind.DOCUMENT),
        "detail": entry.text("detail"),
        "asked_of": entry.one("asked_of", models.Membership),
        "asked_on": day_of(entry, context, "asked_week", 1),
        "due_on": day_of(entry, context, "due_week", 5),
        "received_on": day_of(entry, context, "received_week", 3),
        "answer": entry.text("answer"),
        "is_illustrative": True,
    }
    return [Row(values)]


def build_risk(entry: Entry, context: SeedContext) -> list[Row]:
    names = ("code", "title", "likelihood", "impact", "response")
    values = {name: entry.require(name) for name in names}
    values |= {"holder": entry.one("holder", models.Membership), "is_illustrative": True}
    return [Row(values)]


def build_diary_entry(entry: Entry, context: SeedContext) -> list[Row]:
    values = {name: entry.require(name) for name in ("code", "kind", "title", "place")}
    values |= {
        "starts_at": moment_of(entry, context),
        "duration": entry.get("duration", 120),
        "audience": entry.text("audience"),
        "host": entry.one("host", models.Membership),
        "attendance": entry.get("attendance"),
        "is_illustrative": True,
    }
    return [Row(values)]


#: After the study's own tables and the phases': decisions name what they bear on.
for order, (name, section, model, key, build) in enumerate(
    [
        ("bodies.yaml", "bodies", models.Body, ("code",), build_body),
        ("bodies.yaml", "memberships", models.Membership, ("code",), build_membership),
        ("meetings.yaml", "meetings", models.Meeting, ("code",), build_meeting),
        ("meetings.yaml", "meetings", models.Minutes, ("meeting",), build_minutes),
        ("meetings.yaml", "decisions", models.Decision, ("code",), build_decision),
        (
            "meetings.yaml",
            "decisions",
            models.DecisionLink,
            ("decision", "kind", "key"),
            build_links,
        ),
        ("meetings.yaml", "tasks", models.Task, ("code",), build_task),
        ("meetings.yaml", "requests", models.DocumentRequest, ("code",), build_request),
        ("meetings.yaml", "risks", models.StudyRisk, ("code",), build_risk),
        ("meetings.yaml", "diary", models.DiaryEntry, ("code",), build_diary_entry),
    ],
    start=900,
):
    seeding.register(SeedTable(FOLDER / name, section, model, key, build, order))
