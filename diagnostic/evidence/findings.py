"""The findings that an action answers."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from diagnostic.enums import Box
from diagnostic.models import FindingAction
from diagnostic.permissions import Person
from diagnostic.queries import finding_evidence
from perpignan.study.evidence import Evidence
from perpignan.study.localisation import localised_text


def findings_behind(action_ids: Collection[int], user: Person) -> Mapping[int, list[Evidence]]:
    """Map each action to the active findings that it answers, the heaviest first."""
    found: dict[int, list[Evidence]] = defaultdict(list)
    for link in finding_evidence(action_ids, user):
        found[link.action_id].append(_evidence(link))
    return found


def _evidence(link: FindingAction) -> Evidence:
    finding = link.finding
    statement = localised_text(finding, "statement")
    place = {"box": Box(finding.box).label, "axis": localised_text(finding.axis, "name").text}
    return Evidence(
        kind="finding",
        kind_label=_("Constat"),
        title=statement.text,
        language=statement.language,
        url=finding.get_absolute_url(),
        source_label=_("%(box)s, axe %(axis)s") % place,
        is_illustrative=finding.is_illustrative or link.is_illustrative,
    )
