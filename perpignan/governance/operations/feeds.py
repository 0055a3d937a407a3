"""Secret links to a calendar: shown once, stored as a fingerprint, revoked for good."""

from django.db import transaction
from django.utils import timezone

from perpignan.governance.models import FeedLink
from perpignan.governance.models.notices import fingerprint_of, new_token
from perpignan.study.models import User


@transaction.atomic
def make_feed_link(*, person: User, label: str = "") -> tuple[FeedLink, str]:
    """Make a link; return it with its secret, which cannot be read again."""
    token = new_token()
    link = FeedLink(person=person, token_hash=fingerprint_of(token), label=label.strip())
    link.full_clean()
    link.save()
    return link, token


@transaction.atomic
def revoke_feed_link(*, link: FeedLink) -> FeedLink:
    """End a link: who follows it finds nothing any more."""
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
    return link
