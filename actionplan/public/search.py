"""What the plan lets find: actions, solutions, and the levers that pay for them."""

from django.utils.translation import gettext_lazy as _

from actionplan.models import Solution
from perpignan.phases import page_of
from perpignan.study import search
from perpignan.study.enums import Confidence
from perpignan.study.models import Action, FundingLever


def _action(action: Action) -> search.Told:
    return search.Told(
        title=str(action),
        url=page_of(action) or "",
        language="fr",
        detail=str(action.get_status_display()),
        is_illustrative=action.is_illustrative,
    )


def _solution(solution: Solution) -> search.Told:
    return search.Told(
        title=solution.title,
        url=solution.get_absolute_url(),
        language="fr",
        detail=str(solution.get_status_display()),
        is_illustrative=solution.is_illustrative,
    )


def _lever(lever: FundingLever) -> search.Told:
    return search.Told(
        title=lever.name,
        url=page_of(lever) or "",
        language="fr",
        detail=lever.body,
        is_illustrative=lever.is_illustrative,
    )


for order, (kind, label, rows) in enumerate(
    (
        (
            "actions",
            _("Actions"),
            search.RowSearch(
                lambda user: Action.objects.visible_to(user),
                _action,
                ("title", "code"),
                ("objective", "lead_department"),
            ),
        ),
        (
            "solutions",
            _("Solutions"),
            search.RowSearch(
                lambda user: Solution.objects.visible_to(user),
                _solution,
                ("title",),
                ("description", "reason"),
            ),
        ),
        (
            "levers",
            _("Leviers de financement"),
            # What is to verify is told to nobody as a fact: its page says its name only.
            search.RowSearch(
                lambda user: FundingLever.objects.exclude(confidence=Confidence.TO_VERIFY),
                _lever,
                ("name",),
                ("body", "eligible_base", "detail", "beneficiaries"),
            ),
        ),
    ),
    start=50,
):
    search.register(search.Searchable(kind, label, order, rows))
