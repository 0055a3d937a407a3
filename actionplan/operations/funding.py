"""Writes of the money that `save_part` does not cover."""

from collections.abc import Sequence

from django.db import transaction

from actionplan.models import CostLine, FundingAmount, LeverDeadline, PastGrant, SheetLever


@transaction.atomic
def save_amount(*, amount: FundingAmount) -> FundingAmount:
    """Store what a funder brings in a year. Raise ValidationError on what can be mended."""
    amount.full_clean()
    amount.save()
    return amount


@transaction.atomic
def set_expenses(*, line: SheetLever, expenses: Sequence[CostLine]) -> SheetLever:
    """Say which expenses a line of funding pays; none: all those of its budget.

    Raise ValidationError for an expense of another action, or of the other budget.
    """
    line.check_expenses(expenses)
    line.expenses.set(expenses)
    return line


@transaction.atomic
def save_deadline(*, deadline: LeverDeadline) -> LeverDeadline:
    deadline.full_clean()
    deadline.save()
    return deadline


@transaction.atomic
def save_past_grant(*, grant: PastGrant) -> PastGrant:
    grant.full_clean()
    grant.save()
    return grant
