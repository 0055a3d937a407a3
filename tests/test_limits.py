from concurrent.futures import ThreadPoolExecutor
from itertools import repeat

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from perpignan.celery import app, forget_ended_counters
from perpignan.limits import (
    Counter,
    Limit,
    count,
    forget,
    is_over,
    is_used_up,
    is_write_refused,
)

pytestmark = pytest.mark.django_db

THREE = Limit(count=3, seconds=3600)


def test_parse_reads_a_count_and_a_window() -> None:
    assert Limit.parse("10/600") == Limit(count=10, seconds=600)


@pytest.mark.parametrize("text", ["", "10", "a/b", "0/60", "10/0", "-1/60"])
def test_parse_refuses_what_is_no_limit(text: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        Limit.parse(text)


def test_is_over_after_the_count_and_only_for_that_key() -> None:
    answers = [is_over("vote", "a", THREE) for _ in range(4)]

    assert answers == [False, False, False, True]
    assert is_over("vote", "b", THREE) is False
    assert is_over("sign-in", "a", THREE) is False


def test_is_used_up_looks_without_counting() -> None:
    for _ in range(3):
        assert is_used_up("vote", "a", THREE) is False
    for _ in range(3):
        is_over("vote", "a", THREE)

    assert is_used_up("vote", "a", THREE) is True

    forget("vote", "a", THREE)
    assert is_used_up("vote", "a", THREE) is False


def rows() -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, count, ends_at FROM portal_counter")
        return cursor.fetchall()


def test_counter_keeps_its_end_and_holds_no_key_in_clear() -> None:
    is_over("vote", "10.0.0.1", THREE)
    before = rows()

    is_over("vote", "10.0.0.1", THREE)

    assert [(name, ends) for name, _count, ends in rows()] == [
        (name, ends) for name, _count, ends in before
    ]
    assert "10.0.0.1" not in before[0][0]


def test_several_counters_cost_one_statement() -> None:
    counters = [Counter("vote", key, THREE) for key in "abc"]

    with CaptureQueriesContext(connection) as statements:
        passed = count(counters)

    assert passed == [False, False, False]
    assert len(statements) == 1


def test_ended_counters_are_removed_by_the_hour() -> None:
    is_over("vote", "a", THREE)
    is_over("vote", "b", THREE)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE portal_counter SET ends_at = now() - interval '1 second'")
    is_over("vote", "c", THREE)

    forget_ended_counters()

    assert len(rows()) == 1
    assert app.conf.beat_schedule["forget-ended-counters"]["task"] in app.tasks


@pytest.mark.django_db(transaction=True)
def test_every_one_of_twenty_requests_at_once_is_counted() -> None:
    def hit(key: str) -> bool:
        try:
            return is_over("hits", key, THREE)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=5) as pool:
        answers = list(pool.map(hit, repeat("hits", 20)))

    assert answers.count(False) == 3
    assert [row[1] for row in rows()] == [20]


def test_shared_address_is_refused_only_past_its_own_wide_limit(
    rf: RequestFactory, settings: object
) -> None:
    settings.PUBLIC_WRITE_LIMIT = "2/3600"
    settings.PUBLIC_WRITE_ADDRESS_LIMIT = "6/3600"
    request = rf.post("/", REMOTE_ADDR="192.0.2.7")

    one_browser = [is_write_refused(request, "answer", "browser-1") for _ in range(3)]
    neighbours = [is_write_refused(request, "answer", f"browser-{n}") for n in range(2, 6)]

    assert one_browser == [False, False, True]
    assert neighbours == [False, False, False, True]
