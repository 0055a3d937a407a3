"""L2.1: the inventory of what exists already."""

from collections.abc import Sequence

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from diagnostic.enums import AssetKind
from diagnostic.models import AssetOverlap, DigitalAsset
from diagnostic.queries import assets_for, assets_to_verify, overlaps_for
from perpignan.reports import blocks
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.kinds import DIAGNOSTIC


def build(scope: Scope) -> Sequence[blocks.Block]:
    """Say what exists, what overlaps and how much is still to verify."""
    assets = list(assets_for(AnonymousUser()))
    overlaps = list(overlaps_for(AnonymousUser()))
    if not assets:
        return [blocks.Paragraph(_("L'inventaire n'est pas encore commencé."))]
    return [
        _summary(assets, assets_to_verify().count()),
        *_overlaps(overlaps),
        *[_table(kind, assets) for kind in AssetKind if any(a.kind == kind for a in assets)],
        blocks.cite(source for asset in assets for source in asset.sources.all()),
    ]


def _summary(assets: Sequence[DigitalAsset], waiting: int) -> blocks.Paragraph:
    known = ngettext(
        "%(count)d élément numérique est connu, avec sa source.",
        "%(count)d éléments numériques sont connus, avec leur source.",
        len(assets),
    ) % {"count": len(assets)}
    missing = ngettext(
        "%(count)d autre est en cours de vérification : il n'est pas publié.",
        "%(count)d autres sont en cours de vérification : ils ne sont pas publiés.",
        waiting,
    ) % {"count": waiting}
    return blocks.Paragraph(f"{known} {missing}" if waiting else known)


def _overlaps(overlaps: Sequence[AssetOverlap]) -> list[blocks.Block]:
    if not overlaps:
        return []
    lines = [f"{link.first.name} / {link.second.name} : {link.sentence}" for link in overlaps]
    flagged = any(link.is_illustrative for link in overlaps)
    return [
        blocks.Heading(_("Ce qui se recouvre")),
        blocks.Bullets(lines, is_illustrative=flagged),
    ]


def _table(kind: AssetKind, assets: Sequence[DigitalAsset]) -> blocks.Table:
    kept = [asset for asset in assets if asset.kind == kind]
    columns = [_("Nom"), _("Porté par"), _("Ce que c'est"), _("Coût"), _("État")]
    return blocks.Table(
        kind.plural,
        columns,
        [_row(asset) for asset in kept],
        is_illustrative=any(asset.is_illustrative for asset in kept),
        widths=(3, 2, 5, 2, 2),
    )


def _row(asset: DigitalAsset) -> list[str]:
    cost = asset.cost or _("non communiqué")
    state = str(asset.get_state_display())
    return [asset.name, asset.owner_label or "-", asset.description or "-", cost, state]


register(
    Chapter(
        "inventory",
        gettext_lazy("Inventaire numérique"),
        21,
        (DIAGNOSTIC,),
        build,
        "diagnostic:asset-list",
    )
)
