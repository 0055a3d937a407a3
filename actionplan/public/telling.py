"""How the nouns of the plan are told in the pages of the whole study."""

from actionplan.models import Solution
from perpignan.phases import page_of
from perpignan.study.models import Action, FundingLever
from perpignan.study.telling import Told


def tell_action(action: Action) -> Told:
    return Told(
        title=str(action),
        url=page_of(action) or "",
        language="fr",
        detail=str(action.get_status_display()),
        is_illustrative=action.is_illustrative,
    )


def tell_solution(solution: Solution) -> Told:
    return Told(
        title=solution.title,
        url=solution.get_absolute_url(),
        language="fr",
        detail=str(solution.get_status_display()),
        is_illustrative=solution.is_illustrative,
    )


def tell_lever(lever: FundingLever) -> Told:
    return Told(
        title=lever.name,
        url=page_of(lever) or "",
        language="fr",
        detail=lever.body,
        is_illustrative=lever.is_illustrative,
    )
