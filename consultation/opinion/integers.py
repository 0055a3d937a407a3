"""Columns of whole numbers, read by blocks: a vote file of millions of lines in a second.

What is not plainly a whole number (a quote, a letter, a leading zero, a blank line, a line of
another length) makes it give up, and the file is read again line by line, which says what is
wrong and where.
"""

from collections.abc import Sequence
from typing import BinaryIO

from perpignan.arrays import Bytes, Ints, np

BLOCK = 8_000_000
QUOTE, MINUS, ZERO, NINE, RETURN, LINE = 34, 45, 48, 57, 13, 10
LONGEST = 18


def read_integers(
    stream: BinaryIO, *, separator: str, width: int, columns: Sequence[int]
) -> list[Ints] | None:
    """Read columns, given by place, of the lines that follow; None when one is not whole."""
    parts: list[list[Ints]] = [[] for _column in columns]
    rest = b""
    while True:
        block = stream.read(BLOCK)
        data, rest = _whole_lines(rest + block, last=not block)
        if data:
            read = _columns(np.frombuffer(data, dtype=np.uint8), ord(separator), width, columns)
            if read is None:
                return None
            for part, numbers in zip(parts, read, strict=True):
                part.append(numbers)
        if not block:
            empty = np.zeros(0, dtype=np.int64)
            return [np.concatenate(part) if part else empty for part in parts]


def _whole_lines(data: bytes, *, last: bool) -> tuple[bytes, bytes]:
    if last:
        return (data + b"\n" if data and not data.endswith(b"\n") else data), b""
    cut = data.rfind(b"\n") + 1
    return data[:cut], data[cut:]


def _columns(data: Bytes, separator: int, width: int, columns: Sequence[int]) -> list[Ints] | None:
    ends = np.flatnonzero((data == separator) | (data == LINE))
    if len(ends) % width or np.any(data == QUOTE):
        return None
    if np.any(data[ends[width - 1 :: width]] != LINE):
        return None
    if np.count_nonzero(data == LINE) != len(ends) // width:
        return None
    starts = np.concatenate([[0], ends[:-1] + 1])
    numbers = []
    for column in columns:
        stop = ends[column::width]
        if column == width - 1:
            stop = stop - (data[stop - 1] == RETURN)
        read = _numbers(data, starts[column::width], stop)
        if read is None:
            return None
        numbers.append(read)
    return numbers


def _numbers(data: Bytes, start: Ints, stop: Ints) -> Ints | None:
    """Read one number between each start and stop."""
    negative = data[np.minimum(start, len(data) - 1)] == MINUS
    start = start + negative
    lengths = stop - start
    if not len(lengths):
        return np.zeros(0, dtype=np.int64)
    if lengths.min() < 1 or lengths.max() > LONGEST:
        return None
    if np.any((data[start] == ZERO) & ((lengths > 1) | negative)):
        return None  # 07 is a name, not a number
    total = np.zeros(len(lengths), dtype=np.int64)
    for place in range(int(lengths.max())):
        digits = data[np.minimum(start + place, len(data) - 1)].astype(np.int64) - ZERO
        inside = place < lengths
        if np.any(inside & ((digits < 0) | (digits > 9))):
            return None
        total = np.where(inside, total * 10 + digits, total)
    return np.where(negative, -total, total)
