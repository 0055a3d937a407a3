"""The catalogue of levers: found, dated, planned for, and what they gave before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Aggregate, Count, DecimalField, F, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from actionplan.enums import RequestState
from actionplan.models import FundingTerms, LeverDeadline, PastGrant, SheetLever
from actionplan.permissions import Person
from perpignan.study.enums import Confidence
from perpignan.study.models import FundingLever
from perpignan.study.queries import levers_with_sources

#: The department of the study, whose past grants are shown first.
DEPARTMENT = "66"
#: How the codes of levers read from other catalogues begin: see operations/aid_imports.py.
IMPORTED_PREFIX = "at-"
SEARCHED = ("name", "body", "detail", "eligible_base", "rate_text", "beneficiaries")


def find_levers(asked: Mapping[str, Any]) -> QuerySet[FundingLever]:
    """List the levers that answer a search and filters, all of them optional."""
    levers = levers_with_sources()
    for word in str(asked.get("q") or "").split()[:8]:
        found = Q()
        for name in SEARCHED:
            found |= Q(**{f"{name}__unaccent__icontains": word})
        levers = levers.filter(found)
    for name in ("kind", "destination"):
        if asked.get(name):
            levers = levers.filter(**{name: asked[name]})
    for name in ("priorities", "axes"):
        if asked.get(name):
            levers = levers.filter(**{name: asked[name]})
    if asked.get("open_on"):
        levers = levers.open_at(asked["open_on"]).exclude(confidence=Confidence.TO_VERIFY)  # type: ignore[attr-defined]  # our own queryset
    if asked.get("deadline"):
        levers = levers.filter(pk__in=_due_by(asked["deadline"]))
    return levers.order_by("confidence", "name", "pk").distinct()


def own_levers() -> QuerySet[FundingLever]:
    """List the levers of the study, without the hundreds of aids read from other catalogues."""
    levers = levers_with_sources().exclude(code__startswith=IMPORTED_PREFIX)
    return levers.prefetch_related("excludes")


def _due_by(day: date) -> QuerySet[Any]:
    known = FundingLever.objects.exclude(confidence=Confidence.TO_VERIFY)
    return known.filter(Q(closes_on__lte=day) | Q(deadlines__on__lte=day)).values("pk")


@dataclass(frozen=True)
class Deadline:
    """The last day to ask a lever: an end of call, or the end of the lever itself."""

    lever: FundingLever
    on: date
    label: str
    is_illustrative: bool = False

    @property
    def uid(self) -> str:
        """Name the event for calendars, always the same."""
        return f"{self.lever.code}-{self.on.isoformat()}@perpignan-coeur-de-ville"


def deadlines() -> list[Deadline]:
    """List every deadline known for sure, the first one first."""
    known = FundingLever.objects.exclude(confidence=Confidence.TO_VERIFY)
    found = {
        (lever.pk, lever.closes_on): Deadline(lever, lever.closes_on, _("Clôture du levier"))
        for lever in known.filter(closes_on__isnull=False)
        if lever.closes_on
    }
    rows = LeverDeadline.objects.filter(lever__in=known).select_related("lever")
    for row in rows:
        found[row.lever_id, row.on] = Deadline(row.lever, row.on, row.label, row.is_illustrative)
    return sorted(found.values(), key=lambda item: (item.on, item.lever.name))


@dataclass(frozen=True)
class Stage:
    """A thing to do before a file is sent, and between which days."""

    label: str
    start: date
    end: date


def plan_backward(deadline: date, terms: FundingTerms) -> list[Stage]:
    """Count back from a deadline: the file, the council's resolution, the quotes, the studies."""
    council = deadline - timedelta(weeks=terms.council_weeks)
    quotes = council - timedelta(weeks=terms.quote_weeks)
    studies = quotes - timedelta(weeks=terms.study_weeks)
    return [
        Stage(_("Études et avant-projet"), studies, quotes),
        Stage(_("Devis et plan de financement"), quotes, council),
        Stage(_("Délibération du conseil municipal, puis dossier"), council, deadline),
    ]


@dataclass(frozen=True)
class Preparation:
    """What a request still to be sent asks of the team, counted back from its deadline."""

    line: SheetLever
    deadline: Deadline
    stages: list[Stage]

    def is_late_at(self, day: date) -> bool:
        return self.stages[0].start < day


def preparations(lines: Iterable[SheetLever], day: date) -> list[Preparation]:
    """Plan the requests not yet sent whose lever has a deadline to come."""
    coming: dict[int, Deadline] = {}
    for deadline in deadlines():
        if deadline.on >= day:
            coming.setdefault(deadline.lever.pk, deadline)
    found = []
    for line in lines:
        due = coming.get(line.lever_id) if line.lever_id else None
        if due is not None and line.state == RequestState.CONSIDERED and not line.requested_on:
            terms = getattr(line.sheet, "funding_terms", None) or FundingTerms()
            found.append(Preparation(line, due, plan_backward(due.on, terms)))
    return sorted(found, key=lambda item: item.stages[0].start)


def requests_of(lever: FundingLever, user: Person) -> QuerySet[SheetLever]:
    """List the actions, that a person may see, which count on a lever."""
    lines = SheetLever.objects.visible_to(user).filter(lever=lever)
    lines = lines.select_related("sheet__action__priority", "lever")
    return lines.prefetch_related("amounts").order_by("sheet__action__code", "pk")


class Median(Aggregate):
    """The middle value: Postgres computes it, Django does not name it."""

    name = "median"
    template = "percentile_cont(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DecimalField()


@dataclass(frozen=True)
class PastRow:
    """What a kind of project obtained: how many, how much, at which rate in the middle."""

    category: str
    count: int
    amount: Decimal
    median_amount: Decimal
    median_rate: Decimal


def past_grants(program: str) -> list[PastRow]:
    """Add up the past grants of a program by category, the most frequent first."""
    rows = (
        PastGrant.objects.filter(program=program, total_cost__gt=0)
        .order_by()
        .values("category")
        .annotate(
            count=Count("pk"),
            total=Sum("amount"),
            middle=Median("amount"),
            share=Median(F("amount") * 100 / F("total_cost")),
        )
    )
    found = [
        PastRow(
            row["category"],
            row["count"],
            row["total"],
            Decimal(row["middle"]).quantize(Decimal(1)),
            Decimal(row["share"]).quantize(Decimal("0.1")),
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: -row.count)


def past_grants_nearby(program: str) -> QuerySet[PastGrant]:
    return PastGrant.objects.filter(program=program, department=DEPARTMENT)


def past_totals() -> dict[str, Decimal]:
    """Add up the past grants by program."""
    rows = PastGrant.objects.order_by().values("program").annotate(total=Sum("amount"))
    return {row["program"]: row["total"] for row in rows}
