"""Limits on public writes that do not lock out a shared address.

A town hall or a library sends forty people through one IP address: the narrow limit
is per browser (a signed form token or a session), the address only has a wide one.
The counters live in the cache under a keyed hash that changes every day, so no
address is stored beside an answer or can be read back.
"""

import time
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


@dataclass(frozen=True)
class Limit:
    """At most `count` events in a window of `seconds`."""

    count: int
    seconds: int

    @classmethod
    def parse(cls, text: str) -> "Limit":
        """Read `10/600`: ten events in ten minutes. Raise ValueError on anything else."""
        count, _, seconds = text.partition("/")
        return cls(int(count), int(seconds))


def is_over(scope: str, key: str, limit: Limit) -> bool:
    """Count one more event for this key and say whether it passes the limit."""
    window = int(time.time() // limit.seconds)
    name = salted_hmac(f"limits:{scope}:{window}", key).hexdigest()
    cache.add(name, 0, timeout=limit.seconds)
    try:
        return cache.incr(name) > limit.count
    except ValueError:  # the window ended between the two calls
        return False


def is_write_refused(request: HttpRequest, scope: str, browser_key: str) -> bool:
    """Say whether this browser, or its whole address, has written too much lately."""
    browser = Limit.parse(settings.PUBLIC_WRITE_LIMIT)
    address = Limit.parse(settings.PUBLIC_WRITE_ADDRESS_LIMIT)
    over_browser = is_over(f"{scope}:browser", browser_key, browser)
    over_address = is_over(f"{scope}:address", client_address(request), address)
    return over_browser or over_address


def client_address(request: HttpRequest) -> str:
    """Return the address the web server saw; a proxy in front must set REMOTE_ADDR."""
    return request.META.get("REMOTE_ADDR", "")
