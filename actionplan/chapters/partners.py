"""L4.2: who does what, partner by partner and action by action."""

from collections.abc import Sequence

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from actionplan import queries
from actionplan.models import SheetPartner
from actionplan.queries import PartnerLine
from perpignan.reports import blocks
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.kinds import SOLUTIONS, STRATEGY


def build(scope: Scope) -> Sequence[blocks.Block]:
    """Table the partners; what each brings is told in internal reports only."""
    parts = list(queries.all_parts() if scope.is_internal else queries.parts_for(AnonymousUser()))
    lines = queries.census(parts)
    if not lines:
        return [blocks.Paragraph(_("Aucun partenaire n'est encore noté."))]
    found: list[blocks.Block] = [_summary(lines, parts), _table(lines, scope)]
    return [*found, _contributions(parts)] if scope.is_internal else found


def _flagged(parts: Sequence[SheetPartner]) -> bool:
    return any(part.sheet.is_illustrative for part in parts)


def _summary(lines: Sequence[PartnerLine], parts: Sequence[SheetPartner]) -> blocks.Paragraph:
    actions = len({part.sheet_id for part in parts})
    said = ngettext(
        "%(count)d partenaire prend part au plan",
        "%(count)d partenaires prennent part au plan",
        len(lines),
    ) % {"count": len(lines)}
    across = ngettext("dans %(count)d action.", "dans %(count)d actions.", actions) % {
        "count": actions
    }
    return blocks.Paragraph(f"{said} {across}", is_illustrative=_flagged(parts))


def _table(lines: Sequence[PartnerLine], scope: Scope) -> blocks.Table:
    parts = [part for line in lines for part in line.parts]
    return blocks.Table(
        _("Qui fait quoi"),
        [_("Partenaire"), _("Rôles"), _("Actions")],
        [
            [
                line.partner.name if line.partner else line.name,
                ", ".join(line.roles) or _("à préciser"),
                ", ".join(part.sheet.code for part in line.parts),
            ]
            for line in lines
        ],
        is_illustrative=_flagged(parts),
        widths=(4, 3, 2),
    )


def _contributions(parts: Sequence[SheetPartner]) -> blocks.Table:
    brought = [part for part in parts if part.contribution_text]
    return blocks.Table(
        _("Ce que chacun apporte (interne)"),
        [_("Partenaire"), _("Action"), _("Apport"), _("Engagement")],
        [[part.label, part.sheet.code, part.contribution_text, _state(part)] for part in brought],
        is_illustrative=_flagged(brought),
    )


def _state(part: SheetPartner) -> str:
    if part.committed_on:
        return _("engagé le %(day)s") % {"day": f"{part.committed_on:%d/%m/%Y}"}
    if part.commit_by:
        return _("attendu le %(day)s") % {"day": f"{part.commit_by:%d/%m/%Y}"}
    return "-"


register(
    Chapter(
        "partners",
        gettext_lazy("Partenariats (L4.2)"),
        42,
        (SOLUTIONS, STRATEGY),
        build,
        "actionplan:partner-list",
    )
)
