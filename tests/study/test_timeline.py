from datetime import date, timedelta

import pytest
from django.utils import timezone, translation

from perpignan.study.enums import PhaseState
from perpignan.study.models import Phase
from perpignan.study.timeline import build_timeline
from tests.factories import study as factories

FIRST = date(2020, 1, 6)


def step(code: str, first_week: int, weeks: int, **fields: object) -> Phase:
    start = FIRST + timedelta(weeks=first_week - 1)
    end = start + timedelta(weeks=weeks, days=-1)
    return factories.PhaseFactory.build(code=code, planned_start=start, planned_end=end, **fields)


def test_steps_fill_the_line_from_its_first_day_to_its_last() -> None:
    line = build_timeline([step("A", 1, 2), step("B", 3, 2), step("C", 1, 4)], today=FIRST)

    assert [(item.offset_percent, item.span_percent) for item in line.steps] == [
        (0, 50),
        (50, 50),
        (0, 100),
    ]


def test_step_of_one_day_still_shows_and_stays_on_the_line() -> None:
    last = step("B", 100, 1, actual_start=None)
    last.planned_start = last.planned_end

    shortest = build_timeline([step("A", 1, 100), last], today=FIRST).steps[1]

    assert (shortest.offset_percent, shortest.span_percent) == (98, 2)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (FIRST - timedelta(days=1), None),
        (FIRST, 0),
        (FIRST + timedelta(days=14), 50),
        (FIRST + timedelta(days=28), None),
    ],
)
def test_today_shows_only_during_the_study(today: date, expected: int | None) -> None:
    assert build_timeline([step("A", 1, 4)], today=today).today_percent == expected


def test_no_step_makes_an_empty_line() -> None:
    assert build_timeline([], today=FIRST).steps == ()


def test_actual_dates_win_over_planned_ones() -> None:
    late = step("A", 1, 2, actual_start=FIRST + timedelta(weeks=1))

    assert build_timeline([late, step("B", 1, 4)], today=FIRST).steps[0].offset_percent == 25


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (None, None, PhaseState.PLANNED),
        (-3, None, PhaseState.UNDER_WAY),
        (0, None, PhaseState.UNDER_WAY),
        (3, None, PhaseState.PLANNED),
        (-9, 3, PhaseState.UNDER_WAY),
        (-9, -1, PhaseState.DELIVERED),
    ],
)
def test_state_of_a_step_follows_its_actual_dates(
    start: int | None, end: int | None, expected: PhaseState
) -> None:
    today = timezone.localdate()
    phase = Phase(
        actual_start=None if start is None else today + timedelta(days=start),
        actual_end=None if end is None else today + timedelta(days=end),
    )

    assert phase.state == expected


def test_name_without_catalan_falls_back_to_french_and_says_so() -> None:
    phases = [step("A", 1, 1, name="Cadrage", name_ca=""), step("B", 1, 1, name_ca="Consulta")]

    with translation.override("ca"):
        steps = build_timeline(phases, today=FIRST).steps

    assert [(item.name, item.name_lang) for item in steps] == [
        ("Cadrage", "fr"),
        ("Consulta", "ca"),
    ]


def test_step_of_a_phase_links_to_it_and_knows_when_it_is_read() -> None:
    steps = build_timeline([step("P1", 1, 1)], today=FIRST, path="/benchmark/x/").steps

    assert (steps[0].url, steps[0].is_current) == ("/benchmark/", True)
