"""Texts under review: what they say, what changed since they were last otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from perpignan.governance.models import Comment
from perpignan.governance.permissions import can_resolve
from perpignan.governance.queries.notices import people_to_tell
from perpignan.history import event_model_of
from perpignan.study.models import User
from perpignan.study.references import Kind, Part, Reference, find, kinds
from perpignan.word_changes import KEPT, Piece, compare_words

#: How far back a former text is looked for.
EVENTS = 100


@dataclass(frozen=True)
class ReviewedText:
    """A text of a record, cut into the words that stayed, went and came."""

    label: str
    pieces: Sequence[Piece]
    changed_at: datetime | None = None

    @property
    def is_changed(self) -> bool:
        return any(piece.fate != KEPT for piece in self.pieces)


def reviewed_texts(kind: Kind, record: Any) -> list[ReviewedText]:
    """List the texts of a record with what changed in each since it was last otherwise."""
    parts = kind.parts(record) if kind.parts else []
    return [text for part in parts for text in _texts_of(part)]


def _texts_of(part: Part) -> list[ReviewedText]:
    events = _events_of(part)
    texts = [_text(part, name, events) for name in part.fields]
    return [text for text in texts if text.pieces]


def _events_of(part: Part) -> list[dict[str, Any]]:
    """Read the past values of the fields, the newest first."""
    model = event_model_of(type(part.record))
    if model is None:
        return []
    rows = model.objects.filter(pgh_obj_id=part.record.pk).order_by("-pgh_id")
    return list(rows.values("pgh_created_at", *part.fields)[:EVENTS])


def _text(part: Part, name: str, events: Sequence[dict[str, Any]]) -> ReviewedText:
    """Compare a text with what it last was; a text written for the first time has not changed."""
    label = str(part.record._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # a text column
    now = str(getattr(part.record, name) or "")
    before, changed_at = now, None
    for newer, event in zip([None, *events], events, strict=False):
        former = str(event[name] or "")
        if former != now:
            if former:
                before, changed_at = former, (newer or event)["pgh_created_at"]
            break
    return ReviewedText(label[:1].upper() + label[1:], compare_words(before, now), changed_at)


def comments_on(kind: str, key: str) -> QuerySet[Comment]:
    """List the remarks on a thing, with who made and who resolved each."""
    found = Comment.objects.on(kind, key).select_related("by", "resolved_by")
    return found.prefetch_related("mentioned")


@dataclass(frozen=True)
class Remark:
    """A remark, the title of the place that it bears on, and whether the reader may settle it."""

    comment: Comment
    place: str
    may_resolve: bool


@dataclass(frozen=True)
class Remarks:
    """What is said of a thing: what is open in the order of its places, and what is settled."""

    open: Sequence[Remark]
    resolved: Sequence[Remark]


def remarks_on(sort: Kind, found: Reference, user: User) -> Remarks:
    """Gather the remarks on a thing; those on a place that is no more come last."""
    titles = {"": ""} | {place.slug: place.title for place in sort.places_of(found.record)}
    comments = list(comments_on(found.kind, found.key))
    remarks = [
        Remark(item, titles.get(item.place, item.place), can_resolve(user, item))
        for item in sorted(comments, key=lambda item: _rank(item.place, list(titles)))
    ]
    return Remarks(
        open=[remark for remark in remarks if remark.comment.resolved_at is None],
        resolved=[remark for remark in remarks if remark.comment.resolved_at is not None],
    )


def _rank(place: str, known: Sequence[str]) -> int:
    return known.index(place) if place in known else len(known)


def people_to_mention() -> QuerySet[User]:
    """List the people whom a remark may call, by name."""
    return people_to_tell().order_by("full_name", "email")


def open_remarks_to(user: User) -> list[tuple[Reference, int, Comment]]:
    """List the texts of a person that others remarked: how many remarks are open, and the last."""
    written = {kind.slug: kind.written_by for kind in kinds() if kind.written_by}
    said = Comment.objects.open().filter(kind__in=written).exclude(by=user).order_by("pk")
    by_thing: dict[tuple[str, str], list[Comment]] = {}
    for comment in said:
        by_thing.setdefault((comment.kind, comment.key), []).append(comment)
    found = find(by_thing, user)
    mine = (item for item in found.values() if written[item.kind](item.record) == user)
    told = ((item, by_thing[item.kind, item.key]) for item in mine)
    return [(item, len(comments), comments[-1]) for item, comments in told]


def open_mentions(user: User) -> list[tuple[Comment, Reference]]:
    """List the open remarks that call a person, on what she may see."""
    called = Comment.objects.open().filter(mentioned=user).select_related("by")
    comments = list(called)
    found = find({(c.kind, c.key) for c in comments}, user)
    return [(c, found[c.kind, c.key]) for c in comments if (c.kind, c.key) in found]
