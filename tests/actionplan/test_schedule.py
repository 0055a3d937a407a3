import random
from datetime import date, timedelta

import pytest

from actionplan.schedule import (
    CircularPlan,
    Link,
    Task,
    conflicts,
    critical_path,
    follow,
    in_order,
)

JANUARY = date(2021, 1, 4)


def task(code, start=0, days=10):
    first = JANUARY + timedelta(days=start)
    return Task(code, first, first + timedelta(days=days - 1))


def day(number):
    return JANUARY + timedelta(days=number)


def test_the_critical_path_of_a_diamond():
    tasks = [task("A"), task("B", days=20), task("C", days=5), task("D")]
    links = [Link("A", "B"), Link("A", "C"), Link("B", "D"), Link("C", "D")]

    timings = critical_path(tasks, links)

    assert {code for code, timing in timings.items() if timing.is_critical} == {"A", "B", "D"}
    assert timings["C"].slack_days == 15
    assert (timings["D"].earliest_start, timings["D"].earliest_end) == (day(30), day(39))


def test_a_task_starts_no_earlier_than_its_own_first_day():
    timings = critical_path([task("A"), task("B", start=100)], [Link("A", "B")])

    assert timings["A"].slack_days == 90
    assert timings["B"].is_critical


@pytest.mark.parametrize(("lag", "start"), [(0, 10), (2, 24), (-1, 3)])
def test_a_lag_counts_in_weeks_and_may_be_negative(lag, start):
    timings = critical_path([task("A"), task("B")], [Link("A", "B", lag)])

    assert timings["B"].earliest_start == day(start)


def test_an_empty_plan_has_no_critical_path():
    assert critical_path([], []) == {}
    assert conflicts([], []) == []


def test_links_to_unknown_tasks_are_left_aside():
    timings = critical_path([task("A")], [Link("A", "Z"), Link("Z", "A")])

    assert timings["A"].slack_days == 0


def test_a_circle_is_refused_and_named():
    tasks = [task(code) for code in "ABCD"]
    links = [Link("A", "B"), Link("B", "C"), Link("C", "B"), Link("C", "D")]

    with pytest.raises(CircularPlan, match="B → C → B") as refused:
        critical_path(tasks, links)

    assert refused.value.cycle == ["B", "C", "B"]


def test_moving_an_action_proposes_later_dates_down_the_chain():
    tasks = [task("A"), task("B", start=10), task("C", start=20), task("Z", start=10)]
    links = [Link("A", "B"), Link("B", "C")]

    moves = follow(tasks, links, task("A", start=5))

    assert [(m.code, m.because_of, m.days) for m in moves] == [("B", "A", 5), ("C", "B", 5)]
    assert all(move.new.length == move.old.length for move in moves)


def test_slack_absorbs_a_move():
    tasks = [task("A"), task("B", start=30), task("C", start=40)]
    links = [Link("A", "B"), Link("B", "C")]

    assert follow(tasks, links, task("A", start=20)) == []


def test_nothing_is_ever_moved_back():
    tasks = [task("A", start=50), task("B", start=60)]

    assert follow(tasks, [Link("A", "B")], task("A", start=0)) == []


def test_what_has_begun_stays_and_is_told_as_a_conflict():
    tasks = [task("A"), task("B", start=10)]
    links = [Link("A", "B")]
    moved = task("A", start=7)

    assert follow(tasks, links, moved, fixed={"B"}) == []
    assert [(c.link.after, c.days) for c in conflicts([moved, tasks[1]], links)] == [("B", 7)]


def test_the_strictest_of_two_links_decides():
    tasks = [task("A"), task("B"), task("C", start=10)]
    links = [Link("A", "C"), Link("B", "C", 3)]

    (move,) = follow(tasks, links, task("B", start=1))

    assert (move.because_of, move.new.start) == ("B", day(32))


@pytest.mark.parametrize("seed", range(30))
def test_random_plans_agree_with_a_slow_way(seed):
    chance = random.Random(seed)
    codes = [f"T{n}" for n in range(12)]
    tasks = [task(code, chance.randrange(60), chance.randrange(1, 30)) for code in codes]
    links = [
        Link(first, second, chance.randrange(-2, 4))
        for place, first in enumerate(codes)
        for second in codes[place + 1 :]
        if chance.random() < 0.25
    ]
    chance.shuffle(tasks)

    timings = critical_path(tasks, links)

    last = max(timing.earliest_end for timing in timings.values())
    for late in tasks:
        slack = timings[late.code].slack_days
        assert _end_if_late(tasks, links, late, slack) == last
        assert _end_if_late(tasks, links, late, slack + 1) > last
    assert [t.code for t in in_order(tasks, links)] == list(timings)


def _end_if_late(tasks, links, late, days):
    """Start from the earliest dates, delay one task, and push until nothing moves."""
    timings = critical_path(tasks, links)
    now = {
        t.code: Task(t.code, timings[t.code].earliest_start, timings[t.code].earliest_end)
        for t in tasks
    }
    shift = timedelta(days=days)
    now[late.code] = Task(late.code, now[late.code].start + shift, now[late.code].end + shift)
    for _ in tasks:
        for link in links:
            first, after = link.first_day_after(now[link.before].end), now[link.after]
            if first > after.start:
                now[link.after] = Task(after.code, first, first + after.length)
    return max(each.end for each in now.values())
