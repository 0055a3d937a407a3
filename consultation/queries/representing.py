"""Whether the answers look like the city, read from the last count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from consultation.enums import AccessMode, Profile
from consultation.models import Question
from consultation.queries.following import Category, most_missing
from consultation.queries.results import QuestionResult, Results
from consultation.weighting.raking import interval
from consultation.wording import refusal_message

#: Under this effective size, an interval would be as wide as the question.
LEAST_FOR_INTERVAL = 100


@dataclass(frozen=True)
class Coverage:
    """A margin of the census beside who answered."""

    question: Question
    profile: Profile
    parts: Sequence[Category]
    source: str
    is_illustrative: bool

    @property
    def missing(self) -> list[Category]:
        return most_missing(self.parts)


@dataclass(frozen=True)
class WeightedLine:
    """A choice: its share as answered, and as weighted, with the reach of chance if any."""

    label: str
    share: Decimal | None
    weighted: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def gap(self) -> Decimal | None:
        if self.share is None or self.weighted is None:
            return None
        return self.weighted - self.share


def coverages(results: Results) -> list[Coverage]:
    """Compare who answered with who lives here, margin by margin."""
    census = results.row.weighting.get("census", {})
    return [_coverage(results.questions[code], own) for code, own in census.items()]


def _coverage(result: QuestionResult, own: Mapping[str, Any]) -> Coverage:
    population = own["population"]
    options = [option for option in result.question.options.all() if not option.is_row]
    rows = result.table.rows if result.table else []
    counts = {option.code: count for option, (_label, count) in zip(options, rows, strict=False)}
    base = _base(result, population, counts)
    people = sum(population.values())
    return Coverage(
        question=result.question,
        profile=Profile(result.question.profile),
        parts=[
            Category(
                label=label,
                count=counts.get(option.code),
                share=_percent(counts.get(option.code), base)
                if option.code in population
                else None,
                population=population.get(option.code),
                population_share=_percent(population.get(option.code), people),
            )
            for option, (label, _count) in zip(options, rows, strict=False)
        ],
        source=" ; ".join(own["sources"]),
        is_illustrative=own["is_illustrative"],
    )


def _base(
    result: QuestionResult, population: Mapping[str, int], counts: Mapping[str, int | None]
) -> int:
    """Count who is compared, from published counts alone: a hidden cell stays unknown."""
    return result.answered - sum(
        count or 0 for code, count in counts.items() if code not in population
    )


def weighting_refusal(results: Results) -> str:
    """Say why the answers are not weighed; nothing when they are."""
    refusal = results.row.weighting.get("refusal")
    if refusal is None:
        return ""
    labels = {}
    for name, variable in results.variables.items():
        labels[name, ""] = variable.label
        labels |= {(name, code): label for code, label, _count in variable.choices}
    return refusal_message(refusal, labels)


def weighted_lines(results: Results, code: str, access: str) -> list[WeightedLine]:
    """Put weighted shares beside the others; intervals only where people were chosen.

    Whoever wishes answers an open consultation: no chance drew them, no interval says
    anything of the others. Where letters were sent, chance has its say.
    """
    own = results.row.weighting.get("questions", {}).get(code)
    result = results.questions[code]
    if own is None or result.table is None:
        return []
    has_interval = access == AccessMode.CODES and own["effective"] >= LEAST_FOR_INTERVAL
    lines = []
    for (label, count), weighted in zip(result.table.rows, own["shares"], strict=True):
        reach = (None, None)
        if has_interval and weighted is not None:
            low, high = interval(weighted / 100, own["effective"])
            reach = (_rounded(100 * low), _rounded(100 * high))  # type: ignore[assignment]  # None or figures, both at once
        shown = None if weighted is None or count is None else _rounded(weighted)
        lines.append(WeightedLine(label, _percent(count, result.answered), shown, *reach))
    return lines


def weighted_questions(results: Results) -> list[QuestionResult]:
    """List the questions that were weighed, without those that served to weigh."""
    weighed = results.row.weighting.get("questions", {})
    census = results.row.weighting.get("census", {})
    return [
        result
        for code, result in results.questions.items()
        if code in weighed and code not in census and result.table is not None
    ]


def _percent(part: int | None, whole: int) -> Decimal | None:
    if part is None or not whole:
        return None
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"))


def _rounded(value: float) -> Decimal:
    return Decimal(str(value)).quantize(Decimal("0.1"))
