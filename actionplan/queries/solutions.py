"""Reads of the solutions that pages, the API, reports and other doors share."""

from collections.abc import Collection

from django.db.models import Prefetch, QuerySet

from actionplan.models import Solution, SolutionArgument
from actionplan.permissions import Person
from perpignan.study.models import Action


def solutions_for(user: Person) -> QuerySet[Solution]:
    """List the solutions that a person may see, with their arguments and actions.

    What a solution became or comes from is told to those who may see it.
    """
    seen = Solution.objects.visible_to(user)
    actions = Action.objects.visible_to(user).select_related("priority").order_by("code")
    return (
        seen.select_related("priority")
        .prefetch_related(
            "axes",
            Prefetch("arguments", queryset=SolutionArgument.objects.select_related("source")),
            Prefetch("actions", queryset=actions),
            Prefetch("merged_into", queryset=seen),
            Prefetch("split_from", queryset=seen),
            Prefetch("merged_from", queryset=seen),
            Prefetch("parts", queryset=seen),
        )
        .order_by("priority__order", "order", "code")
    )


def all_solutions() -> QuerySet[Solution]:
    """List every solution: for the back office and for tables."""
    return Solution.objects.select_related("priority").prefetch_related("axes", "actions")


def undecided_solutions() -> QuerySet[Solution]:
    return Solution.objects.undecided()


def joinable_solutions(solution: Solution) -> QuerySet[Solution]:
    """List what a solution could absorb."""
    return Solution.objects.open().exclude(pk=solution.pk).order_by("title")


def solution_evidence(action_ids: Collection[int], user: Person) -> list[tuple[int, Solution]]:
    """Pair these actions with the retained solutions that this person may see."""
    links = Solution.actions.through.objects.filter(
        action_id__in=action_ids, solution__in=Solution.objects.visible_to(user).retained()
    )
    rows = links.select_related("solution").order_by("solution__order", "solution__code")
    return [(link.action_id, link.solution) for link in rows]
