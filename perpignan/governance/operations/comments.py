"""Remarks on the texts of the study, made and resolved."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perpignan.governance.models import Comment
from perpignan.governance.permissions import can_comment, can_resolve
from perpignan.governance.queries.review import people_to_mention
from perpignan.study import references
from perpignan.study.models import User


@transaction.atomic
def add_comment(
    *,
    kind: str,
    key: str,
    text: str,
    by: User,
    mentioned: Iterable[User] = (),
    place: str = "",
) -> Comment:
    """Say something of a text, or of a place in it, and call people to it.

    Raise ValidationError on a mistake, a person called who cannot read the text included.
    """
    sort, found = references.kind_of(kind), references.find_one(kind, key, by)
    if sort is None or found is None:
        raise ValidationError(_("Ce texte n'est pas là, ou n'est pas ouvert à la relecture."))
    if not can_comment(by):
        raise PermissionDenied
    if place and place not in {item.slug for item in sort.places_of(found.record)}:
        raise ValidationError({"place": _("Ce texte n'a pas ce chapitre.")})
    called = list(mentioned)
    _check_readers(kind, key, called)
    comment = Comment(kind=kind, key=key, place=place, text=text.strip(), by=by)
    comment.full_clean()
    comment.save()
    comment.mentioned.set(called)
    return comment


def _check_readers(kind: str, key: str, called: Iterable[User]) -> None:
    """Refuse to call who is not of the study, or who would be led to a closed door."""
    allowed = set(people_to_mention().values_list("pk", flat=True))
    for person in called:
        if person.pk not in allowed:
            raise ValidationError({"mentioned": _("Cette personne n'est pas de l'étude.")})
        if references.find_one(kind, key, person) is None:
            told = _("%(person)s ne peut pas lire ce texte.") % {"person": person}
            raise ValidationError({"mentioned": told})


@transaction.atomic
def resolve_comment(*, comment: Comment, by: User) -> Comment:
    """Mark a remark as dealt with; twice is once."""
    if not can_resolve(by, comment):
        raise PermissionDenied
    if comment.resolved_at is None:
        comment.resolved_at, comment.resolved_by = timezone.now(), by
        comment.save(update_fields=["resolved_at", "resolved_by"])
    return comment


@transaction.atomic
def reopen_comment(*, comment: Comment, by: User) -> Comment:
    if not can_resolve(by, comment):
        raise PermissionDenied
    comment.resolved_at = comment.resolved_by = None
    comment.save(update_fields=["resolved_at", "resolved_by"])
    return comment
