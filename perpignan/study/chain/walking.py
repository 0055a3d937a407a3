"""Walk from a noun to what is tied to it, through what this person may see only."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from perpignan.study.chain.registry import Noun, links, nouns
from perpignan.study.permissions import Person
from perpignan.study.telling import Told

#: A step shows at most this many of each kind.
MOST = 30
Key = tuple[str, Any]
#: The neighbours of a step: their ties, by kind and primary key.
Met = dict[str, dict[Any, list["Tie"]]]


@dataclass(frozen=True)
class Tie:
    """From which node one comes to another, and why."""

    source: "Node"
    sentence: str = ""


@dataclass(frozen=True, eq=False)
class Node:
    """A thing of the chain, with the ties through which it was met."""

    noun: Noun
    key: Key
    told: Told
    address: str
    ties: list[Tie] = field(default_factory=list)


@dataclass(frozen=True)
class Group:
    """The nodes of one kind that a step met."""

    noun: Noun
    nodes: list[Node]
    has_more: bool


@dataclass(frozen=True)
class Step:
    groups: list[Group]

    @property
    def nodes(self) -> Iterator[Node]:
        return (node for group in self.groups for node in group.nodes)


@dataclass(frozen=True)
class Chain:
    """A start and the steps from it."""

    start: Node
    steps: list[Step]


def walk(noun: Noun, record: Model, user: Person, *, steps: int = 2) -> Chain:
    """Walk from a record that this person may see."""
    start = _node(noun, record)
    seen, frontier, done = {start.key}, [start], []
    for _rank in range(steps):
        step = _step(frontier, seen, user)
        frontier = list(step.nodes)
        seen.update(node.key for node in frontier)
        done.append(step)
    return Chain(start, done)


def _node(noun: Noun, record: Model) -> Node:
    return Node(noun, (noun.kind, record.pk), noun.tell(record), noun.address(record))


def _step(frontier: Iterable[Node], seen: set[Key], user: Person) -> Step:
    """Meet the neighbours of these nodes; what is not to be seen is not walked through."""
    near: dict[Key, Node] = {node.key: node for node in frontier}
    met = _pairs(near, seen, user)
    groups = []
    for kind, noun in nouns().items():
        if kind not in met:
            continue
        records = list(noun.rows(user).filter(pk__in=met[kind])[: MOST + 1])
        nodes = [_node(noun, record) for record in records[:MOST]]
        for node in nodes:
            node.ties.extend(met[kind][node.key[1]])
        if nodes:
            groups.append(Group(noun, nodes, len(records) > MOST))
    return Step(groups)


def _pairs(
    near: Mapping[Key, Node], seen: set[Key], user: Person
) -> dict[str, dict[Any, list[Tie]]]:
    """Read each link once, from each of its sides that is among these nodes."""
    by_kind: dict[str, list[Any]] = defaultdict(list)
    for kind, pk in near:
        by_kind[kind].append(pk)
    met: Met = defaultdict(lambda: defaultdict(list))
    for link in links():
        for kind, keys in by_kind.items():
            for near_key, far_key, other in link.from_side(kind):
                columns = [near_key, far_key, *([link.sentence] if link.sentence else [])]
                rows = link.rows(user).filter(**{f"{near_key}__in": keys}).order_by()
                for here, there, *said in rows.values_list(*columns).distinct():
                    if there is not None and (other, there) not in seen:
                        tie = Tie(near[kind, here], said[0] if said else "")
                        met[other][there].append(tie)
    return met
