"""Invented answers to the study's consultation: the crowd of `seed/people.yaml`."""

from collections.abc import Callable, Mapping
from functools import cache
from random import Random
from typing import Any

import yaml
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from consultation.models import Consultation, Response
from consultation.operations import illustrate_responses
from consultation.operations.illustration import Person
from consultation.operations.portrait import Campaign, Crowd, Leaning, Pieces, Portrait
from consultation.queue import refresh_pages
from consultation.seeds.consultation import FOLDER, SLUG
from perpignan.study import seeding

FILE = FOLDER / "people.yaml"
#: After the questionnaire, and before what reads the answers.
ORDER = 320


@cache
def portrait() -> Portrait:
    """Read the crowd of the demonstration."""
    content = yaml.load(FILE.read_text(encoding="utf-8"), Loader=seeding.StrictLoader)  # noqa: S506 - a child of the safe loader
    common, texts = content["common"], content["texts"]
    return Portrait(
        leanings=[_leaning(entry) for entry in content["people"]],
        texts={
            (question, language): [
                Pieces(entry["subject"], entry["begin"], entry["middle"], entry["end"])
                for entry in texts
                if (entry["question"], entry["language"]) == (question, language)
            ]
            for question, language in {(entry["question"], entry["language"]) for entry in texts}
        },
        once=[(entry["question"], entry["text"]) for entry in content["once"]],
        campaign=Campaign(**content["campaign"]),
        **common,
    )


def _leaning(entry: Mapping[str, Any]) -> Leaning:
    return Leaning(**{name: value for name, value in entry.items() if name != "code"})


def people(chance: Random) -> Callable[[], Person]:
    return Crowd(portrait(), chance).next


def illustrate() -> int:
    """Invent the answers of the demonstration once, if people can have answered already."""
    consultation = Consultation.objects.filter(slug=SLUG).first()
    count = settings.ILLUSTRATIVE_ANSWERS
    if consultation is None or not consultation.is_illustrative or not count:
        return 0
    has_begun = consultation.opens_at is not None and consultation.opens_at < timezone.now()
    if not has_begun or consultation.responses.exists():
        return 0
    # Their pages are full from the first visit, not a minute later.
    transaction.on_commit(lambda: refresh_pages(consultation.pk), robust=True)
    return illustrate_responses(consultation=consultation, count=count, people=people)


seeding.register_step(seeding.SeedStep(Response, illustrate, ORDER))
