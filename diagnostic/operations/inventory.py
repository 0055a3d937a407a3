"""Writes of the inventory: the admin and the import call these."""

from typing import Any

from django.db import transaction

from diagnostic.models import AssetOverlap, DigitalAsset


@transaction.atomic
def save_asset(*, asset: DigitalAsset, **changes: Any) -> DigitalAsset:
    """Store an element of the inventory. Raise ValidationError on what can be mended."""
    for name, value in changes.items():
        setattr(asset, name, value)
    asset.full_clean()
    asset.save()
    return asset


@transaction.atomic
def save_overlap(*, overlap: AssetOverlap) -> AssetOverlap:
    """Say that two elements do nearly the same; either order is the same link."""
    overlap.full_clean()
    overlap.save()
    return overlap
