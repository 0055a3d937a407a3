"""The study's phases on a line: the same picture on pages, the admin and reports."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from perpignan.phases import all_phases
from perpignan.study.localisation import localised_text
from perpignan.study.models import Phase

#: A step of a few days still shows, as this many percents of the line.
NARROWEST = 2


@dataclass(frozen=True)
class TimelineStep:
    """A step with its place on the line, in whole percents of the study's length."""

    code: str
    name: str
    name_lang: str
    url: str
    state: str
    state_label: str
    starts_on: date
    ends_on: date
    offset_percent: int
    span_percent: int
    is_current: bool


@dataclass(frozen=True)
class Timeline:
    steps: Sequence[TimelineStep]
    today_percent: int | None


def build_timeline(phases: Sequence[Phase], *, today: date, path: str = "") -> Timeline:
    """Place the steps on a line; `path` tells which one the reader is visiting."""
    if not phases:
        return Timeline((), None)
    first = min(phase.starts_on for phase in phases)
    days = (max(phase.ends_on for phase in phases) - first).days + 1

    def percent(day: date) -> int:
        return round(100 * (day - first).days / days)

    urls = _urls_of_phases()
    steps = [_step(phase, percent, urls.get(phase.code, ""), path) for phase in phases]
    is_inside = 0 <= (today - first).days < days
    return Timeline(steps, percent(today) if is_inside else None)


def _step(phase: Phase, percent: Callable[[date], int], url: str, path: str) -> TimelineStep:
    name, language = localised_text(phase, "name")
    offset = min(percent(phase.starts_on), 100 - NARROWEST)
    end = percent(phase.ends_on + timedelta(days=1))
    return TimelineStep(
        code=phase.code,
        name=name,
        name_lang=language,
        url=url,
        state=phase.state.value,
        state_label=str(phase.state.label),
        starts_on=phase.starts_on,
        ends_on=phase.ends_on,
        offset_percent=offset,
        span_percent=max(end - offset, NARROWEST),
        is_current=bool(url) and path.startswith(url),
    )


def _urls_of_phases() -> dict[str, str]:
    return {
        code: reverse(config.index_url_name)
        for config in all_phases()
        for code in config.phase_codes
    }
