"""Freeze what a report says: chapter by chapter, as plain JSON, charts already drawn.

A renderer reads the snapshot and nothing else, so that the same snapshot gives the
same file whatever has changed since.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict
from datetime import date, datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from perpignan.reports import charts
from perpignan.reports.annex_files import freeze_annex
from perpignan.reports.annexes import annexes_for
from perpignan.reports.blocks import Figure, Table, as_data
from perpignan.reports.chapters import Chapter, Scope, chapters_for
from perpignan.reports.instant import one_instant
from perpignan.reports.kinds import KINDS, Kind
from perpignan.study.enums import DeliverableStatus
from perpignan.study.localisation import localised_text
from perpignan.study.models import Deliverable, Priority, Zone
from perpignan.study.queries import current_study, phases_in_order
from perpignan.study.timeline import build_timeline
from perpignan.study.wording import day_and_month, long_date, long_moment

VERSION = 1
FINAL = (DeliverableStatus.ADMITTED, DeliverableStatus.PUBLISHED)

#: Told before each chapter: how many are done, of how many, which one comes.
Listener = Callable[[int, int, str], None]
Pulse = Callable[[], None]
Snapshot = dict[str, Any]


def build_snapshot(
    *,
    kind: str,
    scope: Scope,
    author: str,
    made_at: datetime,
    on_step: Listener,
    chapters: Collection[str] = (),
    number: int = 0,
    annexes: Collection[str] = (),
    folder: str = "",
    pulse: Pulse = lambda: None,
) -> Snapshot:
    """Read the database through the chapters of a kind, or some, and freeze what they say.

    All are read as of one instant; `on_step` and `pulse` are called outside of it. The
    rows of annexes are frozen in files of `folder`.
    """
    told = chapters_for(kind, zone=scope.zone)
    found = [item for item in told if not chapters or item.slug in chapters]
    beside = annexes_for(kind, annexes, zone=scope.zone) if annexes else []
    steps = len(found) + len(beside)
    with translation.override(scope.language), one_instant() as outside:
        frozen = _cover(KINDS[kind], scope, author, made_at)
        frozen["number_text"] = _("Rapport n° %d") % number if number else ""
        frozen["chapters"] = []
        for done, chapter in enumerate(found):
            outside(partial(on_step, done, steps, str(chapter.title)))
            frozen["chapters"].append(_chapter(chapter, scope))
        for done, annex in enumerate(beside, start=len(found)):
            outside(partial(on_step, done, steps, str(annex.title)))
            kept = freeze_annex(annex, scope, folder, partial(outside, pulse))
            frozen.setdefault("annexes", []).append(kept)
        # here, where titles are still translated as they are read
        return {key: storable(value) for key, value in frozen.items()}


def snapshot_hash(snapshot: Mapping[str, Any]) -> str:
    """Fingerprint the data of a report, printed in the report itself."""
    text = json.dumps(snapshot, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def storable(value: Any) -> Any:
    """Turn lazy texts and dates into JSON, without what a JSON column cannot hold."""
    if isinstance(value, Mapping):
        return {storable(str(key)): storable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [storable(item) for item in value]
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value).replace("\0", "").encode("utf-8", "ignore").decode()


def _cover(kind: Kind, scope: Scope, author: str, made_at: datetime) -> Snapshot:
    study = current_study()
    moment = timezone.localtime(made_at)
    return {
        "version": VERSION,
        "language": scope.language,
        "layout": kind.layout,
        "kind": kind.slug,
        "title": _title(kind, scope),
        "priority": scope.priority,
        "zone": scope.zone,
        "purpose": kind.purpose,
        "study": localised_text(study, "title").text if study else "",
        "day": scope.day,
        "day_text": long_date(scope.day),
        "made_at": made_at,
        "made_at_text": long_moment(moment),
        "author": author,
        "is_internal": scope.is_internal,
        "is_draft": _is_draft(kind),
        "site": settings.SITE_URL,
        "timeline": _timeline(scope.day),
    }


def _title(kind: Kind, scope: Scope) -> str:
    """Name the report, with what it is narrowed to: a part must not pass for all."""
    parts = [str(kind.headline or kind.title)]
    narrowed = ((Priority, scope.priority), (Zone, scope.zone))
    for model, code in narrowed:
        found = model.objects.filter(code=code).first() if code else None
        parts += [localised_text(found, "name").text] if found else []
    return ", ".join(parts)


def _is_draft(kind: Kind) -> bool:
    """Say whether this is a working document: yes, until its deliverable is admitted."""
    if not kind.deliverable:
        return True
    return not Deliverable.objects.filter(code=kind.deliverable, status__in=FINAL).exists()


def _timeline(day: date) -> dict[str, Any]:
    phases = list(phases_in_order())
    timeline = build_timeline(phases, today=day)
    states = {phase.code: phase.state_at(day) for phase in phases}
    return {
        "today_percent": timeline.today_percent,
        "steps": [
            {
                **asdict(step),
                "state": states[step.code].value,
                "state_label": states[step.code].label,
                "dates": f"{_short(step.starts_on)} – {_short(step.ends_on)}",
            }
            for step in timeline.steps
        ],
    }


def _short(day: date) -> str:
    return day_and_month(day)


def _chapter(chapter: Chapter, scope: Scope) -> dict[str, Any]:
    page = reverse(chapter.page) if chapter.page else ""
    blocks = [_block(block, page) for block in chapter.build(scope)]
    return {"slug": chapter.slug, "title": chapter.title, "blocks": blocks}


def _block(block: Any, page: str) -> dict[str, Any]:
    """Freeze a block: charts are drawn, tables and figures know their page of the portal."""
    data = as_data(block)
    if isinstance(block, Figure):
        data["svg"] = charts.draw(data.pop("spec"))
    if isinstance(block, (Figure, Table)):
        data["page"] = block.page or page
    return data
