"""The sheets of a department, and the actions that departments propose."""

from django.db.models import QuerySet

from actionplan.models import ActionSheet
from actionplan.validators import names_department
from perpignan.study.enums import ActionStatus, Visibility
from perpignan.study.models import Action, User

#: Codes of the actions that departments propose, until the team gives them another.
PROPOSED = "PROP-"


def own_sheets(user: User) -> list[ActionSheet]:
    """List the sheets of the actions that the person's department carries."""
    if not user.department:
        return []
    named = ActionSheet.objects.select_related("action__priority").filter(
        action__lead_department__icontains=user.department
    )
    return [
        sheet
        for sheet in named.order_by("action__code")
        if names_department(sheet.action.lead_department, user.department)
    ]


def proposed_actions() -> QuerySet[Action]:
    """List what departments proposed and the team has not looked into."""
    return Action.objects.filter(
        code__startswith=PROPOSED, status=ActionStatus.PROPOSED, visibility=Visibility.INTERNAL
    )
