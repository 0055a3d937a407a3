"""Things that a text names by their place in the chain, as far as a person may see them."""

from collections import defaultdict
from collections.abc import Iterable

from perpignan.study.chain.registry import noun_called
from perpignan.study.permissions import Person
from perpignan.study.telling import Told

#: The name of a noun in addresses, and the code of the thing.
Reference = tuple[str, str]


def told_of(references: Iterable[Reference], user: Person) -> dict[Reference, Told]:
    """Map references to what they name, in one statement a noun; the rest is left out."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for slug, code in references:
        if code:
            wanted[slug].add(code)
    found: dict[Reference, Told] = {}
    for slug, codes in wanted.items():
        noun = noun_called(slug)
        if noun is None:
            continue
        known = codes if noun.lookup != "pk" else {code for code in codes if code.isdigit()}
        for row in noun.rows(user).filter(**{f"{noun.lookup}__in": known}):
            found[slug, str(getattr(row, noun.lookup))] = noun.tell(row)
    return found
