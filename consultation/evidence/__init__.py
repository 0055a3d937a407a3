"""What the consultation knows of an action: the questions that test it, citizens' words."""

from collections import defaultdict
from collections.abc import Collection

from consultation.evidence.contributions import contributions_about
from consultation.evidence.questions import questions_about
from consultation.evidence.themes import themes_about
from perpignan.study.evidence import Evidence, register
from perpignan.study.permissions import Person

PROVIDERS = (questions_about, contributions_about, themes_about)


def gather(actions: Collection[int], user: Person) -> dict[int, list[Evidence]]:
    """Put together what each noun says, one statement a noun."""
    found: dict[int, list[Evidence]] = defaultdict(list)
    for provider in PROVIDERS:
        for key, items in provider(actions, user).items():
            found[key].extend(items)
    return found


register("consultation", gather)

__all__ = ["PROVIDERS", "contributions_about", "gather", "questions_about", "themes_about"]
