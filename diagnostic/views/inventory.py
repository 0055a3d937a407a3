"""The public page of the inventory: what exists, and what overlaps."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import ListView

from diagnostic import queries
from diagnostic.enums import AssetKind
from diagnostic.models import AssetOverlap, DigitalAsset


@dataclass(frozen=True)
class ShownOverlap:
    other: DigitalAsset
    overlap: AssetOverlap


@dataclass(frozen=True)
class ShownAsset:
    asset: DigitalAsset
    overlaps: Sequence[ShownOverlap]


@dataclass(frozen=True)
class KindGroup:
    kind: AssetKind
    assets: list[ShownAsset]


def group_by_kind(
    assets: Iterable[DigitalAsset], overlaps: Iterable[AssetOverlap]
) -> list[KindGroup]:
    """Lay the inventory out by nature, each element with what it overlaps."""
    near: dict[int, list[ShownOverlap]] = defaultdict(list)
    for overlap in overlaps:
        near[overlap.first_id].append(ShownOverlap(overlap.second, overlap))
        near[overlap.second_id].append(ShownOverlap(overlap.first, overlap))
    groups = {kind: KindGroup(kind, []) for kind in AssetKind}
    for asset in assets:
        groups[AssetKind(asset.kind)].assets.append(ShownAsset(asset, near[asset.pk]))
    return [group for group in groups.values() if group.assets]


class AssetListView(ListView):
    """What digital tools, services, data and infrastructures exist, and who carries them."""

    template_name = "diagnostic/asset_list.html"
    paginate_by = 100

    def get_queryset(self) -> QuerySet[DigitalAsset]:
        return queries.assets_for(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        overlaps = list(queries.overlaps_for(self.request.user))
        return context | {
            "groups": group_by_kind(context["object_list"], overlaps),
            "overlaps": overlaps,
            "hidden_count": queries.hidden_asset_count(self.request.user),
            "tab": "inventory",
            "breadcrumb": [(_("Diagnostic"), reverse("diagnostic:index")), (_("Inventaire"), "")],
        }
