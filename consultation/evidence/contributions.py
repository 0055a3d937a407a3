from collections import defaultdict
from collections.abc import Collection

from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.models import ContributionAction
from consultation.queries import contribution_links
from perpignan.study.evidence import Evidence
from perpignan.study.localisation import localised_text
from perpignan.study.permissions import Person

#: An action shows this many citizens' words; the list of contributions has the others.
MOST = 6


def contributions_about(action_ids: Collection[int], user: Person) -> dict[int, list[Evidence]]:
    """Map each action to the published contributions that live on in it, in one statement."""
    found: dict[int, list[Evidence]] = defaultdict(list)
    for link in contribution_links(action_ids, user):
        if len(found[link.action_id]) < MOST:
            found[link.action_id].append(_evidence(link))
    return dict(found)


def _evidence(link: ContributionAction) -> Evidence:
    contribution = link.contribution
    return Evidence(
        kind="contribution",
        kind_label=_("Idée d'habitant"),
        title=contribution.title,
        url=contribution.get_absolute_url(),
        date=timezone.localdate(contribution.submitted_at),
        source_label=localised_text(contribution.consultation, "title").text,
        is_illustrative=contribution.is_illustrative,
        language=contribution.language,
    )
