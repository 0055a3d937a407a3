"""Read a whole report as of one instant, and still say how far it is.

The chapters are read on a connection of their own, in one transaction that sees the
database as it was at its first query. What is told on the way goes by the usual
connection, or nobody would see it before the end.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections, transaction

#: Runs something outside of the instant: what it writes is seen at once.
Outside = Callable[[Callable[[], None]], None]
ONE_INSTANT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"


@contextmanager
def one_instant() -> Iterator[Outside]:
    """Read everything inside as of one instant; nothing can be written there.

    Inside a transaction of the caller, her transaction is the instant.
    """
    usual = connections[DEFAULT_DB_ALIAS]
    if usual.in_atomic_block:
        yield lambda tell: tell()
        return
    frozen = usual.copy()

    def outside(tell: Callable[[], None]) -> None:
        connections[DEFAULT_DB_ALIAS] = usual
        try:
            tell()
        finally:
            connections[DEFAULT_DB_ALIAS] = frozen

    connections[DEFAULT_DB_ALIAS] = frozen
    try:
        with transaction.atomic():
            with frozen.cursor() as cursor:
                cursor.execute(ONE_INSTANT)
            yield outside
    finally:
        connections[DEFAULT_DB_ALIAS] = usual
        frozen.close()
