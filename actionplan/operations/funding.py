"""Writes of the money that `save_part` does not cover."""

from django.db import transaction

from actionplan.models import FundingAmount, LeverDeadline, PastGrant


@transaction.atomic
def save_amount(*, amount: FundingAmount) -> FundingAmount:
    """Store what a funder brings in a year. Raise ValidationError on what can be mended."""
    amount.full_clean()
    amount.save()
    return amount


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
