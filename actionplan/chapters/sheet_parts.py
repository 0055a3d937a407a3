"""The parts of a sheet in a report, in the order of its public page: each may be absent."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from actionplan import queries
from actionplan.enums import CostKind, CostNature
from actionplan.models import ActionSheet, ActionStep, CostLine
from actionplan.queries import IndicatorLine
from perpignan.reports import blocks
from perpignan.study.evidence import Evidence
from perpignan.study.wording import euros, long_date


def evidence_part(reasons: Sequence[Evidence]) -> list[blocks.Block]:
    """Tell where the action comes from: cases elsewhere, findings here, citizens' words."""
    if not reasons:
        return [blocks.Paragraph(_("Aucune preuve n'est encore reliée à cette action."))]
    lines = [f"{reason.kind_label} : {reason.title}" for reason in reasons]
    flagged = any(reason.is_illustrative for reason in reasons)
    return [
        blocks.Heading(_("D'où vient cette action"), level=3),
        blocks.Bullets(list(dict.fromkeys(lines)), is_illustrative=flagged),
    ]


def steps_part(sheet: ActionSheet, day: date) -> list[blocks.Block]:
    steps = list(sheet.steps.all())
    if not steps:
        return []
    return [
        blocks.Table(
            _("Étapes de %(code)s") % {"code": sheet.code},
            [_("Étape"), _("Jalon"), _("Où elle en est")],
            [
                [str(step), long_date(step.due_on) if step.due_on else "-", _passed(step, day)]
                for step in steps
            ],
            is_illustrative=sheet.is_illustrative,
            widths=(6, 3, 3),
            page=sheet.get_absolute_url(),
            is_listed=False,
        )
    ]


def _passed(step: ActionStep, day: date) -> str:
    if step.done_on:
        return _("franchie le %(day)s") % {"day": long_date(step.done_on)}
    return _("en retard") if step.is_late_at(day) else _("à venir")


def costs_part(sheet: ActionSheet) -> list[blocks.Block]:
    """Table what it costs, line by line."""
    lines = list(sheet.costs.all())
    if not lines:
        return []
    flagged = any(line.is_illustrative for line in lines)
    return [
        blocks.Table(
            _("Coûts de %(code)s") % {"code": sheet.code},
            [_("Année"), _("Ligne"), _("Budget"), _("Montant")],
            [_cost(line) for line in lines],
            numeric=(3,),
            is_illustrative=flagged,
            widths=(2, 6, 4, 4),
            page=sheet.get_absolute_url(),
            is_listed=False,
        )
    ]


def _cost(line: CostLine) -> list[str]:
    return [
        str(line.year),
        line.label or str(CostNature(line.nature).label),
        str(CostKind(line.kind).label),
        f"{euros(line.amount)} {line.vat_basis}",
    ]


def indicators_part(sheet: ActionSheet) -> list[blocks.Block]:
    """Table how one will know whether it works: from where, to what, by when."""
    lines = queries.indicator_lines([sheet])
    if not lines:
        return []
    columns = [_("Indicateur"), _("Départ"), _("Cible"), _("Dernière mesure"), _("État")]
    return [
        blocks.Table(
            _("Indicateurs de %(code)s") % {"code": sheet.code},
            columns,
            [_indicator(line) for line in lines],
            is_illustrative=any(line.indicator.is_illustrative for line in lines),
            widths=(6, 3, 3, 4, 4),
            page=sheet.get_absolute_url(),
            is_listed=False,
        )
    ]


def _indicator(line: IndicatorLine) -> list[str]:
    indicator, last = line.indicator, line.last
    name = f"{indicator.name} ({indicator.unit})" if indicator.unit else indicator.name
    return [
        name,
        _dated(line.baseline_text, indicator.baseline_on),
        _dated(line.target_text, indicator.target_on),
        _dated(line.last_text, last.measured_on if last else None),
        str(line.state.label),
    ]


def _dated(value: str, day: date | None) -> str:
    return f"{value} ({day:%m/%Y})" if day else value


def risks_part(sheet: ActionSheet) -> list[blocks.Block]:
    risks = list(sheet.risks.all())
    if not risks:
        return []
    rows = [
        [risk.text, str(risk.likelihood or "-"), str(risk.impact or "-"), risk.answer or "-"]
        for risk in risks
    ]
    return [
        blocks.Table(
            _("Risques de %(code)s, notés de 1 à 5") % {"code": sheet.code},
            [_("Risque"), _("Vraisemblance"), _("Gravité"), _("Réponse prévue")],
            rows,
            numeric=(1, 2),
            is_illustrative=sheet.is_illustrative,
            widths=(6, 4, 2, 6),
            page=sheet.get_absolute_url(),
            is_listed=False,
        )
    ]
