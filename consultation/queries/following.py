"""What the team follows while people answer: aggregates only, whatever the number of answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import connection
from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from consultation.enums import Channel, Profile
from consultation.models import (
    AssistedSession,
    CensusMargin,
    Consultation,
    Question,
    Response,
    Workshop,
)
from consultation.queries.questionnaire import SectionPage
from perpignan.study.localisation import localised_text

#: Under this part of what the census would give, a category is told to be missing.
MISSING_UNDER = Decimal("0.8")
PROFILES = (Profile.ZONE, Profile.AGE_BAND, Profile.SEX)
PROFILE_SQL = """
    SELECT code, response.answers ->> code, count(*)
    FROM consultation_response response, unnest(%s::text[]) code
    WHERE response.consultation_id = %s AND response.withdrawn_at IS NULL
      AND response.answers ? code
    GROUP BY 1, 2
"""
#: The last section in which each person in progress has saved an answer.
LEAVING_SQL = """
    SELECT section_order, count(*) FROM (
        SELECT draft.id, max(section."order") AS section_order
        FROM consultation_draftresponse draft,
             jsonb_object_keys(draft.answers) answered
             JOIN consultation_question question
               ON question.code = split_part(answered, '.', 1)
             JOIN consultation_section section ON section.id = question.section_id
        WHERE draft.consultation_id = %s AND draft.corrects_id IS NULL
          AND question.questionnaire_id = draft.questionnaire_id
        GROUP BY draft.id
    ) last GROUP BY 1
"""


@dataclass(frozen=True)
class DayCount:
    """How many took part on a day, by one channel."""

    day: date
    channel: str
    count: int


@dataclass(frozen=True)
class Category:
    """A category of people: how many answered (None: hidden), how many live here."""

    label: str
    count: int | None
    share: Decimal | None
    population: int | None = None
    population_share: Decimal | None = None

    @property
    def gap(self) -> Decimal | None:
        """Tell how many points the answers are away from the census."""
        if self.share is None or self.population_share is None:
            return None
        return self.share - self.population_share

    @property
    def is_missing(self) -> bool:
        if self.share is None or not self.population_share:
            return False
        return self.share < self.population_share * MISSING_UNDER


def most_missing(rows: Sequence[Category]) -> list[Category]:
    """List the categories that answer too little, the most missing first."""
    return sorted(
        (row for row in rows if row.is_missing),
        key=lambda row: (row.share or 0) / (row.population_share or 1),
    )


@dataclass(frozen=True)
class ProfileTable:
    """Who answered, beside the census when it was imported."""

    profile: Profile
    question: Question
    rows: Sequence[Category]
    source: str = ""

    @property
    def missing(self) -> list[Category]:
        """List the categories that answer too little, the most missing first."""
        return most_missing(self.rows)


def day_counts(consultation: Consultation) -> list[DayCount]:
    """Count by day and channel; the participants of a workshop count on its day."""
    zone = timezone.get_default_timezone()
    answered = (
        Response.objects.counted()
        .filter(consultation=consultation)
        .annotate(day=TruncDate("submitted_at", tzinfo=zone))
        .values_list("day", "channel")
        .annotate(count=Count("pk"))
        .order_by("day", "channel")
    )
    met = (
        Workshop.objects.filter(consultation=consultation)
        .values_list("held_on")
        .annotate(count=Sum("participant_count"))
        .order_by("held_on")
    )
    found: dict[tuple[date, str], int] = {}
    for day, channel, count in answered:
        found[day, channel] = count
    for day, count in met:
        key = (day, Channel.WORKSHOP.value)
        found[key] = found.get(key, 0) + count
    return [DayCount(day, channel, n) for (day, channel), n in sorted(found.items())]


def profile_tables(consultation: Consultation, pages: Sequence[SectionPage]) -> list[ProfileTable]:
    """Compare who answered with who lives here, in two statements."""
    asked = [q for page in pages for q in page.questions if q.profile in PROFILES]
    counts = _profile_counts(consultation, [question.code for question in asked])
    margins = census_margins(consultation)
    return [
        _profile_table(question, counts.get(question.code, {}), margins.get(question.profile, {}))
        for question in asked
    ]


def _profile_counts(consultation: Consultation, codes: Sequence[str]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    if not codes:
        return found
    with connection.cursor() as cursor:
        cursor.execute(PROFILE_SQL, [list(codes), consultation.pk])
        for code, category, count in cursor.fetchall():
            found.setdefault(code, {})[category] = count
    return found


def census_margins(consultation: Consultation) -> dict[str, dict[str, CensusMargin]]:
    """Read the populations: this consultation's before the common ones, the newest year first."""
    rows = CensusMargin.objects.filter(
        Q(consultation=consultation) | Q(consultation=None), profile__in=PROFILES
    ).order_by("year")
    found: dict[str, dict[str, CensusMargin]] = {}
    for own in (False, True):
        for row in rows:
            if (row.consultation_id is not None) == own:
                found.setdefault(row.profile, {})[row.category] = row
    return found


def _profile_table(
    question: Question, counts: Mapping[str, int], margins: Mapping[str, CensusMargin]
) -> ProfileTable:
    options = list(question.options.all())
    compared = [option for option in options if option.code in margins] or options
    answered = sum(counts.get(option.code, 0) for option in compared)
    people = sum(margins[o.code].population for o in compared if o.code in margins)
    rows = [
        Category(
            label=localised_text(option, "text").text,
            count=counts.get(option.code, 0),
            share=_share(counts.get(option.code, 0), answered) if option in compared else None,
            population=margins[option.code].population if option.code in margins else None,
            population_share=_share(margins[option.code].population, people)
            if option.code in margins
            else None,
        )
        for option in options
    ]
    told = sorted({f"{row.source} ({row.year})" for row in margins.values()})
    return ProfileTable(Profile(question.profile), question, rows, " ; ".join(told))


def _share(part: int, whole: int) -> Decimal | None:
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1")) if whole else None


def leaving_counts(
    consultation: Consultation, pages: Sequence[SectionPage]
) -> list[tuple[str, int | None]]:
    """Count, section by section, the answers in progress that went no further.

    None where so few stopped that they might be known.
    """
    with connection.cursor() as cursor:
        cursor.execute(LEAVING_SQL, [consultation.pk])
        found = dict(cursor.fetchall())
    counted = [
        (localised_text(page.section, "title").text, found.get(page.section.order, 0))
        for page in pages
    ]
    threshold = settings.PUBLICATION_THRESHOLD
    return [(title, n if n >= threshold or n == 0 else None) for title, n in counted]


def marked_count(consultation: Consultation) -> int:
    """Count the responses that bear a mark of suspicion; they are counted all the same."""
    return Response.objects.counted().filter(consultation=consultation).marked().count()


def assisted_places(consultation: Consultation) -> QuerySet[AssistedSession, tuple[str, int]]:
    """Count the answers given beside an agent, place by place."""
    return (
        AssistedSession.objects.filter(consultation=consultation)
        .values_list("place")
        .annotate(total=Sum("response_count"))
        .order_by("-total", "place")
    )
