"""Where the plan stands: progress, lateness, indicators, money. All computed when read."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from actionplan.enums import IndicatorState, RequestState
from actionplan.models import ActionIndicator, ActionSheet, IndicatorMeasure, SheetLever
from actionplan.permissions import Person
from perpignan.study.enums import ActionStatus
from perpignan.study.models import Priority
from perpignan.study.wording import number


@dataclass(frozen=True)
class PriorityProgress:
    """How far the actions of a priority are; the mean gives each the same weight."""

    priority: Priority
    count: int
    done: int
    under_way: int
    late: int
    mean: int


def followed_sheets_for(user: Person) -> QuerySet[ActionSheet]:
    """List the sheets a person may see with what following them needs, and no more."""
    return _followed(ActionSheet.objects.visible_to(user))


def followed_sheets() -> QuerySet[ActionSheet]:
    """List every sheet so: for readers already allowed to see them."""
    return _followed(ActionSheet.objects.all())


def _followed(sheets: QuerySet[ActionSheet]) -> QuerySet[ActionSheet]:
    lines = SheetLever.objects.from_levers().prefetch_related("amounts")
    return (
        sheets.select_related("action__priority")
        .prefetch_related("indicators__measures", Prefetch("levers", queryset=lines))
        .order_by("action__priority__order", "action__code")
    )


def alive(sheets: Iterable[ActionSheet]) -> list[ActionSheet]:
    """Leave discarded actions out of what is followed."""
    return [sheet for sheet in sheets if sheet.action.status != ActionStatus.DISCARDED]


def progress_by_priority(sheets: Iterable[ActionSheet], day: date) -> list[PriorityProgress]:
    groups: dict[Priority, list[ActionSheet]] = {}
    for sheet in alive(sheets):
        groups.setdefault(sheet.action.priority, []).append(sheet)
    return [_progress(priority, group, day) for priority, group in groups.items()]


def _progress(priority: Priority, sheets: Sequence[ActionSheet], day: date) -> PriorityProgress:
    return PriorityProgress(
        priority,
        count=len(sheets),
        done=sum(sheet.progress == 100 for sheet in sheets),
        under_way=sum(bool(s.actual_start and not s.actual_end) for s in sheets),
        late=sum(sheet.is_late_at(day) for sheet in sheets),
        mean=mean_progress(sheets),
    )


def mean_progress(sheets: Sequence[ActionSheet]) -> int:
    return sum(sheet.progress for sheet in sheets) // len(sheets) if sheets else 0


def late_sheets(sheets: Iterable[ActionSheet], day: date) -> list[ActionSheet]:
    """List what should have ended or started, the oldest date first."""
    late = [sheet for sheet in alive(sheets) if sheet.is_late_at(day)]
    return sorted(late, key=lambda sheet: (sheet.planned_end or day, sheet.code))


def _written(value: Decimal | None) -> str:
    return "-" if value is None else number(value)


@dataclass(frozen=True)
class IndicatorLine:
    """An indicator against its target, with its last measure."""

    sheet: ActionSheet
    indicator: ActionIndicator
    measures: Sequence[IndicatorMeasure]

    @property
    def last(self) -> IndicatorMeasure | None:
        return self.indicator.last_of(self.measures)

    @property
    def state(self) -> IndicatorState:
        return self.indicator.state_with(self.last)

    @property
    def baseline_text(self) -> str:
        return _written(self.indicator.baseline)

    @property
    def target_text(self) -> str:
        return _written(self.indicator.target)

    @property
    def last_text(self) -> str:
        return _written(self.last.value if self.last else None)

    @property
    def share_done(self) -> Decimal | None:
        return self.indicator.share_done(self.last)


def indicator_lines(sheets: Iterable[ActionSheet]) -> list[IndicatorLine]:
    """List the indicators of sheets read with their measures."""
    return [
        IndicatorLine(sheet, indicator, list(indicator.measures.all()))
        for sheet in alive(sheets)
        for indicator in sheet.indicators.all()
    ]


@dataclass(frozen=True)
class MoneyLine:
    """Where requests for money stand; amounts are told once they are known."""

    state: RequestState
    requests: int
    amounts: Sequence[tuple[str, Decimal]] = ()


def money_lines(sheets: Iterable[ActionSheet]) -> list[MoneyLine]:
    """Count the requests of sheets read with their levers, state by state."""
    found: dict[RequestState, list[SheetLever]] = {}
    for sheet in alive(sheets):
        for line in sheet.levers.all():
            found.setdefault(RequestState(line.state), []).append(line)
    return [MoneyLine(s, len(found[s]), _amounts(found[s])) for s in RequestState if s in found]


def _amounts(lines: Sequence[SheetLever]) -> list[tuple[str, Decimal]]:
    """Add up the amounts of lines; with and without VAT stay apart."""
    sums: Counter[str] = Counter()
    for line in lines:
        for amount in line.amounts.all():
            sums[amount.vat_basis] += amount.amount
    return sorted((basis, Decimal(amount)) for basis, amount in sums.items())
