"""L5.1: the sheets one by one, as their public pages tell them."""

from collections.abc import Sequence

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actionplan import queries
from actionplan.charts import period
from actionplan.enums import CostKind, CostNature, Involvement, Participation
from actionplan.models import ActionSheet, SheetPartner
from perpignan.reports import blocks
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.kinds import ACTION_PLAN, STRATEGY
from perpignan.study.enums import ActionStatus
from perpignan.study.localisation import localised_text
from perpignan.study.wording import euros


def build(scope: Scope) -> Sequence[blocks.Block]:
    """Tell each sheet: who, when, steps, costs, risks."""
    public = queries.full_sheets_for(AnonymousUser())
    found = queries.full_sheets() if scope.is_internal else public
    sheets = list(queries.limited_to(found, scope.priority, scope.zone))
    if not sheets:
        return [blocks.Paragraph(_("Aucune action n'est encore proposée."))]
    return [block for sheet in sheets for block in _sheet(sheet)]


def _sheet(sheet: ActionSheet) -> list[blocks.Block]:
    found: list[blocks.Block] = [blocks.Heading(str(sheet.action))]
    if sheet.action.objective:
        found.append(blocks.Paragraph(sheet.action.objective, sheet.is_illustrative))
    found.append(_facts(sheet))
    return [*found, *_costs(sheet), *_risks(sheet)]


def _zone_names(sheet: ActionSheet) -> list[str]:
    return [localised_text(zone, "name").text for zone in sheet.action.zones.all()]


def _facts(sheet: ActionSheet) -> blocks.Table:
    participation = Participation(sheet.participation).label if sheet.participation else ""
    needs = ", ".join(link.needs.code for link in sheet.dependencies.all())
    rows = [
        (_("État"), str(ActionStatus(sheet.action.status).label)),
        (_("Service responsable"), sheet.action.lead_department),
        (_("Contact"), sheet.contact_function),
        (_("Partenaires"), ", ".join(_partner(part) for part in sheet.partners.all())),
        (_("Zones"), ", ".join(_zone_names(sheet))),
        (_("Publics visés"), sheet.targets),
        (_("Participation du public"), str(participation)),
        (_("Prévu"), period(sheet.planned_start, sheet.planned_end)),
        (_("Réel"), period(sheet.actual_start, sheet.actual_end)),
        (_("Avancement"), f"{sheet.progress} %"),
        (_("Raison du décalage"), sheet.delay_reason),
        (_("Étapes"), " ; ".join(f"{s.order}. {s.text}" for s in sheet.steps.all())),
        (_("Attend la fin de"), needs),
        (_("Leviers pressentis"), ", ".join(item.name for item in sheet.levers.all())),
    ]
    return blocks.Table(
        _("Fiche %(code)s") % {"code": sheet.code},
        [_("Rubrique"), _("Contenu")],
        [[name, value] for name, value in rows if value and value != "-"],
        is_illustrative=sheet.is_illustrative,
        page=sheet.get_absolute_url(),
        widths=(1, 3),
    )


def _partner(part: SheetPartner) -> str:
    role = str(Involvement(part.role).label).lower() if part.role else _("rôle à préciser")
    return f"{part.label} ({role})"


def _costs(sheet: ActionSheet) -> list[blocks.Block]:
    lines = list(sheet.costs.all())
    if not lines:
        return []
    rows = [
        [
            str(line.year),
            line.label or str(CostNature(line.nature).label),
            str(CostKind(line.kind).label),
            f"{euros(line.amount)} {line.vat_basis}",
        ]
        for line in lines
    ]
    columns = [_("Année"), _("Ligne"), _("Budget"), _("Montant")]
    caption = _("Coûts de %(code)s") % {"code": sheet.code}
    flagged = any(line.is_illustrative for line in lines)
    return [blocks.Table(caption, columns, rows, numeric=(3,), is_illustrative=flagged)]


def _risks(sheet: ActionSheet) -> list[blocks.Block]:
    risks = list(sheet.risks.all())
    if not risks:
        return []
    rows = [
        [risk.text, str(risk.likelihood or "-"), str(risk.impact or "-"), risk.answer or "-"]
        for risk in risks
    ]
    columns = [_("Risque"), _("Vraisemblance"), _("Gravité"), _("Réponse prévue")]
    caption = _("Risques de %(code)s, notés de 1 à 5") % {"code": sheet.code}
    return [
        blocks.Table(
            caption,
            columns,
            rows,
            numeric=(1, 2),
            is_illustrative=sheet.is_illustrative,
            widths=(6, 4, 2, 6),
        )
    ]


register(
    Chapter(
        "sheets",
        gettext_lazy("Fiches-actions (L5.1)"),
        51,
        (ACTION_PLAN, STRATEGY),
        build,
        "actionplan:index",
        by_zone=True,
    )
)
