"""The first chapter of a progress report: the study itself, whatever its phases."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from perpignan.reports import theme
from perpignan.reports.blocks import Block, Bullets, Heading, KeyFigures, Paragraph, Table, cite
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.charts import Chart
from perpignan.reports.kinds import PROGRESS
from perpignan.study.enums import DeliverableStatus, PhaseState
from perpignan.study.models import Deliverable, Phase, Study
from perpignan.study.queries import phases_with_deliverables
from perpignan.study.wording import long_date

SOON = timedelta(weeks=3)
RECEIVED = {
    DeliverableStatus.SUBMITTED,
    DeliverableStatus.IN_REVIEW,
    DeliverableStatus.ADMITTED,
    DeliverableStatus.PUBLISHED,
}
ACCEPTED = {DeliverableStatus.ADMITTED, DeliverableStatus.PUBLISHED}
WITH_THE_CITY = {DeliverableStatus.SUBMITTED, DeliverableStatus.IN_REVIEW}
BACK_TO_THE_CONSORTIUM = {DeliverableStatus.POSTPONED, DeliverableStatus.REJECTED}


def build(scope: Scope) -> Sequence[Block]:
    """Say where each step stands, what was delivered, what is late and what waits."""
    phases = list(phases_with_deliverables())
    deliverables = [item for phase in phases for item in phase.deliverables.all()]
    if not phases:
        return [Paragraph(_("Aucune étape n'est enregistrée dans le portail."))]
    return [
        Paragraph(tell_steps(phases, deliverables, scope.day)),
        _key_figures(phases, deliverables, scope.day),
        timeline_chart(phases, scope.day).as_block(),
        Heading(_("Les livrables, étape par étape")),
        _table(deliverables, {phase.pk: phase for phase in phases}, scope.day),
        *_late(deliverables, scope.day),
        *_waiting(phases, deliverables, scope.day),
        *_sources(),
    ]


def tell_steps(phases: Sequence[Phase], deliverables: Sequence[Deliverable], day: date) -> str:
    """Say in a line or two how many steps are delivered, under way, and what is late."""
    states = Counter(phase.state_at(day) for phase in phases)
    delivered, under_way = states[PhaseState.DELIVERED], states[PhaseState.UNDER_WAY]
    late = sum(item.is_late_at(day) for item in deliverables)
    return _("Au %(day)s, %(delivered)s et %(under_way)s, sur %(total)d. %(late)s") % {
        "day": _day(day),
        "delivered": ngettext("%d étape est livrée", "%d étapes sont livrées", delivered)
        % delivered,
        "under_way": ngettext("%d est en cours", "%d sont en cours", under_way) % under_way,
        "total": len(phases),
        "late": ngettext("%d livrable est en retard.", "%d livrables sont en retard.", late) % late
        if late
        else _("Aucun livrable n'est en retard."),
    }


def _key_figures(
    phases: Sequence[Phase], deliverables: Sequence[Deliverable], day: date
) -> KeyFigures:
    total = len(deliverables)
    received = sum(item.status in RECEIVED for item in deliverables)
    accepted = sum(item.status in ACCEPTED for item in deliverables)
    late = sum(item.is_late_at(day) for item in deliverables)
    delivered = sum(phase.state_at(day) == PhaseState.DELIVERED for phase in phases)
    return KeyFigures(
        [
            (f"{delivered} / {len(phases)}", _("étapes livrées")),
            (f"{received} / {total}", _("livrables remis")),
            (f"{accepted} / {total}", _("livrables admis")),
            (str(late), _("livrables en retard")),
        ]
    )


def timeline_chart(phases: Sequence[Phase], day: date) -> Chart:
    """Draw the steps on a calendar: a bar each, the day of the report across."""
    under_way = [phase for phase in phases if phase.state_at(day) == PhaseState.UNDER_WAY]
    title = ngettext(
        "%d étape avance en ce moment", "%d étapes avancent en même temps", len(under_way)
    ) % len(under_way)
    return Chart(
        title=title,
        description=_("Calendrier des %(count)d étapes de l'étude, du %(first)s au %(last)s.")
        % {
            "count": len(phases),
            "first": _day(min(phase.starts_on for phase in phases)),
            "last": _day(max(phase.ends_on for phase in phases)),
        },
        spec=_timeline_spec(phases, day),
        columns=[_("Étape"), _("Début"), _("Fin"), _("État")],
        rows=[
            [
                _label(phase),
                _day(phase.starts_on),
                _day(phase.ends_on),
                str(phase.state_at(day).label),
            ]
            for phase in phases
        ],
        source=_("calendrier de l'étude"),
    )


def _timeline_spec(phases: Sequence[Phase], day: date) -> dict[str, object]:
    """Write the picture: dates as texts of the day, so that no clock moves the bars."""
    values = [
        {
            "step": _label(phase),
            "start": f"{phase.starts_on}T00:00:00",
            "end": f"{phase.ends_on + timedelta(days=1)}T00:00:00",
            "state": str(phase.state_at(day).label),
        }
        for phase in phases
    ]
    states = [str(state.label) for state in PhaseState]
    bars = {
        "data": {"values": values},
        "mark": {"type": "bar", "height": 14},
        "encoding": {
            "y": {
                "field": "step",
                "type": "nominal",
                "sort": None,
                "title": None,
                "axis": {"labelLimit": 400},
            },
            "x": {
                "field": "start",
                "type": "temporal",
                "title": None,
                "axis": {"format": "%-d %b", "grid": True},
            },
            "x2": {"field": "end"},
            "color": {
                "field": "state",
                "type": "nominal",
                "title": None,
                "scale": {"domain": states, "range": ["#B9AA94", theme.BRICK, theme.SAGE]},
            },
        },
    }
    today = {
        "data": {"values": [{"day": f"{day}T12:00:00"}]},
        "mark": {"type": "rule", "strokeWidth": 1.5},
        "encoding": {"x": {"field": "day", "type": "temporal"}},
    }
    return {"width": 300, "height": {"step": 26}, "layer": [bars, today]}


def _table(deliverables: Sequence[Deliverable], phases: dict[int, Phase], day: date) -> Table:
    return Table(
        caption=_("Ce qui est dû, pour quand, et où cela en est"),
        columns=[_("Code"), _("Livrable"), _("Étape"), _("Échéance"), _("État")],
        rows=[
            [
                item.code,
                item.title,
                phases[item.phase_id].code,
                _short(item.due_on),
                _state(item, day),
            ]
            for item in deliverables
        ],
        source=_("suivi des livrables dans le portail"),
        widths=[9, 44, 9, 14, 24],
    )


def _state(item: Deliverable, day: date) -> str:
    label = str(DeliverableStatus(item.status).label)
    return _("%s, en retard") % label if item.is_late_at(day) else label


def _late(deliverables: Sequence[Deliverable], day: date) -> list[Block]:
    late = [item for item in deliverables if item.is_late_at(day)]
    if not late:
        return []
    lines = [
        _("%(item)s : attendu le %(due)s.") % {"item": item, "due": _day(item.due_on)}
        for item in late
    ]
    return [Heading(_("Ce qui est en retard")), Bullets(lines)]


def _waiting(
    phases: Sequence[Phase], deliverables: Sequence[Deliverable], day: date
) -> list[Block]:
    """List who is waited for: the City, the consortium, and what comes next."""
    lines = [
        *(
            _("%s : la Ville doit se prononcer.") % item
            for item in deliverables
            if item.status in WITH_THE_CITY
        ),
        *(
            _("%(item)s : à reprendre par le groupement. Motif : %(reason)s")
            % {"item": item, "reason": item.status_reason}
            for item in deliverables
            if item.status in BACK_TO_THE_CONSORTIUM
        ),
        *_next_steps(phases, day),
    ]
    if not lines:
        return []
    return [Heading(_("Ce qui est attendu")), Bullets(lines)]


def _next_steps(phases: Sequence[Phase], day: date) -> list[str]:
    near = [phase for phase in phases if day <= phase.ends_on <= day + SOON and phase.gate]
    return [
        _("%(gate)s : étape « %(phase)s », à clore le %(day)s.")
        % {"gate": phase.gate, "phase": phase.name, "day": _day(phase.ends_on)}
        for phase in near
    ]


def _sources() -> list[Block]:
    study = Study.objects.prefetch_related("sources").first()
    return [cite(study.sources.all())] if study and study.sources.all() else []


def _label(phase: Phase) -> str:
    return f"{phase.code}  {phase.name}"


def _day(day: date | None) -> str:
    return long_date(day) if day else ""


def _short(day: date | None) -> str:
    return date_format(day, "d/m/Y") if day else ""


register(Chapter("study", gettext_lazy("Où en est l'étude"), 0, (PROGRESS,), build))
