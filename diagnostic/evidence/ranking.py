"""Where the last frozen session puts an action."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from diagnostic.permissions import Person
from diagnostic.queries import latest_frozen_session
from diagnostic.ranking.session import Result
from diagnostic.wording import rank_sentence
from perpignan.study.evidence import Evidence
from perpignan.study.models import Action


def places_of(action_ids: Collection[int], user: Person) -> Mapping[int, list[Evidence]]:
    """Map each action to its place, in two queries whatever their number."""
    session = latest_frozen_session()
    if session is None or session.snapshot is None:
        return {}
    result = Result.from_data(session.snapshot["results"])
    rows = {row.code: row for row in result.rows}
    visible = Action.objects.visible_to(user).filter(pk__in=action_ids, code__in=rows)
    return {
        pk: [
            Evidence(
                kind="ranking",
                kind_label=_("Hiérarchisation"),
                title=rank_sentence(rows[code], len(rows)),
                url=session.get_absolute_url(),
                date=session.held_on,
                source_label=session.title,
                is_illustrative=session.is_illustrative,
            )
        ]
        for pk, code in visible.values_list("pk", "code")
    }
