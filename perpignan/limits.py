"""Limits on public writes that do not lock out a shared address.

A town hall or a library sends forty people through one IP address: the narrow limit
is per browser (a signed form token or a session), the address only has a wide one.
The counters live in the cache under a keyed hash that changes with each window, so no
address is stored beside an answer or can be read back.
"""

import base64
import pickle
import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router, transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


class CountingDatabaseCache(DatabaseCache):
    """Django's database cache, made fit to count.

    Its own `incr` reads then writes, so that two requests at once count as one, and
    forgets the time at which the counter was to end.
    """

    _table: str  # set by Django's own __init__

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        using = router.db_for_write(self.cache_model_class)
        name = self.make_and_validate_key(key, version=version)
        table = connections[using].ops.quote_name(self._table)
        lock = f"SELECT 1 FROM {table} WHERE cache_key = %s FOR UPDATE"  # noqa: S608 - the table's name is a setting
        with transaction.atomic(using=using), connections[using].cursor() as cursor:
            cursor.execute(lock, [name])
            value = self.get(key, version=version)
            if value is None:
                raise ValueError(f"Key {key!r} not found")
            self._store(cursor, table, name, value + delta)
        return int(value + delta)

    def _store(self, cursor: Any, table: str, name: str, value: int) -> None:
        update = f"UPDATE {table} SET value = %s WHERE cache_key = %s"  # noqa: S608 - the table's name is a setting
        pickled = pickle.dumps(value, self.pickle_protocol)
        cursor.execute(update, [base64.b64encode(pickled).decode("latin1"), name])


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


def is_over(scope: str, key: str, limit: Limit) -> bool:
    """Count one more event for this key and say whether it passes the limit."""
    name = _counter(scope, key, limit)
    cache.add(name, 0, timeout=limit.seconds)
    try:
        return bool(cache.incr(name) > limit.count)
    except ValueError:  # the window ended between the two calls
        return False


def is_used_up(scope: str, key: str, limit: Limit) -> bool:
    """Say whether one more event would pass the limit, without counting it."""
    return bool(cache.get(_counter(scope, key, limit), 0) >= limit.count)


def forget(scope: str, key: str, limit: Limit) -> None:
    """Start this key's count again: the person proved to be who she says."""
    cache.delete(_counter(scope, key, limit))


def _counter(scope: str, key: str, limit: Limit) -> str:
    window = int(time.time() // limit.seconds)
    return salted_hmac(f"limits:{scope}:{window}", key).hexdigest()


def is_write_refused(request: HttpRequest, scope: str, browser_key: str) -> bool:
    """Say whether this browser, or its whole address, has written too much lately."""
    browser = Limit.parse(settings.PUBLIC_WRITE_LIMIT)
    address = Limit.parse(settings.PUBLIC_WRITE_ADDRESS_LIMIT)
    over_browser = is_over(f"{scope}:browser", browser_key, browser)
    over_address = is_over(f"{scope}:address", client_address(request), address)
    return over_browser or over_address


def client_address(request: HttpRequest) -> str:
    """Return the address the web server saw; a proxy in front must set REMOTE_ADDR."""
    return str(request.META.get("REMOTE_ADDR", ""))
