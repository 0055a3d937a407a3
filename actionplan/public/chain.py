"""What the plan brings to the chain of evidence: solutions, actions and money."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from actionplan.models import SheetLever, Solution
from actionplan.public import telling
from perpignan.study import chain
from perpignan.study.models import Action, FundingLever
from perpignan.study.permissions import Person

for noun in (
    chain.Noun(
        kind="solution",
        slug="solution",
        label=_("Solution"),
        plural=_("Solutions"),
        order=40,
        model=Solution,
        rows=lambda user: Solution.objects.visible_to(user),
        tell=telling.tell_solution,
    ),
    chain.Noun(
        kind="action",
        slug="action",
        label=_("Action"),
        plural=_("Actions"),
        order=50,
        model=Action,
        rows=lambda user: Action.objects.visible_to(user),
        tell=telling.tell_action,
    ),
    chain.Noun(
        kind="lever",
        slug="levier",
        label=_("Levier de financement"),
        plural=_("Leviers de financement"),
        order=60,
        model=FundingLever,
        rows=lambda user: FundingLever.objects.all(),
        tell=telling.tell_lever,
    ),
):
    chain.register_noun(noun)


def _lever_lines(user: Person) -> QuerySet[Any]:
    return SheetLever.objects.visible_to(user).from_levers()


for link in (
    chain.Link(
        "solution",
        "action",
        lambda user: Solution.actions.through.objects.all(),
        "solution_id",
        "action_id",
    ),
    chain.Link("action", "lever", _lever_lines, "sheet__action_id", "lever_id"),
):
    chain.register_link(link)
