"""Invented answers, for a demonstration: plausible together, never taken for real ones.

People differ by age and by leaning, and what they say hangs together: the old answer
on paper more often, a leaning tilts every opinion the same way, some leave questions.
The same seed invents the same people.
"""

import json
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.enums import Channel, Opinion, QuestionType, RevisionKind, YesNo
from consultation.models import Consultation, Questionnaire, Response
from consultation.models.keys import receipt_code, receipt_hash, token_key
from consultation.queries import current_questionnaire, plan_of
from consultation.validators.conditions import only_asked
from consultation.validators.rules import Plan, QuestionRule

BATCH = 5_000
#: How often a person leaves a question, by the effort it asks.
SKIPS = {QuestionType.TEXT: 0.75, QuestionType.SHORT_TEXT: 0.6, QuestionType.MAP_POINT: 0.55}
SKIP = 0.06
CHANNELS = (Channel.WEB, Channel.PAPER, Channel.ASSISTED, Channel.WORKSHOP)
#: Weights of the channels for the youngest and for the oldest.
YOUNG, OLD = (88, 4, 3, 5), (38, 38, 19, 5)
WORDS = (
    "Plus d'ombre et de bancs sur le chemin du marché.",
    "Des commerces ouverts le soir, surtout l'été.",
    "Il faut un seul endroit pour signaler un problème.",
    "Le centre est beau mais on y circule mal.",
    "Je viendrais plus souvent avec un stationnement simple.",
    "Aider ceux qui n'ont pas Internet avant tout.",
)
PLACES = ("Place de la Loge", "Place de la République", "Rue de l'Ange", "Place Cassanyes")


NUMBERS_SQL = """
    SELECT nextval(pg_get_serial_sequence('consultation_response', 'id'))
    FROM generate_series(1, %s)
"""
RESPONSE_COLUMNS = (
    *("consultation_id", "questionnaire_id", "respondent_key", "idempotency_key"),
    *("receipt_hash", "channel", "language", "submitted_at"),
)
RESPONSES_SQL = (
    f"COPY consultation_response (id, {', '.join(RESPONSE_COLUMNS)}, answers) FROM STDIN"
)
LOG_SQL = """
    COPY consultation_answerrevision (response_id, kind, answers, made_at) FROM STDIN
"""


class Person:
    """Somebody invented: an age from 0 to 1, a leaning, and the chance that makes the rest."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.age = chance.random()
        self.leaning = 1 if chance.random() < 0.35 + 0.4 * self.age else -1

    def channel(self) -> Channel:
        weights = [young + (old - young) * self.age for young, old in zip(YOUNG, OLD, strict=True)]
        return self.chance.choices(CHANNELS, weights)[0]

    def language(self) -> str:
        return self.chance.choices(("fr", "ca", "en"), (93, 5, 2))[0]

    def moment(self, first: datetime, seconds: float) -> datetime:
        """Choose when to answer: more people do at the beginning."""
        return first + timedelta(seconds=seconds * self.chance.random() ** 1.6)

    def skips(self, rule: QuestionRule) -> bool:
        return self.chance.random() < SKIPS.get(QuestionType(rule.type), SKIP)

    def says(self, rule: QuestionRule) -> Any:
        return INVENTORS.get(QuestionType(rule.type), _nothing)(self, rule)

    def prefers(self, rule: QuestionRule) -> Sequence[float]:
        """Weigh options in order: the leaning puts weight on the first or on the last ones."""
        count = len(rule.option_codes)
        middle = (count - 1) / 2 or 1
        return [
            max(0.15, 1 + self.leaning * 0.8 * (middle - place) / middle) for place in range(count)
        ]

    def alone(self, rule: QuestionRule) -> str | None:
        """Name the option that goes with no other, if there is one."""
        return None

    def choose(self, rule: QuestionRule) -> str:
        bounds = list(accumulate(self.prefers(rule)))
        return self.chance.choices(rule.option_codes, cum_weights=bounds)[0]

    def order(self, rule: QuestionRule) -> list[str]:
        """Put options in the order of this person's liking."""
        keys = {
            code: self.chance.random() ** (1 / max(weight, 0.01))
            for code, weight in zip(rule.option_codes, self.prefers(rule), strict=False)
        }
        return sorted(keys, key=lambda code: -keys[code])


def illustrate_responses(
    *,
    consultation: Consultation,
    count: int,
    seed: int = 2020,
    people: Callable[[Random], Callable[[], Person]] | None = None,
) -> int:
    """Invent responses for an illustrative consultation; return how many were stored.

    `people` gives who answers next; without it, people who only have a leaning.
    """
    questionnaire = current_questionnaire(consultation)
    if not consultation.is_illustrative:
        raise ValidationError(_("On n'invente de réponses que pour une consultation illustrative."))
    if questionnaire is None:
        raise ValidationError(_("Cette consultation n'a pas de questionnaire."))
    chance, plan = Random(seed), plan_of(questionnaire.pk)  # noqa: S311 - people, not secrets
    somebody = people(chance) if people else lambda: Person(chance)
    made = 0
    while made < count:
        size = min(BATCH, count - made)
        _store(list(_invented(consultation, questionnaire, plan, somebody, size)))
        made += size
    return made


@transaction.atomic
def _store(responses: list[Response]) -> None:
    """Write the responses and their logs by COPY: Postgres reads them as they come."""
    with connection.cursor() as cursor:
        cursor.execute(NUMBERS_SQL, [len(responses)])
        numbers = [row[0] for row in cursor.fetchall()]
        documents = [json.dumps(item.answers, ensure_ascii=False) for item in responses]
        with cursor.copy(RESPONSES_SQL) as stream:
            for number, item, document in zip(numbers, responses, documents, strict=True):
                stream.write_row(
                    (
                        number,
                        *(getattr(item, name) for name in RESPONSE_COLUMNS),
                        document,
                    )
                )
        with cursor.copy(LOG_SQL) as stream:
            for number, item, document in zip(numbers, responses, documents, strict=True):
                stream.write_row(
                    (number, RevisionKind.SUBMITTED.value, document, item.submitted_at)
                )


def _invented(
    consultation: Consultation,
    questionnaire: Questionnaire,
    plan: Plan,
    somebody: Callable[[], Person],
    count: int,
) -> Iterator[Response]:
    first, seconds = _span(consultation)
    for _number in range(count):
        person, token = somebody(), secrets.token_urlsafe(24)
        key = token_key(consultation.pk, token)
        yield Response(
            consultation=consultation,
            questionnaire=questionnaire,
            respondent_key=key,
            idempotency_key=key,
            receipt_hash=receipt_hash(receipt_code(consultation.pk, token)),
            channel=person.channel().value,
            language=person.language(),
            answers=answers_of(person, plan),
            submitted_at=person.moment(first, seconds),
        )


def _span(consultation: Consultation) -> tuple[datetime, float]:
    """Give the time over which people answer."""
    now = timezone.now()
    first = consultation.opens_at or now - timedelta(days=21)
    last = min(consultation.closes_at or now, now)
    return first, max(60.0, (last - first).total_seconds())


def answers_of(person: Person, plan: Plan) -> dict[str, Any]:
    """Invent what a person answers, to the questions that her answers call for."""
    given = {}
    for code, rule in plan.questions.items():
        if not person.skips(rule):
            value = person.says(rule)
            if value is not None:
                given[code] = value
    return only_asked(plan, given)


def _nothing(person: Person, rule: QuestionRule) -> None:
    """A file cannot be invented."""


def _single(person: Person, rule: QuestionRule) -> str | None:
    return person.choose(rule) if rule.option_codes else None


def _age_band(person: Person, rule: QuestionRule) -> str | None:
    """Name the band of the person's age: options go from the youngest to the oldest."""
    codes = rule.option_codes
    return codes[min(int(person.age * len(codes)), len(codes) - 1)] if codes else None


def _zone(person: Person, rule: QuestionRule) -> str | None:
    return person.chance.choice(rule.option_codes) if rule.option_codes else None


def _yes_no(person: Person, rule: QuestionRule) -> str:
    is_for = person.chance.random() < 0.55 + 0.25 * person.leaning
    return YesNo.YES.value if is_for else YesNo.NO.value


def _multi(person: Person, rule: QuestionRule) -> list[str] | None:
    codes = rule.option_codes
    most = min(rule.max_choices or len(codes), len(codes))
    least = min(rule.min_choices or 1, most)
    if not codes:
        return None
    order, alone = person.order(rule), person.alone(rule)
    if alone is not None and order[0] == alone:
        return [alone]
    chosen = [code for code in order if code != alone][: person.chance.randint(least, most)]
    return [code for code in codes if code in chosen]


def _rank(person: Person, rule: QuestionRule) -> list[str] | None:
    order = person.order(rule)
    return order[: person.chance.randint(min(3, len(order)), len(order))] or None


def _points(person: Person, rule: QuestionRule) -> dict[str, int] | None:
    shares: dict[str, int] = dict.fromkeys(rule.option_codes, 0)
    for code in person.chance.choices(rule.option_codes, person.prefers(rule), k=rule.points or 0):
        shares[code] += 1
    return {code: share for code, share in shares.items() if share} or None


def _matrix(person: Person, rule: QuestionRule) -> dict[str, str] | None:
    return {row: person.choose(rule) for row in rule.row_codes} or None


def _statements(person: Person, rule: QuestionRule) -> dict[str, str] | None:
    opinions = (Opinion.AGREE.value, Opinion.PASS.value, Opinion.DISAGREE.value)
    return {
        code: person.chance.choices(
            opinions, (1.2 + side * person.leaning * 0.7, 0.4, 1 - side * person.leaning * 0.7)
        )[0]
        for code, side in zip(rule.option_codes, _sides(len(rule.option_codes)), strict=True)
    } or None


def _sides(count: int) -> list[int]:
    return [1 if place % 2 else -1 for place in range(count)]


def _number(person: Person, rule: QuestionRule) -> int:
    least = int(rule.minimum or 0)
    most = int(rule.maximum) if rule.maximum is not None else least + 20
    return person.chance.randint(least, max(least, most))


def _date(person: Person, rule: QuestionRule) -> str:
    day = timezone.localdate() - timedelta(days=person.chance.randint(0, 700))
    return day.isoformat()


def _text(person: Person, rule: QuestionRule) -> str:
    return person.chance.choice(WORDS)[: rule.max_length or None]


def _map_point(person: Person, rule: QuestionRule) -> dict[str, str]:
    return {"place": person.chance.choice(PLACES)}


INVENTORS: Mapping[QuestionType, Callable[[Person, QuestionRule], Any]] = {
    QuestionType.SINGLE: _single,
    QuestionType.SCALE: _single,
    QuestionType.YES_NO: _yes_no,
    QuestionType.MULTI: _multi,
    QuestionType.RANK: _rank,
    QuestionType.POINTS: _points,
    QuestionType.MATRIX: _matrix,
    QuestionType.STATEMENTS: _statements,
    QuestionType.NUMBER: _number,
    QuestionType.DATE: _date,
    QuestionType.TEXT: _text,
    QuestionType.SHORT_TEXT: _text,
    QuestionType.MAP_POINT: _map_point,
    QuestionType.ZONE: _zone,
    QuestionType.AGE_BAND: _age_band,
}
