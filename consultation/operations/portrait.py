"""A described crowd: invented people who have leanings, words and habits of their own.

A portrait says who the people of a demonstration are: a few leanings on statements and
choices, texts made of pieces, one letter sent by many. Everything comes from it and from
a seed; nothing from anyone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from consultation.enums import Channel, Opinion, QuestionType
from consultation.operations.illustration import Person
from consultation.validators.rules import QuestionRule

#: Agree, pass, disagree: what each sign of a leaning makes likely.
OPINIONS = (Opinion.AGREE.value, Opinion.PASS.value, Opinion.DISAGREE.value)
LIKELY = {"+": (80, 8, 12), "-": (10, 9, 81), "0": (40, 22, 38)}
FIRMLY = {"+": 0, "-": 2, "0": 1}
LEFT_OUT, SECOND_SUBJECT, AN_END, UNSAID, SPANISH = 0.07, 0.12, 0.55, 0.03, 0.05


@dataclass(frozen=True)
class Leaning:
    """A way of seeing things that people share: weights by question, a sign a statement."""

    share: float
    ages: Sequence[float]
    opinions: str
    subjects: Mapping[str, float]
    weights: Mapping[str, Sequence[float]]


@dataclass(frozen=True)
class Pieces:
    """What texts on one subject are made of: how they begin, what they ask, how they end."""

    subject: str
    begin: Sequence[str]
    middle: Sequence[str]
    end: Sequence[str]


@dataclass(frozen=True)
class Campaign:
    """One letter sent by many within minutes, with the same opinions."""

    share: float
    day: int
    minutes: int
    channel: str
    answers: Mapping[str, Any]
    question: str
    texts: Sequence[str]


@dataclass(frozen=True)
class Portrait:
    """Everything that is said of an invented crowd."""

    leanings: Sequence[Leaning]
    weights: Mapping[str, Sequence[float]]
    texts: Mapping[tuple[str, str], Sequence[Pieces]]
    alone: Mapping[str, str] = field(default_factory=dict)
    unsaid_age: str = ""
    by_channel: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    places: Sequence[str] = ()
    starts: Sequence[str] = ("",)
    once: Sequence[tuple[str, str]] = ()
    campaign: Campaign | None = None


class Crowd:
    """The people of a portrait, one after the other; texts are dealt so that few are alike."""

    def __init__(self, portrait: Portrait, chance: Random) -> None:
        self.portrait, self.chance = portrait, chance
        self.count = 0
        self._decks: dict[int, Iterator[tuple[str, str]]] = {}

    def next(self) -> "Portrayed":
        self.count += 1
        return Portrayed(self, self.chance)

    def written_once(self, question: str) -> str | None:
        """Deal the texts written once to the tenth person, the twentieth..."""
        place, is_turn = divmod(self.count, 10)
        if is_turn == 0 and 0 < place <= len(self.portrait.once):
            code, text = self.portrait.once[place - 1]
            return text if code == question else None
        return None

    def deal(self, pieces: Pieces) -> tuple[str, str]:
        """Take the next beginning and request: a pair comes back once all were dealt."""
        key = id(pieces)
        if (dealt := next(self._decks.get(key, iter(())), None)) is None:
            pairs = [(one, other) for one in pieces.begin for other in pieces.middle]
            self.chance.shuffle(pairs)
            self._decks[key] = iter(pairs)
            dealt = next(self._decks[key])
        return dealt


class Portrayed(Person):
    """Somebody of a crowd: a leaning first, and an age, a channel, words that go with it."""

    def __init__(self, crowd: Crowd, chance: Random) -> None:
        self.crowd, self.chance = crowd, chance
        self.portrait = crowd.portrait
        shares = [leaning.share for leaning in self.portrait.leanings]
        self.kind = chance.choices(self.portrait.leanings, shares)[0]
        bands = range(len(self.kind.ages))
        self.band = chance.choices(bands, self.kind.ages)[0]
        self.age = (self.band + chance.random()) / len(self.kind.ages)
        self.leaning = 1
        self.campaign = self._campaign()
        self.way = Channel(self.campaign.channel) if self.campaign else super().channel()
        self.tongue = "fr" if self.campaign else super().language()

    def _campaign(self) -> Campaign | None:
        campaign = self.portrait.campaign
        is_part = campaign is not None and self.chance.random() * 100 < campaign.share
        return campaign if is_part else None

    def channel(self) -> Channel:
        return self.way

    def language(self) -> str:
        return self.tongue

    def moment(self, first: datetime, seconds: float) -> datetime:
        """Answer when anyone does, or on the evening of the campaign if it has come."""
        if self.campaign:
            evening = first + timedelta(days=self.campaign.day, hours=20)
            sent = evening + timedelta(minutes=self.chance.random() * self.campaign.minutes)
            if sent <= first + timedelta(seconds=seconds):
                return sent
        return super().moment(first, seconds)

    def prefers(self, rule: QuestionRule) -> Sequence[float]:
        weights = self.kind.weights.get(rule.code) or self.portrait.weights.get(rule.code)
        return weights if weights else [1.0] * len(rule.option_codes)

    def alone(self, rule: QuestionRule) -> str | None:
        return self.portrait.alone.get(rule.code)

    def skips(self, rule: QuestionRule) -> bool:
        if self.campaign and rule.code in (*self.campaign.answers, self.campaign.question):
            return False
        return not self.crowd.written_once(rule.code) and super().skips(rule)

    def says(self, rule: QuestionRule) -> Any:
        if rule.code in self.portrait.by_channel:
            return self.portrait.by_channel[rule.code].get(self.way.value)
        if self.campaign and rule.code in self.campaign.answers:
            return self._as_agreed(rule, self.campaign.answers[rule.code])
        said = SAYINGS.get(QuestionType(rule.type))
        return super().says(rule) if said is None else said(self, rule)

    def _as_agreed(self, rule: QuestionRule, agreed: Any) -> Any:
        if rule.type != QuestionType.STATEMENTS:
            return agreed
        signs = zip(rule.option_codes, agreed, strict=False)
        return {code: OPINIONS[FIRMLY[sign]] for code, sign in signs}

    def age_band(self, rule: QuestionRule) -> str | None:
        if self.portrait.unsaid_age and self.chance.random() < UNSAID:
            return self.portrait.unsaid_age
        codes = rule.option_codes
        return codes[min(self.band, len(codes) - 1)] if codes else None

    def zone(self, rule: QuestionRule) -> str | None:
        return self.choose(rule) if rule.option_codes else None

    def statements(self, rule: QuestionRule) -> dict[str, str] | None:
        signs = self.kind.opinions.ljust(len(rule.option_codes), "0")
        return {
            code: self.chance.choices(OPINIONS, LIKELY[sign])[0]
            for code, sign in zip(rule.option_codes, signs, strict=False)
            if self.chance.random() >= LEFT_OUT
        } or None

    def text(self, rule: QuestionRule) -> str | None:
        if once := self.crowd.written_once(rule.code):
            return once
        if self.campaign and rule.code == self.campaign.question:
            return self.chance.choice(self.campaign.texts)
        known = self.portrait.texts.get((rule.code, self._writes(rule.code)))
        return self._composed(known)[: rule.max_length or None] if known else None

    def _writes(self, question: str) -> str:
        """Tell the language a person writes in: some speak one that the site does not."""
        is_spanish = self.chance.random() < SPANISH
        spoken = "es" if is_spanish and self.tongue == "fr" else self.tongue
        return spoken if (question, spoken) in self.portrait.texts else "fr"

    def _composed(self, known: Sequence[Pieces]) -> str:
        weights = [self.kind.subjects.get(pieces.subject, 1) for pieces in known]
        pieces = self.chance.choices(known, weights)[0]
        begin, middle = self.crowd.deal(pieces)
        start = self.chance.choice(self.portrait.starts) if begin[:1].islower() else ""
        begin = begin if start else begin[:1].upper() + begin[1:]
        parts = [start + begin, middle]
        if self.chance.random() < SECOND_SUBJECT:
            parts.append(self.crowd.deal(self.chance.choices(known, weights)[0])[1])
        if self.chance.random() < AN_END:
            parts.append(self.chance.choice(pieces.end))
        place = self.chance.choice(self.portrait.places) if self.portrait.places else ""
        return " ".join(parts).replace("{place}", place)

    def place(self, rule: QuestionRule) -> dict[str, str] | None:
        places = self.portrait.places
        if not places:
            return None
        name = self.chance.choice(places)
        return {"place": name[:1].upper() + name[1:]}


SAYINGS = {
    QuestionType.AGE_BAND: Portrayed.age_band,
    QuestionType.ZONE: Portrayed.zone,
    QuestionType.STATEMENTS: Portrayed.statements,
    QuestionType.TEXT: Portrayed.text,
    QuestionType.MAP_POINT: Portrayed.place,
}
