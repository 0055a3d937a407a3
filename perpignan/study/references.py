"""What may be pointed at by its kind and its code, without knowing whose noun it is.

A decision carries out an action, a remark is made on a sheet: each app registers the
kinds of things it lets others point at. A kind finds many things at once, and only
those that the person asking may see.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from perpignan.phases import page_of
from perpignan.study.models import Action, Deliverable, User
from perpignan.study.permissions import Person


@dataclass(frozen=True)
class Reference:
    """A thing pointed at: how it is called and where it is read."""

    kind: str
    key: str
    title: str
    url: str
    record: Model


@dataclass(frozen=True)
class Part:
    """A text of a record, which reviewers read and compare with what it was."""

    record: Model
    fields: Sequence[str]


@dataclass(frozen=True)
class Place:
    """Where in a record a remark may be made: a chapter of a version."""

    slug: str
    title: str


@dataclass(frozen=True)
class Kind:
    """A sort of thing that may be pointed at.

    `visible_to` gives what a person may see; `key` names the field that tells one from
    another; `parts` the texts under review, none for what is not reviewed; `places` where
    a remark may be made beside the whole; `written_by` who settles what is said of it.
    """

    slug: str
    label: str | Promise
    model: type[Model]
    visible_to: Callable[[Person], QuerySet[Any]]
    url_of: Callable[[Any], str]
    key: str = "code"
    parts: Callable[[Any], Sequence[Part]] | None = None
    places: Callable[[Any], Sequence[Place]] | None = None
    written_by: Callable[[Any], User] | None = None

    def is_there(self, key: str) -> bool:
        """Say whether the thing exists, whoever may see it."""
        rows = self.model._default_manager.filter(**{self.key: key})
        return bool(rows.exists())

    def places_of(self, record: Any) -> Sequence[Place]:
        return self.places(record) if self.places else ()

    def reference_to(self, record: Any) -> Reference:
        key = record
        for step in self.key.split("__"):
            key = getattr(key, step)
        return Reference(self.slug, str(key), str(record), self.url_of(record), record)


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Let a sort of thing be pointed at. Raise ValueError on a second one of that name."""
    if kind.slug in _kinds and _kinds[kind.slug] is not kind:
        raise ValueError(f"Kind {kind.slug} is already registered.")
    _kinds[kind.slug] = kind


def kinds() -> list[Kind]:
    return list(_kinds.values())


def kind_of(slug: str) -> Kind | None:
    return _kinds.get(slug)


def find(pairs: Iterable[tuple[str, str]], user: Person) -> Mapping[tuple[str, str], Reference]:
    """Map each kind and key to the thing, if it is there and the person may see it.

    One query a kind, however many things are asked for.
    """
    wanted: dict[str, set[str]] = {}
    for slug, key in pairs:
        wanted.setdefault(slug, set()).add(key)
    found: dict[tuple[str, str], Reference] = {}
    for slug, keys in wanted.items():
        kind = _kinds.get(slug)
        if kind is not None:
            found |= _find_of(kind, keys, user)
    return found


def _find_of(kind: Kind, keys: Collection[str], user: Person) -> dict[tuple[str, str], Reference]:
    try:
        rows = list(kind.visible_to(user).filter(**{f"{kind.key}__in": keys}))
    except ValueError:  # a key that is not even of the right type points at nothing
        return {}
    references = (kind.reference_to(row) for row in rows)
    return {(item.kind, item.key): item for item in references}


def find_one(slug: str, key: str, user: Person) -> Reference | None:
    return find([(slug, key)], user).get((slug, key))


register(
    Kind(
        "action",
        _("Action"),
        Action,
        Action.objects.visible_to,
        lambda row: page_of(row) or "",
    )
)
register(
    Kind(
        "deliverable",
        _("Livrable"),
        Deliverable,
        lambda user: Deliverable.objects.all(),
        lambda row: page_of(row) or "",
    )
)
