"""Who changed what, and when: the history that Postgres triggers write, made readable."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pghistory.core
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Field, JSONField, ManyToManyField, Model, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.http import HttpRequest, HttpResponse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pghistory.middleware import HistoryMiddleware


@dataclass(frozen=True)
class FieldChange:
    name: str
    before: str
    after: str


@dataclass
class Change:
    """One line of a record's history: when, by whom, what."""

    when: datetime
    who: str
    label: str
    fields: list[FieldChange] = field(default_factory=list)


INSERT = "insert"
LABELS = {
    INSERT: gettext_lazy("Création"),
    "update": gettext_lazy("Modification"),
    "delete": gettext_lazy("Suppression"),
}
#: What a change is attributed to when no one was signed in: a command, a task.
PORTAL = gettext_lazy("Portail")


def history_of(record: Model) -> list[Change]:
    """List the changes of a tracked record and of its links, newest first."""
    events, links = _own_events(record), _link_events(record)
    people = _names_of([*events, *(event for _column, event in links)])
    found: dict[tuple[Any, Any], Change] = {}
    for before, event in zip([None, *events], events, strict=False):
        _change_at(found, event, people).fields.extend(_differences(before, event))
    for column, event in links:
        _change_at(found, event, people).fields.append(_link_change(column, event))
    return sorted(found.values(), key=lambda change: change.when)[::-1]


def is_edited_by_a_person(record: Model) -> bool:
    """Say whether a signed-in person changed the record or its links."""
    return any(
        made_by_people(events).exists() for events in [*_events_of(record), *_links_of(record)]
    )


def made_by_people(events: QuerySet[Any]) -> QuerySet[Any]:
    """Keep the events that happened while someone was signed in."""
    made: QuerySet[Any] = events.annotate(
        editor=KeyTextTransform("user", "pgh_context__metadata")
    ).filter(editor__isnull=False)
    return made


def event_model_of(model: type[Model]) -> Any | None:
    """Return the model that holds the history of this one, None if it has no history."""
    found = pghistory.core.event_models(tracks_model=model, include_missing_pgh_obj=True)
    return found[0] if found else None


def shown(column: Any, event: Any) -> str:
    """Write a past value as a person reads it: the label, the name, the French date."""
    value = getattr(event, column.attname)
    if value in (None, "", []):
        return ""
    if column.is_relation:
        return _name_of_target(column, value)
    if isinstance(column, JSONField):
        return _("données enregistrées (%d caractères)") % len(json.dumps(value))
    if isinstance(value, list):
        choices = dict(getattr(column.base_field, "flatchoices", ()))
        return ", ".join(str(choices.get(item, item)) for item in value)
    return _text(dict(column.flatchoices).get(value, value))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if isinstance(value, datetime):
        value = timezone.localtime(value)
        return formats.date_format(value, "DATETIME_FORMAT")
    if isinstance(value, date):
        return formats.date_format(value, "DATE_FORMAT")
    return str(value)


def _name_of_target(column: Any, value: Any) -> str:
    target = column.related_model._base_manager.filter(pk=value).first()
    return str(target) if target else _("(supprimé : %s)") % value


def _own_events(record: Model) -> list[Any]:
    return [
        event
        for events in _events_of(record)
        for event in events.select_related("pgh_context").order_by("pgh_id")
    ]


def _events_of(record: Model) -> list[QuerySet[Any]]:
    """Give the record's own events: nothing for a model that has no history."""
    model = event_model_of(type(record))
    return [model.objects.filter(pgh_obj_id=record.pk)] if model else []


def _link_events(record: Model) -> list[tuple[ManyToManyField[Any, Any], Any]]:
    found: list[tuple[ManyToManyField[Any, Any], Any]] = []
    for events in _links_of(record):
        column = _column_of(record, events.model)
        named = events.select_related("pgh_context").order_by("pgh_id")
        found.extend((column, event) for event in named)
    return found


def _links_of(record: Model) -> list[QuerySet[Any]]:
    found: list[QuerySet[Any]] = []
    for column in type(record)._meta.many_to_many:
        through = column.remote_field.through
        model = event_model_of(through) if through else None
        if model is not None:
            found.append(model.objects.filter(**{f"{column.m2m_field_name()}_id": record.pk}))
    return found


def _column_of(record: Model, events: Any) -> ManyToManyField[Any, Any]:
    through = events.pgh_tracked_model._meta.concrete_model
    columns = type(record)._meta.many_to_many
    return next(column for column in columns if column.remote_field.through is through)


def _link_change(column: ManyToManyField[Any, Any], event: Any) -> FieldChange:
    target = event._meta.get_field(column.m2m_reverse_field_name())
    name = shown(target, event)
    is_added = event.pgh_label == INSERT
    return FieldChange(str(column.verbose_name), "" if is_added else name, name if is_added else "")


def _change_at(found: dict[tuple[Any, Any], Change], event: Any, people: dict[str, str]) -> Change:
    """Return the change of this moment: what one click did is told as one."""
    moment = (event.pgh_created_at, event.pgh_context_id)
    if moment not in found:
        who = people.get(_editor_of(event), str(PORTAL))
        is_own = hasattr(event, "pgh_obj_id")
        label = LABELS.get(event.pgh_label if is_own else "update", event.pgh_label)
        found[moment] = Change(event.pgh_created_at, who, str(label))
    return found[moment]


def _differences(before: Model | None, after: Model) -> list[FieldChange]:
    if before is None:
        return []
    return [
        FieldChange(str(column.verbose_name), shown(column, before), shown(column, after))
        for column in _tracked_columns(after)
        if getattr(before, column.attname) != getattr(after, column.attname)
    ]


def _tracked_columns(event: Model) -> list[Field[Any, Any]]:
    columns = event._meta.concrete_fields
    return [column for column in columns if not column.name.startswith("pgh_")]


def _editor_of(event: Any) -> str:
    metadata = event.pgh_context.metadata if event.pgh_context else {}
    return str(metadata.get("user") or "")


def _names_of(events: Iterable[Any]) -> dict[str, str]:
    return names_of_people({key for event in events if (key := _editor_of(event))})


def names_of_people(keys: Iterable[str]) -> dict[str, str]:
    """Map the keys of accounts to the names that the team knows."""
    users = get_user_model()._default_manager.filter(pk__in=set(keys))
    return {str(user.pk): str(user) for user in users}


class SignedInHistoryMiddleware(HistoryMiddleware):
    """Write who changed what; of a visitor there is nothing to write, nor any time to lose.

    Telling the database who is there costs a longer statement for each one that writes.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            answer: HttpResponse = self.get_response(request)
        else:
            answer = super().__call__(request)
        return answer
