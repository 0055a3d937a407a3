"""Writes of the funding plan that `save_part` does not cover: the amounts of a line."""

from django.db import transaction

from actionplan.models import FundingAmount


@transaction.atomic
def save_amount(*, amount: FundingAmount) -> FundingAmount:
    """Store what a funder brings in a year. Raise ValidationError on what can be mended."""
    amount.full_clean()
    amount.save()
    return amount
