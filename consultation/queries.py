"""Reads of the consultation that several doors share."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby
from typing import Any

from django.conf import settings
from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection
from django.db.models import Count, F, Prefetch, Q, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.enums import Channel, ConsultationStatus, QuestionType
from consultation.models import (
    Consultation,
    DraftResponse,
    Question,
    QuestionAction,
    Questionnaire,
    Response,
    Section,
)
from consultation.models.keys import normalised_code, receipt_hashes, token_key
from consultation.validators import QuestionRule
from perpignan.study.localisation import localised_text
from perpignan.study.models import Action
from perpignan.study.permissions import Person

DRAFT_DAYS = 7
ENDING_SOON_DAYS = 7
#: A reasonable time to take part, from opening to closing.
REASONABLE_DAYS = 15
#: Seconds that a question takes an unhurried reader, by type.
SECONDS = {
    QuestionType.RANK: 40,
    QuestionType.POINTS: 40,
    QuestionType.TEXT: 60,
    QuestionType.MAP_POINT: 45,
}
SECONDS_OF_A_CHOICE = 15


@dataclass(frozen=True)
class SectionPage:
    """One page of the questionnaire: a section and its questions, options loaded."""

    section: Section
    questions: Sequence[Question]


@dataclass(frozen=True)
class ResponseCounts:
    """How many responses count, in all and by channel."""

    by_channel: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.by_channel.values())

    @property
    def published_by_channel(self) -> list[tuple[str, int]]:
        """Tell the counts by channel, unless one of them is too small to be published."""
        cells = [(str(Channel(code).label), n) for code, n in self.by_channel.items()]
        if any(count < settings.PUBLICATION_THRESHOLD for _label, count in cells):
            return []
        return sorted(cells, key=lambda cell: -cell[1])


@dataclass(frozen=True)
class AnswerTable:
    """How many chose each option, None where too few did to be published."""

    question: Question
    answered: int
    rows: Sequence[tuple[str, int | None]]


def visible_consultations(user: Person) -> QuerySet[Consultation]:
    return Consultation.objects.visible_to(user)


def public_consultations() -> QuerySet[Consultation]:
    return Consultation.objects.public()


def open_consultations() -> QuerySet[Consultation]:
    """List what can be answered now, what closes first first."""
    return Consultation.objects.open_at(timezone.now()).order_by("closes_at")


def ending_soon_count() -> int:
    soon = timezone.now() + timedelta(days=ENDING_SOON_DAYS)
    return open_consultations().filter(closes_at__lte=soon).count()


def ended_count() -> int:
    """Count the consultations that their dates have ended and the team has not closed."""
    opened = Consultation.objects.filter(status=ConsultationStatus.OPEN)
    return opened.filter(closes_at__lte=timezone.now()).count()


def drafts_count() -> int:
    return Consultation.objects.filter(status=ConsultationStatus.DRAFT).count()


def consultation_to_show(consultations: Sequence[Consultation]) -> Consultation | None:
    """Choose what the first page speaks of: what is open, else what comes, else the last."""
    now = timezone.now()

    def rank(consultation: Consultation) -> int:
        order = ["open", "announced"]
        state = consultation.state_at(now).value
        return order.index(state) if state in order else len(order)

    return min(consultations, key=rank, default=None)


def questionnaires_current_first() -> QuerySet[Questionnaire]:
    """List questionnaires so that the one in force of each consultation comes first."""
    return Questionnaire.objects.order_by(F("frozen_at").desc(nulls_last=True), "-version")


def current_questionnaire(consultation: Consultation) -> Questionnaire | None:
    """Return the version in force, or the one being prepared before any was frozen."""
    return questionnaires_current_first().filter(consultation=consultation).first()


def questions_in_order() -> QuerySet[Question]:
    return (
        Question.objects.select_related("section__priority")
        .prefetch_related("options")
        .order_by("section__order", "section__code", "order", "code")
    )


def pages_of(questionnaire: Questionnaire | None) -> list[SectionPage]:
    """Read a whole questionnaire, page by page, in two statements."""
    if questionnaire is None:
        return []
    questions = questions_in_order().filter(questionnaire=questionnaire)
    groups = groupby(questions, key=lambda question: question.section)
    return [SectionPage(section, list(items)) for section, items in groups]


def rules_of(questionnaire_id: int) -> dict[str, QuestionRule]:
    """Map the code of each question to what its answer must respect, in one statement."""
    codes = ArrayAgg(
        "options__code",
        filter=Q(options__isnull=False),
        order_by=("options__order", "options__code"),
        default=Value([]),
    )
    columns = ("code", "type", "max_choices", "points", "max_length")
    questions = Question.objects.filter(questionnaire_id=questionnaire_id).order_by()
    rows = questions.annotate(option_codes=codes).values(*columns, "option_codes")
    return {
        row["code"]: QuestionRule(**{**row, "option_codes": tuple(row["option_codes"])})
        for row in rows
    }


def answering_minutes(pages: Sequence[SectionPage]) -> int:
    """Estimate how long the questionnaire takes, counting each type of question honestly."""
    questions = [question for page in pages for question in page.questions]
    seconds = [SECONDS.get(QuestionType(q.type), SECONDS_OF_A_CHOICE) for q in questions]
    return max(1, -(-sum(seconds) // 60))


def missing_for_opening(consultation: Consultation) -> list[str]:
    """Name what lacks before the public may answer (CRPA, article L131-1)."""
    needed = [
        (_("l'objet de la consultation"), consultation.purpose),
        (_("le cadre juridique"), consultation.legal_frame),
        (_("les dates d'ouverture et de fin"), consultation.opens_at and consultation.closes_at),
        (_("un délai raisonnable, quinze jours au moins"), _lasts_long_enough(consultation)),
        (_("les modalités : comment participer"), consultation.how_to_take_part),
        (
            _("les informations utiles, en texte ou par une adresse"),
            consultation.information or consultation.information_url,
        ),
        (_("ce que deviennent les réponses"), consultation.use_of_answers),
        (_("la mention sur les données personnelles"), consultation.privacy_notice),
        (_("un contact"), consultation.contact),
        (_("un questionnaire avec une question au moins"), _has_question(consultation)),
    ]
    return [name for name, value in needed if not value]


def _lasts_long_enough(consultation: Consultation) -> bool:
    if not (consultation.opens_at and consultation.closes_at):
        return False
    lasting = consultation.closes_at - consultation.opens_at
    return lasting > timedelta(days=REASONABLE_DAYS - 1)


def _has_question(consultation: Consultation) -> bool:
    questionnaire = current_questionnaire(consultation)
    return questionnaire is not None and questionnaire.questions.exists()


def response_counts(consultation_ids: Collection[int]) -> dict[int, ResponseCounts]:
    """Count responses: the page, the admin, the API and the reports all ask this function."""
    rows = (
        Response.objects.counted()
        .filter(consultation_id__in=consultation_ids)
        .values("consultation_id", "channel")
        .annotate(count=Count("pk"))
        .order_by()
    )
    channels: dict[int, dict[str, int]] = {key: {} for key in consultation_ids}
    for row in rows:
        channels[row["consultation_id"]][row["channel"]] = row["count"]
    return {key: ResponseCounts(found) for key, found in channels.items()}


def public_response_total() -> int:
    """Count all the responses to public consultations, with the one function that counts."""
    keys = list(public_consultations().values_list("pk", flat=True))
    return sum(counts.total for counts in response_counts(keys).values())


def draft_of(consultation: Consultation, token: str) -> DraftResponse | None:
    """Return the answers in progress of a browser, unless they are too old."""
    since = timezone.now() - timedelta(days=DRAFT_DAYS)
    key = token_key(consultation.pk, token)
    return (
        DraftResponse.objects.select_related("questionnaire")
        .filter(token_hash=key, saved_at__gte=since)
        .first()
    )


def response_of(consultation: Consultation, token: str) -> Response | None:
    """Return the response already stored for a token."""
    return Response.objects.filter(idempotency_key=token_key(consultation.pk, token)).first()


def response_with_code(code: str) -> Response | None:
    """Find the response that a receipt code was given for; None if the code is unknown."""
    known = normalised_code(code)
    if known is None:
        return None
    found = Response.objects.select_related("consultation", "questionnaire")
    return found.filter(receipt_hash__in=receipt_hashes(known)).first()


#: How many chose each option, read from the documents in one pass.
CHOICES_SQL = """
    SELECT response.questionnaire_id, answer.key, choice, count(*)
    FROM consultation_response response,
         jsonb_each(response.answers) answer,
         jsonb_array_elements_text(
             CASE jsonb_typeof(answer.value)
             WHEN 'array' THEN answer.value ELSE jsonb_build_array(answer.value) END
         ) choice
    WHERE response.questionnaire_id = ANY(%s) AND response.withdrawn_at IS NULL
      AND answer.key = ANY(%s)
    GROUP BY 1, 2, 3
"""
ANSWERED_SQL = """
    SELECT response.questionnaire_id, code, count(*)
    FROM consultation_response response, jsonb_object_keys(response.answers) code
    WHERE response.questionnaire_id = ANY(%s) AND response.withdrawn_at IS NULL
    GROUP BY 1, 2
"""
COUNTED_BY_CHOICE = (QuestionType.SINGLE, QuestionType.SCALE, QuestionType.MULTI)


def answer_tables(questions: Sequence[Question]) -> list[AnswerTable]:
    """Tabulate the questions with choices, in two statements whatever their number.

    Cells too small to be published are hidden here, so that no door can show them.
    """
    counted = [question for question in questions if question.type in COUNTED_BY_CHOICE]
    versions = sorted({question.questionnaire_id for question in counted})
    with connection.cursor() as cursor:
        cursor.execute(CHOICES_SQL, [versions, sorted({question.code for question in counted})])
        chosen = {tuple(row[:3]): row[3] for row in cursor.fetchall()}
        cursor.execute(ANSWERED_SQL, [versions])
        answered = {tuple(row[:2]): row[2] for row in cursor.fetchall()}
    return [_answer_table(question, chosen, answered) for question in counted]


def _answer_table(
    question: Question, chosen: Mapping[Any, int], answered: Mapping[Any, int]
) -> AnswerTable:
    key = (question.questionnaire_id, question.code)
    options = list(question.options.all())
    cells = publishable([chosen.get((*key, option.code), 0) for option in options])
    labels = [localised_text(option, "text").text for option in options]
    return AnswerTable(question, answered.get(key, 0), list(zip(labels, cells, strict=True)))


def publishable(cells: Sequence[int]) -> list[int | None]:
    """Hide the cells under the threshold, and the next one if a single one would be deduced."""
    threshold = settings.PUBLICATION_THRESHOLD
    shown: list[int | None] = [count if count >= threshold else None for count in cells]
    if shown.count(None) == 1 and len(shown) > 1:
        smallest = min(n for n in shown if n is not None)
        shown[shown.index(smallest)] = None
    return shown


def question_links(actions: Collection[int], user: Person) -> QuerySet[QuestionAction]:
    """List the questions that test these actions, of consultations that the person may see."""
    return (
        QuestionAction.objects.filter(
            action_id__in=actions,
            action__in=Action.objects.visible_to(user),
            question__questionnaire__consultation__in=visible_consultations(user),
        )
        .select_related("question__questionnaire__consultation")
        .order_by("action_id", "question__code")
    )


def consultations_with_questionnaires(user: Person) -> QuerySet[Consultation]:
    """List consultations with every version of their questions, for the API."""
    questionnaires = questionnaires_current_first().prefetch_related(
        Prefetch("questions", questions_in_order(), to_attr="ordered_questions")
    )
    return visible_consultations(user).prefetch_related(
        Prefetch("questionnaires", questionnaires, to_attr="current_first")
    )
