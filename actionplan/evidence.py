"""What the action plan tells of an action: what it carries out, what it serves."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from actionplan import queries
from actionplan.permissions import Person
from perpignan.study.evidence import Evidence, register
from perpignan.study.localisation import localised_text


def provide(action_ids: Collection[int], user: Person) -> Mapping[int, list[Evidence]]:
    found: dict[int, list[Evidence]] = defaultdict(list)
    for action_id, solution in queries.solution_evidence(action_ids, user):
        found[action_id].append(
            Evidence(
                kind="solution",
                kind_label=_("Solution retenue"),
                title=solution.title,
                language="fr",
                url=solution.get_absolute_url(),
                date=solution.decided_on,
                is_illustrative=solution.is_illustrative,
            )
        )
    for action_id, orientation in queries.orientation_evidence(action_ids, user):
        name = localised_text(orientation, "name")
        found[action_id].append(
            Evidence(
                kind="orientation",
                kind_label=_("Orientation de la stratégie"),
                title=name.text,
                language=name.language,
                url=f"{reverse('actionplan:strategy')}#{orientation.code}",
                is_illustrative=orientation.is_illustrative,
            )
        )
    return found


register("actionplan", provide)
