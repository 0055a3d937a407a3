"""What the consultation knows of an action: the questions that put it to the public."""

from collections import defaultdict
from collections.abc import Collection

from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.models import QuestionAction
from consultation.queries import question_links
from perpignan.study.evidence import Evidence
from perpignan.study.localisation import localised_text
from perpignan.study.permissions import Person


def questions_about(action_ids: Collection[int], user: Person) -> dict[int, list[Evidence]]:
    """Map each action to the questions that test it, in one statement."""
    found: dict[int, list[Evidence]] = defaultdict(list)
    for link in question_links(action_ids, user):
        found[link.action_id].append(_evidence(link))
    return dict(found)


def _evidence(link: QuestionAction) -> Evidence:
    consultation = link.question.questionnaire.consultation
    opens_at, text = consultation.opens_at, localised_text(link.question, "text")
    return Evidence(
        kind="question",
        kind_label=_("Question posée aux habitants"),
        title=text.text,
        language=text.language,
        url=f"{consultation.get_absolute_url()}#{link.question.code}",
        date=timezone.localdate(opens_at) if opens_at else None,
        source_label=localised_text(consultation, "title").text,
        is_illustrative=link.is_illustrative,
    )
