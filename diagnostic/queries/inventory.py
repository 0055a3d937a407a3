"""Reads of the inventory that pages, the API and reports share."""

from django.db.models import QuerySet

from diagnostic.models import AssetOverlap, DigitalAsset
from diagnostic.permissions import Person, can_view_unpublished_assets
from perpignan.study.enums import Confidence


def assets_for(user: Person) -> QuerySet[DigitalAsset]:
    """List what a reader may know of the inventory, ready to be shown."""
    assets = DigitalAsset.objects.visible_to(user).select_related("owner")
    return assets.prefetch_related("sources")


def overlaps_for(user: Person) -> QuerySet[AssetOverlap]:
    """List the overlaps whose two ends this person may see."""
    seen = DigitalAsset.objects.visible_to(user)
    overlaps = AssetOverlap.objects.filter(first__in=seen, second__in=seen)
    return overlaps.select_related("first__owner", "second__owner")


def assets_to_verify() -> QuerySet[DigitalAsset]:
    return DigitalAsset.objects.filter(confidence=Confidence.TO_VERIFY)


def hidden_asset_count(user: Person) -> int:
    """Count what the inventory holds and does not yet tell this person."""
    return 0 if can_view_unpublished_assets(user) else assets_to_verify().count()
