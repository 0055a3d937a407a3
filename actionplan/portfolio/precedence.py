"""Circles among needs: actions that need each other."""

from collections.abc import Sequence

from actionplan.portfolio.problem import Action


def needs_in_circle(actions: Sequence[Action]) -> list[list[str]]:
    """List the circles met when following `needs`, each once, by codes."""
    needs = {action.code: action.needs for action in actions}
    state: dict[str, str] = {}
    circles: list[list[str]] = []
    for first in needs:
        if first not in state:
            _walk(first, needs, state, circles)
    return circles


def _walk(
    first: str,
    needs: dict[str, tuple[str, ...]],
    state: dict[str, str],
    circles: list[list[str]],
) -> None:
    """Follow needs depth first, without recursion: a long chain is no reason to crash."""
    path = [first]
    waiting = [iter(needs[first])]
    state[first] = "open"
    while path:
        following = next(waiting[-1], None)
        if following is None:
            state[path.pop()] = "closed"
            waiting.pop()
        elif following not in state:
            state[following] = "open"
            path.append(following)
            waiting.append(iter(needs[following]))
        elif state[following] == "open":
            circles.append(path[path.index(following) :])
