"""Give a role its permissions from a migration of the app that owns them.

Permission rows are normally made after all migrations, so `grant` makes those it
needs. Each app calls it for its own models: the floor knows no phase.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from perpignan.study.enums import Role

#: Roles whose work is done in the back office.
STAFF_ROLES = frozenset({Role.LEAD, Role.CONSORTIUM, Role.ADMINISTRATOR})
ALL = ("view", "add", "change", "delete")


def codenames(models: Iterable[str], verbs: Iterable[str] = ALL) -> list[str]:
    """List `add_action`, `change_action`... for each model and verb."""
    return [f"{verb}_{model}" for model in models for verb in verbs]


def grant(apps: Any, app_label: str, permissions: Mapping[Role, Iterable[str]]) -> None:
    """Add these permissions of `app_label` to the roles' groups, making both if absent."""
    group_model = apps.get_model("auth", "Group")
    for role, names in permissions.items():
        group, _ = group_model.objects.get_or_create(name=role.value)
        group.permissions.add(*(_permission(apps, app_label, name) for name in names))


def revoke(apps: Any, app_label: str, permissions: Mapping[Role, Iterable[str]]) -> None:
    """Undo `grant`, for a reversible migration."""
    group_model = apps.get_model("auth", "Group")
    for role, names in permissions.items():
        for group in group_model.objects.filter(name=role.value):
            group.permissions.remove(
                *group.permissions.filter(
                    content_type__app_label=app_label, codename__in=list(names)
                )
            )


def _permission(apps: Any, app_label: str, codename: str) -> Any:
    verb, _, model = codename.rpartition("_")
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model=model
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": f"Can {verb} {model}"}
    )
    return permission
