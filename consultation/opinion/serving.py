"""Which statement to show next: the least voted first, so that all are voted about as much.

Polis draws statements at random with such weights; a plain order is easier to explain, evens out
better, and shows the same page to the same person when she reloads it.
"""

from collections.abc import Collection, Mapping
from hashlib import sha256


def serving_order(counts: Mapping[int, int], voter: str, given: Collection[int] = ()) -> list[int]:
    """Order the statements that a person has not voted on, given the votes each has received.

    `counts`: votes by statement; `voter`: a text of her own, which settles ties; `given`: what
    she has voted on. The same arguments give the same order.
    """
    left = set(counts) - set(given)
    return sorted(left, key=lambda statement: (counts[statement], _rank(voter, statement)))


def _rank(voter: str, statement: int) -> bytes:
    return sha256(f"{voter}:{statement}".encode()).digest()
