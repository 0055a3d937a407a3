"""What the bodies decided of an action."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from perpignan.governance.queries import decision_evidence
from perpignan.study.evidence import Evidence, register
from perpignan.study.permissions import Person


def provide(action_ids: Collection[int], user: Person) -> Mapping[int, list[Evidence]]:
    found: dict[int, list[Evidence]] = defaultdict(list)
    if not user.is_authenticated:
        return found  # decisions are for those who take part in the study
    for action_id, decision in decision_evidence(action_ids, user):
        found[action_id].append(
            Evidence(
                kind="decision",
                kind_label=_("Décision"),
                title=str(decision),
                url=decision.get_absolute_url(),
                date=decision.decided_on,
                source_label=str(decision.body),
                is_illustrative=decision.is_illustrative,
            )
        )
    return found


register("governance", provide)
