"""The chain of evidence: from any noun, everything that is tied to it, step by step.

Each phase registers its nouns (what a person may see of them) and its links, two
columns of a table. Walking asks each link and each noun once a step: the count of
statements depends on the kinds that are met, never on the rows.
"""

from perpignan.study.chain.drawing import Box, Curve, Drawing, draw
from perpignan.study.chain.linked import told_of
from perpignan.study.chain.registry import (
    Link,
    Noun,
    address_of,
    links,
    noun_called,
    nouns,
    register_link,
    register_noun,
)
from perpignan.study.chain.walking import Chain, Group, Node, Step, Tie, walk

__all__ = [
    "Box",
    "Chain",
    "Curve",
    "Drawing",
    "Group",
    "Link",
    "Node",
    "Noun",
    "Step",
    "Tie",
    "address_of",
    "draw",
    "links",
    "noun_called",
    "nouns",
    "register_link",
    "register_noun",
    "told_of",
    "walk",
]
