"""Ideas of the demonstration, read from `consultation/seed/contributions.yaml`.

They are dated from the opening of the consultation, and one of a day to come is not
loaded yet: the demonstration does not know the future.
"""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.enums import ContributionAnswer, SpokenStatus
from consultation.models import (
    Comment,
    Consultation,
    Contribution,
    ContributionAction,
    Support,
    Theme,
)
from consultation.seeds.consultation import FOLDER, SLUG, translated
from perpignan.study import seeding
from perpignan.study.models import Action, Axis, Priority, Zone
from perpignan.study.seeding import Entry, Row, SeedContext, SeedTable

FILE = FOLDER / "contributions.yaml"
FIELDS = (
    *("id", "day", "theme", "zone", "place", "latitude", "longitude", "language", "title"),
    *("text", "supports", "answer", "reason", "actions", "merged_into", "status_reason"),
    *("refused", "comments"),
)
#: How long after it came in an idea of the demonstration was read, then answered.
READ_AFTER, ANSWERED_AFTER = timedelta(hours=20), timedelta(days=2)


def build_theme(entry: Entry, context: SeedContext) -> list[Row]:
    values = {
        "consultation": Consultation.objects.get(slug=SLUG),
        "code": entry.require("code"),
        "order": entry.require("order"),
        "priority": entry.one("priority", Priority),
        "axis": entry.one("axis", Axis),
        "is_illustrative": True,
    }
    return [Row(values | translated(entry, "name"))]


def build_contribution(entry: Entry, context: SeedContext) -> list[Row]:
    consultation = _consultation(entry)
    came_in = _moment(consultation, entry)
    if came_in is None:
        return []
    values = {
        "consultation": consultation,
        "external_id": _external(entry.require("id")),
        "title": entry.require("title"),
        "text": entry.require("text").strip(),
        "language": entry.text("language", "fr"),
        "theme": _theme(entry, consultation),
        "zone": entry.one("zone", Zone),
        "place": entry.text("place"),
        "latitude": entry.get("latitude"),
        "longitude": entry.get("longitude"),
        "submitted_at": came_in,
        "reviewed_at": came_in + READ_AFTER,
        "is_illustrative": True,
    }
    return [Row(values | _state(entry, consultation) | _answer(entry, came_in))]


def _consultation(entry: Entry) -> Consultation:
    for name in FIELDS:
        entry.get(name)
    return Consultation.objects.get(slug=SLUG)


def _moment(consultation: Consultation, entry: Entry) -> datetime | None:
    """Date an entry from the opening, in the morning; None for a day to come."""
    day = entry.require("day")
    if type(day) is not int or consultation.opens_at is None:
        raise entry.fail("day", _("un nombre de jours est attendu"))
    moment = consultation.opens_at + timedelta(days=day, hours=9)
    return moment if moment <= timezone.now() else None


def _external(name: str) -> str:
    return f"exemple:{name}"


def _theme(entry: Entry, consultation: Consultation) -> Theme:
    theme = Theme.objects.filter(consultation=consultation, code=entry.require("theme")).first()
    if theme is None:
        raise entry.fail("theme", _("ce thème n'existe pas"))
    return theme


def _state(entry: Entry, consultation: Consultation) -> dict[str, Any]:
    status, reason, into = SpokenStatus.PUBLISHED, entry.text("status_reason"), None
    if refused := entry.text("refused"):
        status, reason = SpokenStatus.REFUSED, refused
    elif name := entry.text("merged_into"):
        status = SpokenStatus.MERGED
        into = Contribution.objects.filter(
            consultation=consultation, external_id=_external(name)
        ).first()
        if into is None:
            raise entry.fail("merged_into", _("cette contribution n'est pas écrite avant"))
    return {"status": status, "status_reason": reason, "merged_into": into}


def _answer(entry: Entry, came_in: datetime) -> dict[str, Any]:
    answer = entry.text("answer")
    if answer and answer not in ContributionAnswer.values:
        raise entry.fail("answer", _("valeurs admises : ") + ", ".join(ContributionAnswer.values))
    return {
        "answer": answer,
        "answer_reason": entry.text("reason"),
        "answered_at": came_in + ANSWERED_AFTER if answer else None,
    }


def _stored(entry: Entry) -> Contribution | None:
    """Return the contribution of an entry, None if its day is to come."""
    consultation = _consultation(entry)
    name = _external(entry.require("id"))
    return Contribution.objects.filter(consultation=consultation, external_id=name).first()


def build_supports(entry: Entry, context: SeedContext) -> list[Row]:
    """Let invented people, always the same, support an idea and what it was merged into."""
    contribution = _stored(entry)
    if contribution is None:
        return []
    count = entry.get("supports") or 0
    keys = [hashlib.sha256(f"exemple:{n}".encode()).hexdigest() for n in range(count)]
    return [Row({"contribution": contribution, "supporter_key": key}) for key in keys]


def build_links(entry: Entry, context: SeedContext) -> list[Row]:
    contribution = _stored(entry)
    actions = entry.many("actions", Action)
    if contribution is None:
        return []
    values = {"contribution": contribution, "is_illustrative": True}
    return [Row(values | {"action": action}) for action in actions]


def build_comments(entry: Entry, context: SeedContext) -> list[Row]:
    contribution = _stored(entry)
    if contribution is None:
        return []
    return [row for child in entry.children("comments") for row in _comment(contribution, child)]


def _comment(contribution: Contribution, child: Entry) -> list[Row]:
    moment = _moment(contribution.consultation, child)
    values = {
        "contribution": contribution,
        "external_id": _external(child.require("id")),
        "text": child.require("text"),
        "status": SpokenStatus.PUBLISHED,
        "is_illustrative": True,
    }
    child.check_all_read()
    if moment is None:
        return []
    return [Row(values | {"submitted_at": moment, "reviewed_at": moment + READ_AFTER})]


IDEAS = "contributions"
ONCE = ("contribution", "external_id")
TABLES = [
    SeedTable(FILE, "themes", Theme, ("consultation", "code"), build_theme, 310),
    SeedTable(FILE, IDEAS, Contribution, ("consultation", "external_id"), build_contribution, 311),
    SeedTable(FILE, IDEAS, Support, ("contribution", "supporter_key"), build_supports, 312),
    SeedTable(FILE, IDEAS, ContributionAction, ("contribution", "action"), build_links, 313),
    SeedTable(FILE, IDEAS, Comment, ONCE, build_comments, 314),
]
for table in TABLES:
    seeding.register(table)
