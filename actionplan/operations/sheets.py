"""Writes of the action plan: the page, the API, the admin and the import call these."""

from typing import Any, TypeVar

from django.db import transaction

from actionplan.enums import RequestState
from actionplan.models import ActionSheet, Dependency, SheetLever, SheetPart
from perpignan.study.models import FundingLever

Part = TypeVar("Part", bound=SheetPart)


@transaction.atomic
def save_sheet(*, sheet: ActionSheet, **changes: Any) -> ActionSheet:
    """Store a sheet with these changes. Raise ValidationError on what can be mended."""
    for name, value in changes.items():
        setattr(sheet, name, value)
    sheet.full_clean()
    sheet.save()
    return sheet


@transaction.atomic
def save_part(*, part: Part) -> Part:
    """Store a line of a sheet: a step, a partner, a lever, a risk, a dependency.

    Two people who add dependencies at once could close a circle that neither sees, so
    the sheets are locked while a dependency is checked.
    """
    if isinstance(part, Dependency):
        list(ActionSheet.objects.order_by("pk").select_for_update(of=("self",)).values("pk"))
    part.full_clean()
    part.save()
    return part


def add_dependency(*, sheet: ActionSheet, needs: ActionSheet) -> Dependency:
    """Make `sheet` wait for the end of `needs`; a circle is refused and named."""
    return save_part(part=Dependency(sheet=sheet, needs=needs))


@transaction.atomic
def set_lever_state(*, sheet: ActionSheet, lever: FundingLever, state: RequestState) -> SheetLever:
    """Say where the request to a lever stands for an action.

    Raise ValidationError for money from a lever that was not open at the study's date.
    """
    request = SheetLever.objects.filter(sheet=sheet, lever=lever).first()
    request = request or SheetLever(sheet=sheet, lever=lever)
    request.state = state
    return save_part(part=request)
