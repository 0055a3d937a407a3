"""Batches of paper sheets, what was typed of them, and what differs between two entries."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from consultation.models import (
    Batch,
    Condition,
    Consultation,
    Questionnaire,
    SecondEntry,
    Sheet,
)
from perpignan.study.permissions import Person


@dataclass(frozen=True)
class PaperConditions:
    """On what each question and each section depends."""

    by_question: Mapping[int, Sequence[Condition]]
    by_section: Mapping[int, Sequence[Condition]]


@dataclass(frozen=True)
class EntryQuality:
    """How often two agents read the same sheet otherwise."""

    compared: int
    differing: int

    @property
    def error_rate(self) -> Decimal | None:
        """Give the share of questions read otherwise, in percent; None before any comparison."""
        if not self.compared:
            return None
        return (Decimal(100 * self.differing) / self.compared).quantize(Decimal("0.1"))


def conditions_of(questionnaire: Questionnaire) -> PaperConditions:
    """Read the conditions of a whole questionnaire, in two statements."""
    by_question: dict[int, list[Condition]] = defaultdict(list)
    by_section: dict[int, list[Condition]] = defaultdict(list)
    rows = Condition.objects.filter(depends_on__questionnaire=questionnaire)
    for row in rows.select_related("depends_on").prefetch_related("depends_on__options"):
        if row.question_id is not None:
            by_question[row.question_id].append(row)
        elif row.section_id is not None:
            by_section[row.section_id].append(row)
    return PaperConditions(by_question, by_section)


def batches_of(consultation: Consultation, user: Person) -> QuerySet[Batch]:
    """List the batches with how far each is typed, typed twice, and settled."""
    if not user.has_perm("consultation.view_batch"):
        return Batch.objects.none()
    return (
        Batch.objects.filter(consultation=consultation)
        .select_related("consultation", "collected_by")
        .annotate(
            typed_count=_sheets_counted(Sheet.objects.all()),
            second_count=_sheets_counted(Sheet.objects.filter(second_entry__isnull=False)),
            open_count=_sheets_counted(
                Sheet.objects.filter(second_entry__in=SecondEntry.objects.open())
            ),
        )
        .order_by("rank")
    )


def _sheets_counted(sheets: QuerySet[Sheet]) -> Coalesce:
    counted = sheets.filter(batch=OuterRef("pk")).order_by().values("batch")
    return Coalesce(Subquery(counted.annotate(n=Count("pk")).values("n")), 0)


def next_number(batch: Batch, *, after: int = 0) -> int | None:
    """Tell the next sheet of a batch that is not typed yet; None once all are."""
    typed = set(batch.sheets.values_list("number", flat=True))
    left = [number for number in batch.numbers if number not in typed]
    return next((number for number in left if number > after), left[0] if left else None)


def second_entries_to_make(batch: Batch, user: Person) -> QuerySet[Sheet]:
    """List the sampled sheets that this agent may type again: those she did not type."""
    return (
        batch.sheets.filter(number__in=batch.sampled_numbers, second_entry=None)
        .exclude(entered_by_id=user.pk)
        .order_by("number")
    )


def entries_to_settle(batch: Batch) -> QuerySet[SecondEntry]:
    return (
        SecondEntry.objects.open()
        .filter(sheet__batch=batch)
        .select_related("sheet__batch", "sheet__response__questionnaire")
        .order_by("sheet__number")
    )


def entry_quality(batch: Batch) -> EntryQuality:
    """Add up what second entries found; it stays known once they are settled."""
    entries = SecondEntry.objects.filter(sheet__batch=batch)
    found = entries.aggregate(
        compared=Coalesce(Sum("compared_count"), 0),
        differing=Coalesce(Sum("differing__len", output_field=IntegerField()), 0),
    )
    return EntryQuality(found["compared"], found["differing"])


def batches_to_type() -> QuerySet[Batch]:
    """List the batches of which sheets wait to be typed, with how many were."""
    counted = Batch.objects.select_related("consultation").annotate(
        typed_count=_sheets_counted(Sheet.objects.all())
    )
    return counted.filter(typed_count__lt=F("expected_count")).order_by("collected_on", "rank")


def second_entry_counts(user: Person) -> list[tuple[Batch, int]]:
    """Count by batch the sampled sheets that this agent may type again."""
    sheets = Sheet.objects.filter(second_entry=None).exclude(batch__sampled_numbers=[])
    found: Counter[Batch] = Counter()
    for sheet in sheets.exclude(entered_by_id=user.pk).select_related("batch__consultation"):
        if sheet.number in sheet.batch.sampled_numbers:
            found[sheet.batch] += 1
    return sorted(found.items(), key=lambda pair: pair[0].rank)
