"""Reads of the maturity self-assessment: always together, never one by one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from diagnostic.models import MaturityAnswer, MaturityDimension, MaturityRound
from perpignan.study.models import User

#: Answers whose middle half covers this many levels do not describe the same town.
WIDE_SPREAD = 2


@dataclass(frozen=True)
class DimensionResult:
    """What departments said of a dimension; numbers are None under the threshold."""

    dimension: MaturityDimension
    count: int
    median: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def is_shown(self) -> bool:
        return self.median is not None

    @property
    def is_wide(self) -> bool:
        """Say whether departments disagree so much that the median hides it."""
        if self.low is None or self.high is None:
            return False
        return self.high - self.low >= WIDE_SPREAD


@dataclass(frozen=True)
class RoundResult:
    round: MaturityRound
    dimensions: list[DimensionResult] = field(default_factory=list)

    @property
    def shown(self) -> list[DimensionResult]:
        return [item for item in self.dimensions if item.is_shown]

    @property
    def wide(self) -> list[DimensionResult]:
        return [item for item in self.dimensions if item.is_wide]


def rounds() -> QuerySet[MaturityRound]:
    return MaturityRound.objects.all()


def closed_rounds() -> QuerySet[MaturityRound]:
    """List the rounds that are over: only their results are published."""
    return MaturityRound.objects.filter(closes_on__lt=timezone.localdate())


def open_round() -> MaturityRound | None:
    """Return the round that takes answers today."""
    return next((item for item in rounds() if item.is_open), None)


def dimensions_with_levels() -> QuerySet[MaturityDimension]:
    return MaturityDimension.objects.prefetch_related("levels", "sources")


def results_of(chosen: Sequence[MaturityRound]) -> list[RoundResult]:
    """Sum up rounds, two queries for all of them."""
    levels: dict[tuple[int, int], list[int]] = defaultdict(list)
    answers = MaturityAnswer.objects.filter(round__in=chosen)
    for round_id, dimension_id, level in answers.values_list("round", "dimension", "level"):
        levels[round_id, dimension_id].append(level)
    dimensions = list(dimensions_with_levels())
    return [
        RoundResult(item, [sum_up(d, levels[item.pk, d.pk]) for d in dimensions]) for item in chosen
    ]


def sum_up(dimension: MaturityDimension, levels: Sequence[int]) -> DimensionResult:
    """Give the median and the middle half of the answers, or only how many there are."""
    count = len(levels)
    if count < max(2, settings.MATURITY_THRESHOLD):
        return DimensionResult(dimension, count)
    low, _middle, high = quantiles(levels, n=4, method="inclusive")
    return DimensionResult(dimension, count, float(median(levels)), low, high)


def answers_of(user: User, asked: MaturityRound) -> dict[int, MaturityAnswer]:
    """Map each dimension to what this person answered in this round."""
    rows = MaturityAnswer.objects.filter(round=asked, respondent=user)
    return {row.dimension_id: row for row in rows}
