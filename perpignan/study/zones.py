"""What happens in each part of the heart of town: each phase brings a layer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from perpignan.study.permissions import Person


@dataclass(frozen=True)
class Point:
    """A thing in its place, as the map component shows it."""

    label: str
    url: str
    lat: float
    lon: float
    text: str = ""
    language: str = ""


@dataclass(frozen=True)
class Layer:
    """A kind of thing counted by zone, and placed where its place is known.

    What is for the whole heart of town is counted under None. `address` starts the address
    of the list of these things; the code of a zone ends it.
    """

    code: str
    label: str | Promise
    order: int
    counts: Callable[[Person], Mapping[Any, int]]
    points: Callable[[Person], Sequence[Point]] = lambda user: ()
    address: Callable[[Person], str] = lambda user: ""


_layers: dict[str, Layer] = {}


def register(layer: Layer) -> None:
    """Let a phase bring a layer. Raise ValueError if its code is taken."""
    if layer.code in _layers:
        raise ValueError(f"{layer.code} is already a layer.")
    _layers[layer.code] = layer


def layers() -> list[Layer]:
    return sorted(_layers.values(), key=lambda layer: layer.order)
