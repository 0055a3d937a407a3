"""What every admin page and every import shares."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from import_export import instance_loaders, resources


@dataclass(frozen=True)
class FieldChange:
    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One line of a record's history: when, by whom, what."""

    when: datetime
    who: str
    label: str
    fields: list[FieldChange]


LABELS = {"insert": _("Création"), "update": _("Modification"), "delete": _("Suppression")}


def history_of(record: Model) -> list[Change]:
    """List the changes of a tracked record, newest first; empty if it is not tracked."""
    manager = getattr(record, "events", None)
    if manager is None:
        return []
    events = list(manager.select_related("pgh_context").order_by("pgh_id"))
    people = _names_of(events)
    changes = []
    for before, event in zip([None, *events], events, strict=False):
        who = people.get(_user_key(event), str(_("Portail")))
        label = str(LABELS.get(event.pgh_label, event.pgh_label))
        changes.append(Change(event.pgh_created_at, who, label, _differences(before, event)))
    return changes[::-1]


def _differences(before: Model | None, after: Model) -> list[FieldChange]:
    if before is None:
        return []
    found = []
    for column in after._meta.concrete_fields:
        old, new = getattr(before, column.attname), getattr(after, column.attname)
        if not column.name.startswith("pgh_") and old != new:
            found.append(FieldChange(str(column.verbose_name), _shown(old), _shown(new)))
    return found


def _shown(value: Any) -> str:
    return "" if value is None else str(value)


def _user_key(event: Any) -> str:
    metadata = event.pgh_context.metadata if event.pgh_context else {}
    return str(metadata.get("user") or "")


def _names_of(events: Iterable[Any]) -> dict[str, str]:
    keys = {key for event in events if (key := _user_key(event))}
    users = get_user_model()._default_manager.filter(pk__in=keys)
    return {str(user.pk): str(user) for user in users}


class PortalModelAdmin(admin.ModelAdmin):
    """A ModelAdmin that tells the whole history of a record and links to its page."""

    object_history_template = "admin/portal_history.html"
    list_per_page = 50
    save_on_top = True
    show_full_result_count = False

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        record = self.get_object(request, object_id)
        changes = history_of(record) if record is not None else []
        return super().history_view(
            request, object_id, {"changes": changes, **(extra_context or {})}
        )


class PortalResource(resources.ModelResource):
    """An import that validates like a form, reads existing rows once and calls operations.

    import-export's own defaults do none of the three. Its preview runs in a
    transaction that is rolled back, so operations keep side effects for on_commit.
    """

    class Meta:
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True
        use_transactions = True
        instance_loader_class = instance_loaders.CachedInstanceLoader
        store_row_values = True
