"""What the plan lets find: actions, solutions, and the levers that pay for them."""

from django.utils.translation import gettext_lazy as _

from actionplan.models import Solution
from actionplan.public.telling import tell_action, tell_lever, tell_solution
from perpignan.study import search
from perpignan.study.enums import Confidence
from perpignan.study.models import Action, FundingLever

for order, (kind, label, rows) in enumerate(
    (
        (
            "actions",
            _("Actions"),
            search.RowSearch(
                lambda user: Action.objects.visible_to(user),
                tell_action,
                ("title", "code"),
                ("objective", "lead_department"),
            ),
        ),
        (
            "solutions",
            _("Solutions"),
            search.RowSearch(
                lambda user: Solution.objects.visible_to(user),
                tell_solution,
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
                tell_lever,
                ("name",),
                ("body", "eligible_base", "detail", "beneficiaries"),
            ),
        ),
    ),
    start=50,
):
    search.register(search.Searchable(kind, label, order, rows))
