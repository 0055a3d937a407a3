"""What the plan still lacks: reasons, voices, uses of money."""

from django.utils.translation import gettext_lazy as _

from actionplan.models import SheetLever, Solution
from actionplan.public import telling
from perpignan.study import gaps
from perpignan.study.evidence import evidence_for
from perpignan.study.models import Action, FundingLever
from perpignan.study.permissions import Person
from perpignan.study.telling import Told

#: What citizens said or were asked, whichever phase brings it.
VOICES = {"contribution", "question", "theme"}


def _actions_without_evidence(user: Person) -> list[Told]:
    actions = list(Action.objects.visible_to(user))
    known = evidence_for(actions, user)
    return [telling.tell_action(action) for action in actions if not known[action.pk]]


def _solutions_without_voices(user: Person) -> list[Told]:
    """List the retained solutions that no resident's word or question speaks for."""
    retained = list(Solution.objects.visible_to(user).retained().prefetch_related("actions"))
    actions = {action.pk: action for solution in retained for action in solution.actions.all()}
    heard = {
        key
        for key, items in evidence_for(list(actions.values()), user).items()
        if VOICES & {item.kind for item in items}
    }
    return [
        telling.tell_solution(solution)
        for solution in retained
        if not heard & {action.pk for action in solution.actions.all()}
    ]


def _levers_without_action(user: Person) -> list[Told]:
    asked = SheetLever.objects.from_levers().values("lever")
    return [telling.tell_lever(row) for row in FundingLever.objects.exclude(pk__in=asked)]


for gap in (
    gaps.Gap(
        "actions-without-evidence",
        _("Actions que rien n'explique"),
        _("Chaque action vient d'un constat, d'un indicateur, d'un exemple ou d'une question."),
        40,
        _actions_without_evidence,
    ),
    gaps.Gap(
        "solutions-without-voices",
        _("Solutions retenues sans parole d'habitant"),
        _("Des habitants ont parlé de chaque solution retenue."),
        41,
        _solutions_without_voices,
    ),
    gaps.Gap(
        "levers-without-action",
        _("Leviers qu'aucune action ne demande"),
        _("Chaque levier est demandé par une action."),
        42,
        _levers_without_action,
    ),
):
    gaps.register(gap)
