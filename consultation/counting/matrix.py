"""People as a matrix of zeros and ones, and every pair of what they said by one product.

Each person is a row: a first column that is always one, then one for each thing that may be
said. The product of that matrix by itself holds every pair's count, and its first row every
single count. Rows come in chunks: memory does not grow with people.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from perpignan.arrays import Bytes, Ints, Signs, np


@dataclass(frozen=True)
class Variable:
    """What tells people apart: one column of the matrix for each of its codes, in order.

    is_single: nobody is in two of its columns; has_rest: some may be in none of them.
    """

    name: str
    codes: tuple[str, ...]
    first: int
    is_single: bool = True
    has_rest: bool = True

    @property
    def columns(self) -> slice:
        return slice(self.first, self.first + len(self.codes))


def pair_counts(chunks: Iterable[Bytes], width: int) -> Ints:
    """Count every pair of columns: (people, width) zeros and ones -> (width, width)."""
    total = np.zeros((width, width), dtype=np.int64)
    for chunk in chunks:
        said = chunk.astype(np.float32)  # exact: a chunk holds fewer than 2**24 people
        total += np.rint(said.T @ said).astype(np.int64)
    return total


def places(chunk: Bytes, variable: Variable) -> Signs:
    """Tell which code each person said, by position; the rest comes after the last."""
    own = chunk[:, variable.columns]
    if not variable.codes:
        return np.zeros(len(own), dtype=np.int8)
    found = np.where(own.any(axis=1), own.argmax(axis=1), len(variable.codes))
    return found.astype(np.int8)
