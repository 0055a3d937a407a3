"""Many people at the same moment, each on a connection of her own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connection

Result = TypeVar("Result")


def in_twenty_threads(work: Callable[[int], Result]) -> list[Result]:
    def run(number: int) -> Result:
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        return list(pool.map(run, range(20)))
