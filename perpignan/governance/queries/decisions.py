from collections.abc import Collection, Iterable, Mapping

from django.db.models import QuerySet

from perpignan.governance.models import Decision, DecisionLink, Task
from perpignan.study import references
from perpignan.study.models import Action
from perpignan.study.permissions import Person
from perpignan.study.references import Reference

#: The kind under which the study registers its actions.
ACTION = "action"


def decisions_for(user: Person) -> QuerySet[Decision]:
    """List the decisions that a person may read, what is to take first."""
    seen = Decision.objects.visible_to(user).select_related("body", "meeting", "holder")
    seen = seen.select_related("holder__organisation")
    return seen.prefetch_related("links").order_by("-state", "-decided_on", "code")


def tasks_for(user: Person) -> QuerySet[Task]:
    """List the to-dos that a person may see, the nearest first."""
    seen = Task.objects.visible_to(user)
    return seen.select_related("holder__organisation", "holder__body", "decision")


def links_of(decisions: Iterable[Decision], user: Person) -> Mapping[int, list[Reference]]:
    """Map each decision to what it bears on, among what the person may see."""
    links = [(item.pk, (link.kind, link.key)) for item in decisions for link in item.links.all()]
    found = references.find({pair for _pk, pair in links}, user)
    shown: dict[int, list[Reference]] = {}
    for pk, pair in links:
        if pair in found:
            shown.setdefault(pk, []).append(found[pair])
    return shown


def decision_evidence(action_ids: Collection[int], user: Person) -> list[tuple[int, Decision]]:
    """List the decisions that bear on these actions and that the person may read."""
    codes = dict(Action.objects.filter(pk__in=action_ids).values_list("code", "pk"))
    links = DecisionLink.objects.filter(
        kind=ACTION, key__in=codes, decision__in=Decision.objects.visible_to(user)
    ).select_related("decision__body")
    return [(codes[link.key], link.decision) for link in links]
