"""Contributions as pages, API, exports and evidence read them."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import (
    Count,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Sum,
    TextChoices,
)
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultation.enums import SpokenStatus
from consultation.models import (
    Comment,
    Consultation,
    Contribution,
    ContributionAction,
    ContributionContact,
    ModerationEvent,
    Statement,
    Support,
    Theme,
)
from consultation.models.contribution import SEARCH_CONFIG, ContributionQuerySet
from consultation.models.keys import receipt_hashes, token_key
from consultation.models.voices import CommentQuerySet
from perpignan.study.models import Action, Zone
from perpignan.study.permissions import Person

#: What the "answer" filter calls the contributions that the City has not answered.
UNANSWERED = "none"


class Sort(TextChoices):
    RECENT = "recent", _("Les plus récentes")
    SUPPORTED = "supported", _("Les plus soutenues")


@dataclass(frozen=True)
class ContributionFilters:
    """What a reader looks for; an empty criterion keeps everything."""

    q: str = ""
    theme: str = ""
    zone: str = ""
    answer: str = ""
    sort: str = ""


def contribution_key(consultation_id: int, token: str) -> str:
    return token_key(consultation_id, f"contribution:{token}")


def comment_key(consultation_id: int, token: str) -> str:
    return token_key(consultation_id, f"comment:{token}")


def supporter_key(consultation_id: int, token: str) -> str:
    return token_key(consultation_id, f"support:{token}")


def visible_contributions(user: Person) -> ContributionQuerySet:
    """List the contributions a person may read, ready to be shown in a list."""
    return with_support_counts(Contribution.objects.visible_to(user)).select_related(
        "consultation", "theme__priority", "zone"
    )


def published_contributions() -> ContributionQuerySet:
    """List what everyone reads in lists: published, of public consultations."""
    found = Contribution.objects.listed()
    return with_support_counts(found).select_related("consultation", "theme__priority", "zone")


def contributions_to_export(consultation: Consultation | None = None) -> ContributionQuerySet:
    """List what everyone reads, with the public actions of each, for data and API."""
    found = published_contributions().prefetch_related(_links(Action.objects.public()))
    if consultation is not None:
        found = found.filter(consultation=consultation)
    return found.order_by("-submitted_at", "-pk")


def _links(actions: QuerySet[Action]) -> Prefetch:
    links = ContributionAction.objects.filter(action__in=actions).select_related("action")
    return Prefetch("action_links", queryset=links, to_attr="shown_links")


def with_support_counts(found: ContributionQuerySet) -> ContributionQuerySet:
    """Count supports: one a person, and those another platform counted before us.

    The supports of merged contributions were copied to the one that received them, once
    a person; numbers imported without names can only be added.
    """
    own = _number(Support.objects.filter(contribution=OuterRef("pk")), Count("pk"))
    merged = Contribution.objects.filter(merged_into=OuterRef("pk")).order_by()
    brought = merged.values("merged_into").annotate(n=Sum("imported_supports")).values("n")
    before = Coalesce(Subquery(brought, output_field=IntegerField()), 0)
    comments = Comment.objects.published().filter(contribution=OuterRef("pk")).order_by()
    return found.annotate(
        support_count=own + F("imported_supports") + before,
        comment_count=_number(comments, Count("pk")),
    )


def _number(rows: QuerySet[Any], number: Count) -> Coalesce:
    counted = rows.order_by().values("contribution").annotate(n=number).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def search_contributions(
    consultation: Consultation, filters: ContributionFilters
) -> ContributionQuerySet:
    """List the published contributions of a consultation that match."""
    return matching_contributions(
        published_contributions().filter(consultation=consultation), filters
    )


def matching_contributions(
    found: ContributionQuerySet, filters: ContributionFilters
) -> ContributionQuerySet:
    """Keep what matches, in the order asked for."""
    if filters.theme:
        found = found.filter(theme__code=filters.theme)
    if filters.zone:
        found = found.filter(zone__code=filters.zone)
    if filters.answer:
        found = found.filter(answer="" if filters.answer == UNANSWERED else filters.answer)
    order: list[Any] = ["-submitted_at", "-pk"]
    if filters.sort == Sort.SUPPORTED:
        order = ["-support_count", *order]
    if not filters.q:
        return found.order_by(*order)
    return _matching(found, filters.q, [] if filters.sort else ["-rank"], order)


def _matching(
    found: ContributionQuerySet, text: str, best: list[str], order: list[Any]
) -> ContributionQuerySet:
    """Keep what speaks of these words, whole or begun; best answers first unless sorted."""
    words = SearchQuery(text, config=SEARCH_CONFIG, search_type="websearch")
    matches = Q(search_vector=words)
    plain = [] if any(mark in text for mark in '"-') else re.findall(r"\w+", text)
    if plain:
        begun = " & ".join(f"{word}:*" for word in plain)
        matches |= Q(search_vector=SearchQuery(begun, config=SEARCH_CONFIG, search_type="raw"))
    ranked = found.annotate(rank=SearchRank(F("search_vector"), words))
    return ranked.filter(matches).order_by(*best, *order)


def refusals(consultation: Consultation) -> QuerySet[Contribution]:
    """List what was refused, for its reason: the words themselves stay unpublished."""
    refused = Contribution.objects.filter(
        consultation=consultation, status=SpokenStatus.REFUSED
    ).exclude(consultation__status="draft")
    return refused.only("submitted_at", "status_reason", "status").order_by("-submitted_at")


def themes_of(consultation: Consultation) -> QuerySet[Theme]:
    return Theme.objects.filter(consultation=consultation).order_by("order", "code")


def zones_to_choose() -> QuerySet[Zone]:
    return Zone.objects.all()


def contribution_sheets(user: Person) -> ContributionQuerySet:
    """List the contributions a person may read, ready to be read whole."""
    comments = Comment.objects.visible_to(user).order_by("submitted_at", "pk")
    if not user.has_perm("consultation.moderate_contribution"):
        comments = comments.published()
    return (
        visible_contributions(user)
        .select_related("merged_into", "split_from")
        .prefetch_related(
            _links(Action.objects.visible_to(user)),
            Prefetch("comments", queryset=comments, to_attr="shown_comments"),
        )
    )


def relatives(contribution: Contribution) -> list[Contribution]:
    """List what was merged into a contribution, and the parts that it was split into."""
    kin = Contribution.objects.filter(Q(merged_into=contribution) | Q(split_from=contribution))
    readable = kin.readable().select_related("consultation").defer("text", "search_vector")
    return list(readable.order_by("submitted_at", "pk"))


def supports_it(contribution: Contribution, token: str) -> bool:
    key = supporter_key(contribution.consultation_id, token)
    return Support.objects.filter(contribution=contribution, supporter_key=key).exists()


def contribution_of(consultation: Consultation, token: str) -> Contribution | None:
    """Return what a token has already sent."""
    key = contribution_key(consultation.pk, token)
    return Contribution.objects.filter(idempotency_key=key).first()


def spoken_with_code(code: str) -> Contribution | Comment | Statement | None:
    """Return the contribution, or else the comment or the statement, that a code leads to."""
    hashes = receipt_hashes(code)
    found: Contribution | Comment | Statement | None = (
        with_support_counts(Contribution.objects.filter(receipt_hash__in=hashes))
        .select_related("consultation", "theme", "zone", "merged_into__consultation")
        .first()
    )
    if found is None:
        comments = Comment.objects.filter(receipt_hash__in=hashes)
        found = comments.select_related("contribution__consultation").first()
    if found is None:
        statements = Statement.objects.filter(receipt_hash__in=hashes)
        found = statements.select_related("consultation").first()
    return found


def contributions_to_review() -> ContributionQuerySet:
    found = Contribution.objects.to_review().select_related("consultation", "theme", "zone")
    return found.order_by("submitted_at", "pk")


def comments_to_review() -> CommentQuerySet:
    found = Comment.objects.to_review().select_related("contribution__consultation")
    return found.order_by("submitted_at", "pk")


def waiting_for_review_count() -> int:
    written = (Contribution, Comment, Statement)
    return sum(model.objects.to_review().count() for model in written)


def contribution_links(actions: Collection[int], user: Person) -> QuerySet[ContributionAction]:
    """List the published contributions linked to these actions, most recent first."""
    return (
        ContributionAction.objects.filter(
            action_id__in=actions,
            action__in=Action.objects.visible_to(user),
            contribution__in=Contribution.objects.listed(),
        )
        .select_related("contribution__consultation")
        .order_by("action_id", "-contribution__submitted_at")
    )


def contacts_due(today: Any) -> QuerySet[ContributionContact]:
    """List the addresses that have been kept long enough."""
    return ContributionContact.objects.filter(erase_after__lt=today)


def contacts_to_tell(event: ModerationEvent) -> list[int]:
    """List the addresses of the authors of a thread whom a decision has not reached yet."""
    thread = Q(contribution=event.contribution_id)
    thread |= Q(contribution__merged_into=event.contribution_id)
    thread |= Q(contribution__parts=event.contribution_id)
    found = ContributionContact.objects.filter(thread, last_event__lt=event.pk)
    return list(found.distinct().values_list("pk", flat=True))


def published_addresses() -> list[tuple[str, str]]:
    """List the pages of contributions for the map of the site: lists first, then sheets."""
    gathering = Consultation.objects.public().filter(accepts_contributions=True)
    pages = [
        (reverse("consultation:contribution-list", args=[item.slug]), item.title)
        for item in gathering
    ]
    rows = Contribution.objects.published().filter(consultation__in=gathering).order_by("pk")
    for pk, title, slug in rows.values_list("pk", "title", "consultation__slug"):
        pages.append((reverse("consultation:contribution-detail", args=[slug, pk]), title))
    return pages
