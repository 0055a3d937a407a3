"""What other cities' initiatives say for an action."""

from collections import defaultdict
from collections.abc import Collection

from django.utils.translation import gettext as _

from benchmark.queries import links_of_actions
from perpignan.study import evidence
from perpignan.study.evidence import Evidence
from perpignan.study.permissions import Person


def initiatives_for(action_ids: Collection[int], user: Person) -> dict[int, list[Evidence]]:
    """Map each action to the visible initiatives that speak for it, in one query."""
    found: dict[int, list[Evidence]] = defaultdict(list)
    for link in links_of_actions(action_ids, user):
        initiative = link.initiative
        found[link.action_id].append(
            Evidence(
                kind="benchmark",
                kind_label=_("Benchmark"),
                title=f"{initiative.city}, {initiative} : {link.reason}",
                language="fr",
                url=initiative.get_absolute_url(),
                date=initiative.published_on,
                source_label="",
                is_illustrative=link.is_illustrative or initiative.is_illustrative,
            )
        )
    return found


evidence.register("benchmark", initiatives_for)
