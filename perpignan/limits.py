"""Limits on public writes that do not lock out a shared address.

A town hall or a library sends forty people through one IP address: the narrow limit
is per browser (a signed form token or a session), the address only has a wide one.
The counters live under a keyed hash that changes with each window, so no address is
stored beside an answer or can be read back. They are kept in Redis when there is one,
else in a table of Postgres that is not logged: counting costs one statement, and no
wait for the disk.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

COUNT_SQL = """
    INSERT INTO portal_counter (name, count, ends_at)
    SELECT name, 1, now() + seconds * interval '1 second'
    FROM unnest(%s::text[], %s::int[]) AS given (name, seconds) ORDER BY name
    ON CONFLICT (name) DO UPDATE SET count = portal_counter.count + 1
    RETURNING name, count
"""
READ_SQL = "SELECT count FROM portal_counter WHERE name = %s"
FORGET_SQL = "DELETE FROM portal_counter WHERE name = %s"
EXPIRE_SQL = "DELETE FROM portal_counter WHERE ends_at < now()"


@dataclass(frozen=True)
class Limit:
    """At most `count` events in a window of `seconds`."""

    count: int
    seconds: int

    @classmethod
    def parse(cls, text: str) -> "Limit":
        """Read `10/600`: ten events in ten minutes. Raise ValueError on anything else."""
        count, _, seconds = text.partition("/")
        limit = cls(int(count), int(seconds))
        if limit.count < 1 or limit.seconds < 1:
            raise ValueError(f"{text!r} is no limit: both numbers are 1 or more.")
        return limit

    def times(self, factor: int) -> "Limit":
        return Limit(self.count * factor, self.seconds)


@dataclass(frozen=True)
class Counter:
    """What is counted: a scope, a key in it, and how many events it may have."""

    scope: str
    key: str
    limit: Limit

    @property
    def name(self) -> str:
        """Hash the key with the window under way: the next window has another name."""
        window = int(time.time() // self.limit.seconds)
        return salted_hmac(f"limits:{self.scope}:{window}", self.key).hexdigest()


def count(counters: Sequence[Counter]) -> list[bool]:
    """Count one more event in each, all at once, and say which pass their limits."""
    names = [counter.name for counter in counters]
    seconds = [counter.limit.seconds for counter in counters]
    found = _count_in_redis(names, seconds) if settings.CACHE_URL else _count(names, seconds)
    return [
        found[name] > counter.limit.count for name, counter in zip(names, counters, strict=True)
    ]


def _count(names: Sequence[str], seconds: Sequence[int]) -> Mapping[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(COUNT_SQL, [list(names), list(seconds)])
        return dict(cursor.fetchall())


def _count_in_redis(names: Sequence[str], seconds: Sequence[int]) -> Mapping[str, int]:
    found = {}
    for name, duration in zip(names, seconds, strict=True):
        cache.add(name, 0, timeout=duration)
        try:
            found[name] = cache.incr(name)
        except ValueError:  # the window ended between the two calls
            found[name] = 1
    return found


def is_over(scope: str, key: str, limit: Limit) -> bool:
    """Count one more event for this key and say whether it passes the limit."""
    return count([Counter(scope, key, limit)])[0]


def is_used_up(scope: str, key: str, limit: Limit) -> bool:
    """Say whether one more event would pass the limit, without counting it."""
    name = Counter(scope, key, limit).name
    if settings.CACHE_URL:
        return bool(cache.get(name, 0) >= limit.count)
    with connection.cursor() as cursor:
        cursor.execute(READ_SQL, [name])
        row = cursor.fetchone()
    return row is not None and row[0] >= limit.count


def forget(scope: str, key: str, limit: Limit) -> None:
    """Start this key's count again: the person proved to be who she says."""
    name = Counter(scope, key, limit).name
    if settings.CACHE_URL:
        cache.delete(name)
        return
    with connection.cursor() as cursor:
        cursor.execute(FORGET_SQL, [name])


def forget_ended() -> int:
    """Remove the counters whose windows have ended; return how many."""
    with connection.cursor() as cursor:
        cursor.execute(EXPIRE_SQL)
        return int(cursor.rowcount)


def is_write_refused(request: HttpRequest, scope: str, browser_key: str) -> bool:
    """Say whether this browser, or its whole address, has written too much lately."""
    return any(count(write_counters(request, scope, browser_key)))


def write_counters(request: HttpRequest, scope: str, browser_key: str) -> list[Counter]:
    """List what is counted of a public write: by browser, and by address, more widely."""
    browser = Limit.parse(settings.PUBLIC_WRITE_LIMIT)
    address = Limit.parse(settings.PUBLIC_WRITE_ADDRESS_LIMIT)
    return [
        Counter(f"{scope}:browser", browser_key, browser),
        Counter(f"{scope}:address", client_address(request), address),
    ]


def client_address(request: HttpRequest) -> str:
    """Return the address the web server saw; a proxy in front must set REMOTE_ADDR."""
    return str(request.META.get("REMOTE_ADDR", ""))
