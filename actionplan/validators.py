"""Rules on plain values, without the database."""

from collections.abc import Collection, Mapping


def find_cycle(needs: Mapping[str, Collection[str]], start: str) -> list[str]:
    """Follow what each action waits for from `start` and return the way back to it.

    The list begins and ends with `start`; it is empty when nothing leads back.
    """
    trail: dict[str, str] = {}
    waiting = [start]
    while waiting:
        current = waiting.pop()
        for needed in needs.get(current, ()):
            if needed == start:
                return _way(trail, start, current)
            if needed not in trail:
                trail[needed] = current
                waiting.append(needed)
    return []


def _way(trail: Mapping[str, str], start: str, last: str) -> list[str]:
    way = [last]
    while way[-1] != start:
        way.append(trail[way[-1]])
    return [*reversed(way), start]


def names_department(named: str, department: str) -> bool:
    """Say whether a department is one of those named, separated by commas."""
    wanted = department.strip().casefold()
    return bool(wanted) and wanted in [name.strip().casefold() for name in named.split(",")]
