"""What the action plan tells of an action: the retained solution that it carries out."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from actionplan import queries
from actionplan.permissions import Person
from perpignan.study.evidence import Evidence, register


def provide(action_ids: Collection[int], user: Person) -> Mapping[int, list[Evidence]]:
    found: dict[int, list[Evidence]] = defaultdict(list)
    for action_id, solution in queries.solution_evidence(action_ids, user):
        found[action_id].append(
            Evidence(
                kind="solution",
                kind_label=_("Solution retenue"),
                title=solution.title,
                url=solution.get_absolute_url(),
                date=solution.decided_on,
                is_illustrative=solution.is_illustrative,
            )
        )
    return found


register("actionplan", provide)
