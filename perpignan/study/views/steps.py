"""The steps of the study, and the summary that one prints."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from perpignan.phases import Figure, PhaseConfig, all_phases
from perpignan.study.enums import NOT_YET_SUBMITTED, DeliverableStatus
from perpignan.study.models import Deliverable, Phase
from perpignan.study.outcomes import last_outcomes
from perpignan.study.queries import (
    phases_with_deliverables,
    priorities_with_counts,
    study_carriers,
)

OUT = {DeliverableStatus.ADMITTED, DeliverableStatus.PUBLISHED}
DECISIONS = 6


@dataclass(frozen=True)
class StepTold:
    """A step: what it is, what came out of it, what comes next."""

    phase: Phase
    url: str
    figures: Sequence[Figure]
    out: list[Deliverable]
    next: list[Deliverable]


@require_safe
def steps_page(request: HttpRequest) -> HttpResponse:
    context = {"steps": _steps(), "breadcrumb": [(_("Étapes de l'étude"), "")]}
    return render(request, "study/steps.html", context)


@require_safe
def summary_page(request: HttpRequest) -> HttpResponse:
    """Tell the whole study on a page or two, made to be printed."""
    phases = all_phases()
    context: dict[str, Any] = {
        "invitations": [item for phase in phases for item in phase.invitations()],
        "figures": [item for phase in phases for item in phase.figures()],
        "priorities": list(priorities_with_counts()),
        "outcomes": last_outcomes(DECISIONS),
        "carriers": list(study_carriers()),
        "today": timezone.localdate(),
        "breadcrumb": [(_("En bref"), "")],
    }
    return render(request, "study/summary.html", context)


def _steps() -> list[StepTold]:
    """Tell each step; a phase that carries several shows its figures with the first."""
    carriers = {code: config for config in all_phases() for code in config.phase_codes}
    told: set[str] = set()
    return [_told(phase, carriers.get(phase.code), told) for phase in phases_with_deliverables()]


def _told(phase: Phase, config: PhaseConfig | None, told: set[str]) -> StepTold:
    figures: Sequence[Figure] = ()
    if config and config.label not in told:
        told.add(config.label)
        figures = config.figures()
    owed = list(phase.deliverables.all())
    return StepTold(
        phase,
        reverse(config.index_url_name) if config else "",
        figures,
        [item for item in owed if item.status in OUT],
        [item for item in owed if item.status in NOT_YET_SUBMITTED],
    )
