"""L5.1: the sheets one by one, as their public pages tell them; with their funding in L6.1."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actionplan import queries
from actionplan.chapters.funding import plan_part
from actionplan.chapters.sheet_parts import (
    costs_part,
    evidence_part,
    indicators_part,
    risks_part,
    steps_part,
)
from actionplan.charts import period
from actionplan.enums import Involvement, Participation
from actionplan.models import ActionSheet, SheetPartner
from actionplan.queries import SheetFunding
from perpignan.reports import blocks
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.kinds import ACTION_PLAN, STRATEGY
from perpignan.study.enums import ActionStatus
from perpignan.study.evidence import Evidence, evidence_for
from perpignan.study.localisation import localised_text


def build(scope: Scope) -> Sequence[blocks.Block]:
    """Tell each sheet: where it comes from, who, when, steps, costs, indicators, risks."""
    return _build(scope, {})


def build_with_funding(scope: Scope) -> Sequence[blocks.Block]:
    """Tell each sheet with who pays: the strategy has no other chapter for that."""
    public = queries.funded_sheets_for(AnonymousUser())
    funded = queries.all_funded_sheets() if scope.is_internal else public
    kept = queries.limited_to(funded, scope.priority, scope.zone)
    found = queries.funding_of(kept, queries.funding_date())
    return _build(scope, {item.sheet.pk: item for item in found})


def _build(scope: Scope, funding: Mapping[int, SheetFunding]) -> Sequence[blocks.Block]:
    public = queries.full_sheets_for(AnonymousUser())
    found = queries.full_sheets() if scope.is_internal else public
    sheets = list(queries.limited_to(found, scope.priority, scope.zone))
    if not sheets:
        return [blocks.Paragraph(_("Aucune action n'est encore proposée."))]
    # What an action rests on is told as its public page does, in internal reports too.
    reasons = evidence_for([sheet.action for sheet in sheets], AnonymousUser())
    return [
        block
        for sheet in sheets
        for block in _sheet(sheet, reasons[sheet.action_id], funding.get(sheet.pk), scope.day)
    ]


def _sheet(
    sheet: ActionSheet, reasons: Sequence[Evidence], funding: SheetFunding | None, day: date
) -> list[blocks.Block]:
    found: list[blocks.Block] = [blocks.Heading(str(sheet.action))]
    if sheet.action.objective:
        found.append(blocks.Paragraph(sheet.action.objective, sheet.is_illustrative))
    found += evidence_part(reasons)
    found.append(_facts(sheet))
    if sheet.action.status == ActionStatus.DISCARDED:
        return found  # why it is discarded is told; what it would have taken is not
    return [
        *found,
        *steps_part(sheet, day),
        *costs_part(sheet),
        *(plan_part(funding) if funding else []),
        *indicators_part(sheet),
        *risks_part(sheet),
    ]


def _zone_names(sheet: ActionSheet) -> list[str]:
    return [localised_text(zone, "name").text for zone in sheet.action.zones.all()]


def _facts(sheet: ActionSheet) -> blocks.Table:
    participation = Participation(sheet.participation).label if sheet.participation else ""
    rows = [
        (_("État"), str(ActionStatus(sheet.action.status).label)),
        (_("Pourquoi elle est écartée"), sheet.action.discard_reason),
        (_("Service responsable"), sheet.action.lead_department or _("à désigner")),
        (_("Contact"), sheet.contact_function),
        (_("Partenaires"), ", ".join(_partner(part) for part in sheet.partners.all())),
        (_("Zones"), ", ".join(_zone_names(sheet))),
        (_("Publics visés"), sheet.targets),
        (_("Participation du public"), str(participation)),
        (_("Effort et effet attendu"), _scores(sheet)),
        (_("Prévu"), period(sheet.planned_start, sheet.planned_end)),
        (_("Réel"), period(sheet.actual_start, sheet.actual_end)),
        (_("Avancement"), f"{sheet.progress} %"),
        (_("Raison du décalage"), sheet.delay_reason),
        (_("Commence après"), ", ".join(link.needs.code for link in sheet.dependencies.all())),
        (_("Attendue par"), ", ".join(link.sheet.code for link in sheet.followers.all())),
        (_("Investissement"), _range(sheet.capital_range, sheet.vat_basis)),
        (_("Fonctionnement par an"), _range(sheet.operating_range, sheet.vat_basis)),
        (_("Leviers pressentis"), ", ".join(item.name for item in sheet.levers.all())),
    ]
    return blocks.Table(
        _("Fiche %(code)s") % {"code": sheet.code},
        [_("Rubrique"), _("Contenu")],
        [[name, value] for name, value in rows if value and value != "-"],
        is_illustrative=sheet.is_illustrative,
        page=sheet.get_absolute_url(),
        widths=(1, 3),
        is_listed=False,
    )


def _scores(sheet: ActionSheet) -> str:
    if sheet.effort is None or sheet.impact is None:
        return ""
    words = {"effort": sheet.effort, "impact": sheet.impact}
    return _("effort %(effort)d sur 5, effet %(impact)d sur 5") % words


def _range(amounts: str, basis: str) -> str:
    return f"{amounts} {basis}" if amounts else ""


def _partner(part: SheetPartner) -> str:
    role = str(Involvement(part.role).label).lower() if part.role else _("rôle à préciser")
    return f"{part.label} ({role})"


for chapter in (
    Chapter(
        "sheets",
        gettext_lazy("Fiches-actions (L5.1)"),
        51,
        (ACTION_PLAN,),
        build,
        "actionplan:index",
        by_zone=True,
    ),
    Chapter(
        "sheets_with_funding",
        gettext_lazy("Fiches-actions et plans de financement (L5.1)"),
        51,
        (STRATEGY,),
        build_with_funding,
        "actionplan:index",
        by_zone=True,
    ),
):
    register(chapter)
