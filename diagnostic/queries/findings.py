"""Reads of the findings that pages, the API, reports and other doors share."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from diagnostic.models import (
    Criterion,
    DigitalAsset,
    Expectation,
    Finding,
    FindingAction,
    FindingProof,
    FindingQuerySet,
    IndicatorValue,
)
from diagnostic.permissions import Person
from perpignan.history import event_model_of
from perpignan.study.models import Action, Interview, Quote


def findings_for(user: Person) -> FindingQuerySet:
    """List every finding that a reader may see, with its proofs and its actions."""
    return (
        Finding.objects.visible_to(user)
        .select_related("axis", "merged_into", "split_from")
        .prefetch_related(
            Prefetch("proofs", queryset=proofs_for(user)),
            Prefetch("action_links", queryset=finding_links_for(user)),
        )
        .annotate(proof_count=Count("proofs", distinct=True))
        .order_by("axis__order", "-weight", "order", "code")
    )


def proofs_for(user: Person) -> QuerySet[FindingProof]:
    """List the proofs whose origin this person may see."""
    values = IndicatorValue.objects.visible_to(user)
    assets = DigitalAsset.objects.visible_to(user)
    expectations = Expectation.objects.visible_to(user)
    quotes, interviews = Quote.objects.visible_to(user), Interview.objects.visible_to(user)
    seen = (
        (Q(indicator_value=None) | Q(indicator_value__in=values))
        & (Q(asset=None) | Q(asset__in=assets))
        & (Q(expectation=None) | Q(expectation__in=expectations))
        & (Q(quote=None) | Q(quote__in=quotes))
        & (Q(interview=None) | Q(interview__in=interviews))
    )
    return FindingProof.objects.filter(seen).select_related(
        *("indicator_value__indicator", "indicator_value__source"),
        *("source", "asset", "expectation", "interview", "quote__interview__person"),
    )


def finding_links_for(user: Person) -> QuerySet[FindingAction]:
    links = FindingAction.objects.filter(action__in=Action.objects.visible_to(user))
    return links.select_related("action__priority").order_by("action__code")


def box_counts(user: Person) -> dict[tuple[int, str], int]:
    """Count the active findings of each axis and box, in one statement."""
    seen = Finding.objects.visible_to(user).active()
    rows = seen.order_by().values_list("axis_id", "box").annotate(count=Count("pk"))
    return {(axis, box): count for axis, box, count in rows}


def finding_evidence(action_ids: Collection[int], user: Person) -> QuerySet[FindingAction]:
    """List the links of these actions to the active findings that this person may see."""
    seen = Finding.objects.visible_to(user).active()
    links = finding_links_for(user).filter(action_id__in=action_ids, finding__in=seen)
    return links.select_related("finding__axis").order_by("-finding__weight", "finding__code")


def mergeable_findings(finding: Finding) -> QuerySet[Finding]:
    """List what a finding could absorb."""
    others = Finding.objects.active().exclude(pk=finding.pk)
    return others.select_related("axis").order_by("axis__order", "box", "order", "code")


def findings_without_proof() -> QuerySet[Finding]:
    return Finding.objects.active().without_proof().select_related("axis")


def findings_without_action() -> QuerySet[Finding]:
    return Finding.objects.active().without_action().select_related("axis")


@dataclass(frozen=True)
class Lineage:
    """Where a finding comes from and what it has become, as far as a person may see."""

    absorbed: list[Finding] = field(default_factory=list)
    parts: list[Finding] = field(default_factory=list)
    merged_into: Finding | None = None
    split_from: Finding | None = None


def lineage_of(finding: Finding, user: Person) -> Lineage:
    near = Q(merged_into=finding) | Q(split_from=finding)
    near |= Q(pk__in=[finding.merged_into_id, finding.split_from_id])
    seen = {item.pk: item for item in Finding.objects.visible_to(user).filter(near)}
    return Lineage(
        [item for item in seen.values() if item.merged_into_id == finding.pk],
        [item for item in seen.values() if item.split_from_id == finding.pk],
        seen.get(finding.merged_into_id or 0),
        seen.get(finding.split_from_id or 0),
    )


@dataclass(frozen=True)
class Past:
    """What a finding was at some moment: the axis and box, and its status."""

    when: datetime
    axis_id: int
    box: str
    status: str


def pasts_of(finding: Finding) -> list[tuple[Past | None, Past]]:
    """List the moments when a finding moved, merged or split: before and after.

    The first is its writing. Nobody is named: this is shown to all.
    """
    pasts = [
        Past(event.pgh_created_at, event.axis_id, event.box, event.status)
        for event in _events_of(finding)
    ]
    changes = [(a, b) for a, b in pairwise(pasts) if _state(a) != _state(b)]
    return [(None, pasts[0]), *changes] if pasts else []


def merged_on(findings: Iterable[Finding]) -> dict[int, datetime]:
    """Map each merged finding to the moment when it was, in one statement."""
    events: Any = event_model_of(Finding)
    rows = events.objects.filter(
        pgh_obj_id__in=[item.pk for item in findings], merged_into__isnull=False
    )
    pairs = rows.order_by("-pgh_id").values_list("pgh_obj_id", "pgh_created_at")
    return dict(pairs)


def _events_of(finding: Finding) -> Iterable[Any]:
    events: Any = event_model_of(Finding)
    kept = events.objects.filter(pgh_obj_id=finding.pk).order_by("pgh_id")
    return list(kept)


def _state(past: Past) -> tuple[int, str, str]:
    return past.axis_id, past.box, past.status


def criteria_without_source() -> QuerySet[Criterion]:
    return Criterion.objects.filter(is_active=True, sources=None)
