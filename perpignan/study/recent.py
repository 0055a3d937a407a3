"""What colleagues changed lately, over every noun that has a history."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Model, Value
from django.urls import NoReverseMatch, reverse

from perpignan.history import LABELS, event_model_of, made_by_people, names_of_people


@dataclass(frozen=True)
class RecentChange:
    """One change by one person, with the way to what was changed."""

    when: datetime
    who: str
    verb: str
    noun: str
    title: str
    url: str


def recent_changes(
    models: Sequence[type[Model]],
    *,
    count: int = 8,
    since: datetime | None = None,
    besides: Any = None,
    page_of: Callable[[Model], str] | None = None,
) -> list[RecentChange]:
    """List the last changes that people made to these models, the newest first.

    `since` leaves the older ones out, `besides` those of a person; `page_of` leads to a
    record elsewhere than in the back office.
    """
    tracked = {model._meta.label: model for model in models if event_model_of(model)}
    if not tracked:
        return []
    first, *others = [
        _last_events(model, count, since=since, besides=besides) for model in tracked.values()
    ]
    events = list(first.union(*others, all=True).order_by("-pgh_created_at")[:count])
    people = names_of_people(event["editor"] for event in events)
    records = _records(events, tracked)
    lead = page_of or _admin_url
    return [_told(event, tracked[event["model"]], people, records, lead) for event in events]


def _last_events(model: type[Model], count: int, *, since: datetime | None, besides: Any) -> Any:
    events = event_model_of(model).objects.order_by("-pgh_id")  # type: ignore[union-attr]  # only tracked models come here
    if since is not None:
        events = events.filter(pgh_created_at__gt=since)
    label = Value(model._meta.label)
    kept = made_by_people(events).annotate(model=label, record=F("pgh_obj_id"))
    if besides is not None:
        kept = kept.exclude(editor=str(besides.pk))
    return kept.values("pgh_created_at", "pgh_label", "editor", "model", "record")[:count]


def _records(
    events: list[dict[str, Any]], tracked: dict[str, type[Model]]
) -> dict[tuple[str, Any], Model]:
    """Fetch the records still there, one query a model among those few events."""
    keys = defaultdict(set)
    for event in events:
        keys[event["model"]].add(event["record"])
    return {
        (label, key): record
        for label, wanted in keys.items()
        for key, record in tracked[label]._base_manager.in_bulk(wanted).items()
    }


def _told(
    event: dict[str, Any],
    model: type[Model],
    people: dict[str, str],
    records: dict[tuple[str, Any], Model],
    lead: Callable[[Model], str],
) -> RecentChange:
    record = records.get((event["model"], event["record"]))
    return RecentChange(
        when=event["pgh_created_at"],
        who=people.get(event["editor"], ""),
        verb=str(LABELS.get(event["pgh_label"], event["pgh_label"])),
        noun=str(model._meta.verbose_name),
        title=str(record) if record else "",
        url=lead(record) if record else "",
    )


def _admin_url(record: Model) -> str:
    name = f"admin:{record._meta.app_label}_{record._meta.model_name}_change"
    try:
        return reverse(name, args=[record.pk])
    except NoReverseMatch:
        return ""
