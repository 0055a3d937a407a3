"""The shared nouns of the Perpignan study, read from `perpignan/study/seed/`."""

from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from perpignan.study import models, seeding
from perpignan.study.enums import (
    ActionStatus,
    Confidence,
    DeliverableStatus,
    NewsStatus,
    Visibility,
)
from perpignan.study.seeding import Entry, Row, SeedContext, SeedTable

FOLDER = Path(__file__).parent / "seed"

#: Unless a start is given, the study is dated so that today is in this week of it:
#: the consultation is then open, and the demonstration never looks dead.
WEEK_OF_TODAY = 12

#: What an action is filed under, and where it is done.
PLACES = (("axes", models.Axis), ("zones", models.Zone))


def default_start(today: date) -> date:
    monday = today - timedelta(days=today.weekday())
    return monday - timedelta(weeks=WEEK_OF_TODAY - 1)


def translated(entry: Entry, field: str = "name") -> dict[str, str]:
    """Read a text and its translations, `name`, `name_ca`, `name_en`."""
    return {
        field: entry.require(field),
        f"{field}_ca": entry.text(f"{field}_ca"),
        f"{field}_en": entry.text(f"{field}_en"),
    }


def confidence(entry: Entry) -> Confidence:
    value = entry.get("confidence", Confidence.SOLID)
    if value not in Confidence.values:
        raise entry.fail("confidence", _("valeurs admises : ") + ", ".join(Confidence.values))
    return Confidence(value)


def decimal(entry: Entry, name: str, places: str = "0.01") -> Decimal | None:
    value = entry.get(name)
    if value is None:
        return None
    try:
        return Decimal(str(value)).quantize(Decimal(places))
    except InvalidOperation as error:
        raise entry.fail(name, _("un nombre est attendu")) from error


def build_source(entry: Entry, context: SeedContext) -> list[Row]:
    values = {
        "key": entry.require("key"),
        "title": entry.require("title"),
        "publisher": entry.text("publisher"),
        "url": entry.text("url"),
        "published_on": entry.day("published_on"),
        "consulted_on": entry.day("consulted_on"),
        "confidence": confidence(entry),
        "note": entry.text("note"),
    }
    return [Row(values)]


def build_axis(entry: Entry, context: SeedContext) -> list[Row]:
    values = {"code": entry.require("code"), "kind": entry.require("kind")}
    values |= {"acv_axis": entry.text("acv_axis"), "order": entry.require("order")}
    return [Row(values | translated(entry))]


def build_priority(entry: Entry, context: SeedContext) -> list[Row]:
    values = {"code": entry.require("code"), "order": entry.require("order")}
    return [Row(values | translated(entry))]


def build_zone(entry: Entry, context: SeedContext) -> list[Row]:
    values = {
        "code": entry.require("code"),
        "in_qpv": entry.get("in_qpv"),
        "qpv_generation": entry.get("qpv_generation"),
        "is_heart_of_town": entry.get("is_heart_of_town", True),
        "latitude": entry.get("latitude"),
        "longitude": entry.get("longitude"),
        "confidence": confidence(entry),
        "note": entry.text("note"),
        "order": entry.require("order"),
    }
    return [Row(values | translated(entry))]


def build_partner(entry: Entry, context: SeedContext) -> list[Row]:
    values = {
        "code": entry.require("code"),
        "name": entry.require("name"),
        "short_name": entry.text("short_name"),
        "kind": entry.require("kind"),
        "roles": entry.strings("roles"),
        "contribution": entry.text("contribution"),
        "website": entry.text("website"),
        "is_illustrative": entry.get("is_illustrative", False),
    }
    return [Row(values)]


def build_lever(entry: Entry, context: SeedContext) -> list[Row]:
    texts = ("destination", "rate_text", "eligible_base", "detail", "internal_note", "period")
    values: dict[str, Any] = {name: entry.text(name) for name in (*texts, "legal_reference")}
    values |= {name: entry.require(name) for name in ("code", "name", "body", "kind")}
    values |= {name: decimal(entry, name, "0.001") for name in ("rate_min", "rate_max")}
    values |= {"ceiling": decimal(entry, "ceiling")}
    values |= {"is_contribution_fund": entry.get("is_contribution_fund", False)}
    values |= {name: entry.day(name) for name in ("opens_on", "closes_on")}
    values |= {"recurrence": entry.require("recurrence"), "confidence": confidence(entry)}
    many = {
        "priorities": entry.many("priorities", models.Priority),
        "axes": entry.many("axes", models.Axis),
        "sources": entry.many("sources", models.Source, "key"),
    }
    return [Row(values, many)]


def build_study(entry: Entry, context: SeedContext) -> list[Row]:
    known = models.Study.objects.first()
    if known and context.start and known.starts_on != context.start:
        # Asked for by name: the first day moves even if the team edited the study.
        known.starts_on = context.start
        known.save(update_fields=["starts_on"])
    start = context.start or (known and known.starts_on) or default_start(timezone.localdate())
    values = {"starts_on": start, "funding_date": entry.day("funding_date")}
    many = {"sources": entry.many("sources", models.Source, "key")}
    return [Row(values | translated(entry, "title") | translated(entry, "purpose"), many)]


def build_phase(entry: Entry, context: SeedContext) -> list[Row]:
    first, last = _weeks(entry)
    start, end = context.study.first_day_of_week(first), context.study.last_day_of_week(last)
    today = timezone.localdate()
    entry.get("deliverables")
    values = {
        "code": entry.require("code"),
        "order": entry.require("order"),
        "gate": entry.text("gate"),
        "planned_start": start,
        "planned_end": end,
        "actual_start": start if start <= today else None,
        "actual_end": end if end < today else None,
        "is_illustrative": True,
    }
    return [Row(values | translated(entry))]


def _weeks(entry: Entry) -> tuple[int, int]:
    weeks = entry.require("weeks")
    if not (isinstance(weeks, list) and len(weeks) == 2 and all(type(w) is int for w in weeks)):
        raise entry.fail("weeks", _("deux numéros de semaine sont attendus"))
    return weeks[0], weeks[1]


def build_deliverables(entry: Entry, context: SeedContext) -> list[Row]:
    for name in ("name", "name_ca", "name_en", "weeks", "gate", "order"):
        entry.get(name)
    phase = entry.one("code", models.Phase)
    rows = []
    for child in entry.children("deliverables"):
        values = {
            "phase": phase,
            "code": child.require("code"),
            "title": child.require("title"),
            "content": child.text("content"),
            "due_on": phase.planned_end,
            "status": deliverable_status(phase),
            "is_illustrative": True,
        }
        child.check_all_read()
        rows.append(Row(values))
    return rows


def deliverable_status(phase: models.Phase) -> DeliverableStatus:
    """Tell a plausible state for the demonstration, from the dates of the step."""
    if phase.actual_end:
        return DeliverableStatus.ADMITTED
    if phase.actual_start:
        return DeliverableStatus.DRAFTING
    return DeliverableStatus.PLANNED


def build_action(entry: Entry, context: SeedContext) -> list[Row]:
    values = {
        "code": entry.require("code"),
        "title": entry.require("title"),
        "priority": entry.one("priority", models.Priority),
        "objective": entry.text("objective"),
        "lead_department": entry.text("lead_department"),
        "status": entry.get("status", ActionStatus.PROPOSED),
        "visibility": Visibility.PUBLIC,
        "is_illustrative": True,
    }
    many = {name: entry.many(name, model) for name, model in PLACES}
    return [Row(values, many)]


def build_news(entry: Entry, context: SeedContext) -> list[Row]:
    """Date a piece of news by the week of the study in which it came out."""
    week = entry.require("week")
    if type(week) is not int:
        raise entry.fail("week", _("un numéro de semaine est attendu"))
    values = {
        "code": entry.require("code"),
        "status": NewsStatus.PUBLISHED,
        "published_on": context.study.last_day_of_week(week) - timedelta(days=2),
        "link_kind": entry.text("link_kind"),
        "link_code": entry.text("link_code"),
        "is_illustrative": True,
    }
    return [Row(values | translated(entry, "title") | translated(entry, "text"))]


def build_guide(entry: Entry, context: SeedContext) -> list[Row]:
    entry.get("questions")
    values = {name: entry.require(name) for name in ("code", "title", "duration")}
    values |= {"objective": entry.text("objective"), "audience": entry.text("audience")}
    return [Row(values | {"is_illustrative": True})]


def build_questions(entry: Entry, context: SeedContext) -> list[Row]:
    """Read the questions under a guide, whose own fields `build_guide` checks."""
    for name in ("title", "objective", "audience", "duration"):
        entry.get(name)
    guide = entry.one("code", models.InterviewGuide)
    rows = []
    for order, child in enumerate(entry.children("questions"), start=1):
        values = {"guide": guide, "order": order}
        rows.append(Row(values | {name: child.require(name) for name in ("theme", "text")}))
        child.check_all_read()
    return rows


GUIDE_TABLES = [
    SeedTable(FOLDER / "interviews.yaml", "guides", model, key, build, order)
    for model, key, build, order in (
        (models.InterviewGuide, ("code",), build_guide, 20),
        (models.InterviewQuestion, ("guide", "order"), build_questions, 21),
    )
]

for order, (name, section, model, key, build) in enumerate(
    [
        ("sources.yaml", "sources", models.Source, "key", build_source),
        ("taxonomy.yaml", "axes", models.Axis, "code", build_axis),
        ("taxonomy.yaml", "priorities", models.Priority, "code", build_priority),
        ("zones.yaml", "zones", models.Zone, "code", build_zone),
        ("partners.yaml", "partners", models.Partner, "code", build_partner),
        ("levers.yaml", "levers", models.FundingLever, "code", build_lever),
        ("study.yaml", "study", models.Study, None, build_study),
        ("phases.yaml", "phases", models.Phase, "code", build_phase),
        ("phases.yaml", "phases", models.Deliverable, "code", build_deliverables),
        ("actions.yaml", "actions", models.Action, "code", build_action),
        ("news.yaml", "news", models.News, "code", build_news),
    ]
):
    seeding.register(SeedTable(FOLDER / name, section, model, (key,) if key else (), build, order))
for table in GUIDE_TABLES:
    seeding.register(table)
