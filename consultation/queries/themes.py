"""Themes of the free texts as pages, API and reports read them: sizes, shares, words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from consultation.enums import Profile, QuestionType, SpokenStatus, ThemeStatus
from consultation.models import (
    Consultation,
    Contribution,
    FollowUpAction,
    FreeText,
    Question,
    Response,
    TextAnalysis,
    TextTheme,
    ThemeText,
)
from consultation.queries.counting import publishable
from consultation.queries.questionnaire import current_questionnaire
from perpignan.study.localisation import localised_text
from perpignan.study.models import Action
from perpignan.study.permissions import Person

TEXT_TYPES = (QuestionType.TEXT, QuestionType.SHORT_TEXT)
SHARED_BY = (Profile.ZONE, Profile.AGE_BAND)
#: Quotes shown beside a theme; its own page has all its words.
QUOTES = 3
#: What is said of a membership only counts while its text is there.
PRESENT = Q(memberships__text__response__isnull=False) & Q(
    memberships__text__response__withdrawn_at=None
) | Q(memberships__text__contribution__status=SpokenStatus.PUBLISHED)
SHARES_SQL = """
    SELECT member.theme_id, profile, response.answers ->> profile, count(*)
    FROM unnest(%s::text[]) profile
    CROSS JOIN consultation_themetext member
    JOIN consultation_freetext own ON own.id = member.text_id
    JOIN consultation_response response ON response.id = own.response_id
    WHERE member.theme_id = ANY(%s) AND response.withdrawn_at IS NULL
    GROUP BY 1, 2, 3
"""
TOTALS_SQL = """
    SELECT own.question_code, profile, response.answers ->> profile, count(*)
    FROM unnest(%s::text[]) profile
    CROSS JOIN consultation_freetext own
    JOIN consultation_response response ON response.id = own.response_id
    WHERE own.consultation_id = %s AND response.withdrawn_at IS NULL
    GROUP BY 1, 2, 3
"""


@dataclass(frozen=True)
class TextSource:
    """What holds free texts: a question, or the contributions under an empty code."""

    code: str
    label: str


@dataclass(frozen=True)
class Share:
    """How many texts of a theme come from a category; None where too few do to be told."""

    label: str
    count: int | None
    percent: Decimal | None


@dataclass(frozen=True)
class ShareTable:
    profile: Profile
    rows: Sequence[Share]

    @property
    def says_something(self) -> bool:
        return any(row.count is not None for row in self.rows)


@dataclass(frozen=True)
class ThemeSheet:
    """A theme with all that is read of it; `quotes` may be read by everyone."""

    theme: TextTheme
    size: int
    percent: Decimal | None
    tables: Sequence[ShareTable] = field(default_factory=list)
    quotes: Sequence[FreeText] = field(default_factory=list)


@dataclass(frozen=True)
class SourceSheet:
    """The themes of one question, with the reading that they come from."""

    source: TextSource
    text_count: int
    analysis: TextAnalysis | None
    themes: Sequence[ThemeSheet]

    @property
    def first(self) -> ThemeSheet | None:
        return max(self.themes, key=lambda sheet: sheet.size, default=None)


def text_sources(consultation: Consultation) -> list[TextSource]:
    """List what can be read for themes: each question in words, then the contributions."""
    questionnaire = current_questionnaire(consultation)
    found = []
    if questionnaire is not None:
        asked = questionnaire.questions.filter(type__in=TEXT_TYPES).order_by(
            "section__order", "order"
        )
        found = [TextSource(item.code, localised_text(item, "text").text) for item in asked]
    if consultation.accepts_contributions:
        found.append(TextSource("", _("Les idées des habitants")))
    return found


def texts_of(consultation: Consultation, code: str) -> list[tuple[str, int, str]]:
    """List the texts to read, as (field, key of the row that holds it, text), in their order."""
    if not code:
        ideas = Contribution.objects.filter(consultation=consultation).published().order_by("pk")
        return [
            ("contribution", key, f"{title}. {text}")
            for key, title, text in ideas.values_list("pk", "title", "text")
        ]
    given = (
        Response.objects.counted()
        .filter(consultation=consultation, answers__has_key=code)
        .order_by("pk")
        .values_list("pk", f"answers__{code}")
    )
    return [("response", key, text) for key, text in given if isinstance(text, str) and text]


def source_sheets(consultation: Consultation, user: Person) -> list[SourceSheet]:
    """Gather the themes that a person may see, question by question, in constant statements."""
    sources = text_sources(consultation)
    themes = list(_themes(consultation, user))
    totals = text_totals(consultation)
    tables = _share_tables(consultation, themes)
    analyses = _last_analyses(consultation)
    return [
        SourceSheet(
            source,
            totals.get(source.code, 0),
            analyses.get(source.code),
            [
                _sheet(theme, totals.get(source.code, 0), tables)
                for theme in themes
                if theme.question_code == source.code
            ],
        )
        for source in sources
        if any(theme.question_code == source.code for theme in themes)
    ]


def theme_sheet(theme: TextTheme) -> ThemeSheet:
    """Gather what is read of one theme, already visible to who asks."""
    consultation = theme.consultation
    [found] = _with_words(TextTheme.objects.filter(pk=theme.pk))
    total = text_totals(consultation).get(theme.question_code, 0)
    return _sheet(found, total, _share_tables(consultation, [found]))


def _themes(consultation: Consultation, user: Person) -> QuerySet[TextTheme]:
    return _with_words(TextTheme.objects.visible_to(user).filter(consultation=consultation))


def _with_words(themes: QuerySet[TextTheme]) -> QuerySet[TextTheme]:
    quotes = (
        ThemeText.objects.filter(text__in=FreeText.objects.quotable())
        .select_related("text__response", "text__contribution__consultation")
        .order_by("text__copies", "-share", "text")[:QUOTES]
    )
    return (
        themes.select_related("consultation")
        .annotate(size=Count("memberships", filter=PRESENT))
        .prefetch_related(Prefetch("memberships", quotes, to_attr="shown_quotes"))
        .order_by("question_code", "order", "-size", "pk")
    )


def _sheet(theme: Any, total: int, tables: Mapping[int, list[ShareTable]]) -> ThemeSheet:
    quotes = [row.text for row in theme.shown_quotes if row.text.words]
    return ThemeSheet(
        theme, theme.size, percent_of(theme.size, total), tables.get(theme.pk, []), quotes
    )


def percent_of(part: int, whole: int) -> Decimal | None:
    return (Decimal(100 * part) / whole).quantize(Decimal(1)) if whole else None


def text_totals(consultation: Consultation) -> dict[str, int]:
    """Count the texts read for each question that are still there."""
    rows = (
        FreeText.objects.present()
        .filter(consultation=consultation)
        .order_by()
        .values_list("question_code")
        .annotate(count=Count("pk"))
    )
    return dict(rows)


def _last_analyses(consultation: Consultation) -> dict[str, TextAnalysis]:
    """Find the last finished reading of each question."""
    found = TextAnalysis.objects.filter(consultation=consultation, status="done").order_by("pk")
    return {analysis.question_code: analysis for analysis in found}


def _share_tables(consultation: Consultation, themes: Sequence[Any]) -> dict[int, list[ShareTable]]:
    """Count each theme by zone and age band, in two statements whatever their number."""
    asked = _profile_questions(consultation)
    codes = [question.code for question in asked]
    if not codes or not themes:
        return {}
    counts = _grouped(SHARES_SQL, codes, [theme.pk for theme in themes])
    totals = _grouped(TOTALS_SQL, codes, consultation.pk)
    return {
        theme.pk: [
            _share_table(
                question,
                counts.get((theme.pk, question.code), {}),
                totals.get((theme.question_code, question.code), {}),
            )
            for question in asked
        ]
        for theme in themes
        if theme.question_code
    }


def _grouped(sql: str, codes: list[str], of: Any) -> dict[tuple[Any, str], dict[str, int]]:
    found: dict[tuple[Any, str], dict[str, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(sql, [codes, of])
        for key, code, category, count in cursor.fetchall():
            found.setdefault((key, code), {})[category] = count
    return found


def _profile_questions(consultation: Consultation) -> list[Question]:
    questionnaire = current_questionnaire(consultation)
    if questionnaire is None:
        return []
    asked = questionnaire.questions.filter(profile__in=SHARED_BY).order_by("order")
    return list(asked.prefetch_related("options"))


def _share_table(
    question: Question, counts: Mapping[Any, int], totals: Mapping[Any, int]
) -> ShareTable:
    """Tell each category, hidden where small; who did not say hers covers the total."""
    options = list(question.options.all())
    known = [counts.get(option.code, 0) for option in options]
    unsaid = sum(counts.values()) - sum(known)
    cells = publishable([*known, unsaid] if unsaid else known)[: len(known)]
    rows = [
        Share(
            localised_text(option, "text").text,
            cell,
            None if cell is None else percent_of(cell, totals.get(option.code, 0)),
        )
        for option, cell in zip(options, cells, strict=True)
    ]
    return ShareTable(Profile(question.profile), rows)


def words_of(theme: TextTheme, *, everything: bool = False) -> QuerySet[ThemeText]:
    """List the words of a theme, the clearest first: those of everyone, or all for the team."""
    texts = FreeText.objects.present() if everything else FreeText.objects.quotable()
    return (
        ThemeText.objects.filter(theme=theme, text__in=texts)
        .select_related("text__response", "text__contribution__consultation")
        .order_by("-share", "text")
    )


def texts_to_read(consultation: Consultation) -> QuerySet[FreeText]:
    """List the answers' texts that nobody has read yet, the validated themes' first."""
    validated = Count("memberships", filter=Q(memberships__theme__status=ThemeStatus.VALIDATED))
    return (
        FreeText.objects.to_read()
        .filter(consultation=consultation)
        .select_related("response", "contribution")
        .annotate(validated=validated)
        .order_by("-validated", "pk")
    )


def analyses_of(consultation: Consultation) -> QuerySet[TextAnalysis]:
    return consultation.text_analyses.select_related("by").order_by("-pk")


def theme_links(action_ids: Any, user: Person) -> QuerySet[FollowUpAction]:
    """List the validated themes that live on in these actions, with how many texts each has."""
    seen = TextTheme.objects.visible_to(user).validated()
    return (
        FollowUpAction.objects.filter(
            action_id__in=action_ids,
            action__in=Action.objects.visible_to(user),
            follow_up__theme__in=seen,
        )
        .select_related("follow_up__theme__consultation")
        .annotate(
            size=Count(
                "follow_up__theme__memberships",
                filter=Q(follow_up__theme__memberships__text__in=FreeText.objects.present()),
            )
        )
        .order_by("action_id", "-size", "follow_up")
    )
