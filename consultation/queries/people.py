"""The people who answered as a matrix of zeros and ones, read a few thousand at a time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from consultation.counting.matrix import Variable, pair_counts, places
from consultation.enums import Channel, Profile, QuestionType
from consultation.models import Consultation, Question, Response, ResponseMark
from perpignan.arrays import Bytes, Ints, Signs, np

AT_ONCE = 5_000
#: Pseudo-questions that tell people apart too.
CHANNEL, MARK = "channel", "mark"
UNMARKED, MARKED = "unmarked", "marked"
SINGLE_TYPES = (
    *(QuestionType.SINGLE, QuestionType.SCALE, QuestionType.YES_NO),
    *(QuestionType.ZONE, QuestionType.AGE_BAND),
)
#: Profiles by which results are read, and those that the census knows.
GROUPED_BY = (Profile.ZONE, Profile.AGE_BAND, Profile.SEX, Profile.STATUS, Profile.HELP)


@dataclass(frozen=True)
class People:
    """said: (people, columns) zeros and ones; pairs: (columns, columns) how many said both."""

    variables: Mapping[str, Variable]
    said: Bytes
    pairs: Ints

    @property
    def count(self) -> int:
        return len(self.said)

    def places(self, name: str) -> Signs:
        """Tell which code of a variable each person said, by position; the rest comes last."""
        return places(self.said, self.variables[name])


def variables_of(questions: Sequence[tuple[Question, Sequence[str]]]) -> dict[str, Variable]:
    """Lay out the columns of the matrix; the first, always one, counts everybody."""
    told = [
        (CHANNEL, tuple(Channel.values), True, False),
        (MARK, (UNMARKED, MARKED), True, False),
        *(
            (question.code, tuple(codes), question.type in SINGLE_TYPES, True)
            for question, codes in questions
        ),
    ]
    variables, first = {}, 1
    for name, codes, is_single, has_rest in told:
        variables[name] = Variable(name, codes, first, is_single, has_rest)
        first += len(codes)
    return variables


def read_people(
    consultation: Consultation, variables: Mapping[str, Variable], types: Mapping[str, str]
) -> People:
    """Read every counted response once, and count every pair of what was said.

    `types`: the type of each question; an earlier version's question of the same code and of
    another type is another question.
    """
    width = 1 + sum(len(variable.codes) for variable in variables.values())
    empty = np.zeros((0, width), dtype=np.uint8)
    chunks = [empty, *_chunks(consultation, variables, types, width)]
    return People(variables, np.concatenate(chunks), pair_counts(chunks, width))


def _chunks(
    consultation: Consultation,
    variables: Mapping[str, Variable],
    types: Mapping[str, str],
    width: int,
) -> Iterator[Bytes]:
    lookups = {name: _lookup(variables[name]) for name in types}
    known = _known_codes(consultation, types)
    channels, marks = _lookup(variables[CHANNEL]), variables[MARK].first
    for rows in _batches(consultation):
        chunk = np.zeros((len(rows), width), dtype=np.uint8)
        chunk[:, 0] = 1
        people: list[int] = []
        columns: list[int] = []
        for person, (version, channel, is_marked, answers) in enumerate(rows):
            said = [channels[channel], marks + is_marked]
            allowed = known.get(version, frozenset())
            for code, value in answers.items():
                if code in allowed:
                    said += _said(lookups[code], value)
            people += [person] * len(said)
            columns += said
        chunk[people, columns] = 1
        yield chunk


def _lookup(variable: Variable) -> dict[str, int]:
    return {code: variable.first + place for place, code in enumerate(variable.codes)}


def _said(lookup: Mapping[str, int], value: Any) -> list[int]:
    given = value if isinstance(value, list) else [value]
    return [lookup[item] for item in given if isinstance(item, str) and item in lookup]


def _known_codes(consultation: Consultation, types: Mapping[str, str]) -> dict[int, frozenset[str]]:
    """Tell, for each version of the questionnaire, which codes ask the same question."""
    asked = Question.objects.filter(questionnaire__consultation=consultation, code__in=types)
    found: dict[int, set[str]] = {}
    for version, code, kind in asked.order_by().values_list("questionnaire_id", "code", "type"):
        if types[code] == kind:
            found.setdefault(version, set()).add(code)
    return {version: frozenset(codes) for version, codes in found.items()}


def _batches(consultation: Consultation) -> Iterator[list[Any]]:
    standing = ResponseMark.objects.filter(response=OuterRef("pk"), lifted_at=None)
    rows = (
        Response.objects.counted()
        .filter(consultation=consultation)
        .annotate(is_marked=Exists(standing))
        .order_by()
        .values_list("questionnaire_id", "channel", "is_marked", "answers")
        .iterator(chunk_size=AT_ONCE)
    )
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch
