"""What the diagnostic knows of actions, gathered from its nouns, one module a noun.

A provider maps actions to their evidence in a constant number of queries; adding one
to PROVIDERS is enough.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping

from diagnostic.evidence.findings import findings_behind
from diagnostic.evidence.indicators import indicators_behind
from diagnostic.evidence.ranking import places_of
from diagnostic.permissions import Person
from perpignan.study.evidence import Evidence, register

PROVIDERS = (indicators_behind, findings_behind, places_of)


def gather(action_ids: Collection[int], user: Person) -> Mapping[int, list[Evidence]]:
    """Gather what each provider knows, in the order of PROVIDERS."""
    found: dict[int, list[Evidence]] = defaultdict(list)
    for provider in PROVIDERS:
        for action, items in provider(action_ids, user).items():
            found[action].extend(items)
    return found


register("diagnostic", gather)
