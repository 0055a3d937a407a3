"""The themes of citizens' words that live on in an action, by the City's own answer."""

from collections import defaultdict
from collections.abc import Collection

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultation.models import FollowUpAction
from consultation.queries import theme_links
from perpignan.study.evidence import Evidence
from perpignan.study.localisation import localised_text
from perpignan.study.permissions import Person
from perpignan.study.wording import number


def themes_about(action_ids: Collection[int], user: Person) -> dict[int, list[Evidence]]:
    """Map each action to the validated themes that live on in it, in one statement."""
    found: dict[int, list[Evidence]] = defaultdict(list)
    for link in theme_links(action_ids, user):
        found[link.action_id].append(_evidence(link, link.size))  # type: ignore[attr-defined]  # annotated
    return dict(found)


def _evidence(link: FollowUpAction, size: int) -> Evidence:
    theme, decided = link.follow_up.theme, timezone.localdate(link.follow_up.decided_at)
    told = ngettext("%(n)s texte", "%(n)s textes", size) % {"n": number(size)}
    title = localised_text(theme.consultation, "title").text
    return Evidence(
        kind="theme",
        kind_label=_("Paroles d'habitants"),
        title=theme.name,
        language="fr",
        url=theme.get_absolute_url(),
        date=decided,
        source_label=f"{told}, {title}",
        is_illustrative=link.is_illustrative,
    )
