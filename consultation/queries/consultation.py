"""Which consultations there are, and what each still lacks."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.enums import ConsultationStatus
from consultation.models import (
    Condition,
    Consultation,
    QuestionAction,
)
from consultation.models.consultation import ConsultationQuerySet
from consultation.queries.questionnaire import (
    current_questionnaire,
    questionnaires_current_first,
    questions_in_order,
)
from perpignan.study.models import Action
from perpignan.study.permissions import Person

ENDING_SOON_DAYS = 7
#: A reasonable time to take part, from opening to closing.
REASONABLE_DAYS = 15


def visible_consultations(user: Person) -> ConsultationQuerySet:
    return Consultation.objects.visible_to(user)


def public_consultations() -> ConsultationQuerySet:
    return Consultation.objects.public()


def open_consultations() -> QuerySet[Consultation]:
    """List what can be answered now, what closes first first."""
    return Consultation.objects.open_at(timezone.now()).order_by("closes_at")


def collecting_consultations() -> list[Consultation]:
    """List those that the team works on now: all that are open, else the last that closed."""
    latest = Consultation.objects.order_by("-opens_at")
    is_open = list(latest.filter(status=ConsultationStatus.OPEN))
    return is_open or list(latest.filter(status=ConsultationStatus.CLOSED)[:1])


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


@dataclass(frozen=True)
class Requirement:
    """What the law asks of a consultation before the public may answer, and where it is said."""

    field: str
    label: str
    is_met: bool


def requirements_for_opening(consultation: Consultation) -> list[Requirement]:
    """List what must be there before the public may answer (CRPA, article L131-1)."""
    information = (
        consultation.information or consultation.information_url or consultation.information_file
    )
    needed = [
        ("purpose", _("l'objet de la consultation"), consultation.purpose),
        ("legal_frame", _("le cadre juridique"), consultation.legal_frame),
        (
            "opens_at",
            _("les dates d'ouverture et de fin"),
            consultation.opens_at and consultation.closes_at,
        ),
        (
            "closes_at",
            _("un délai raisonnable, quinze jours au moins"),
            _lasts_long_enough(consultation),
        ),
        (
            "how_to_take_part",
            _("les modalités : comment participer"),
            consultation.how_to_take_part,
        ),
        (
            "information",
            _("les informations utiles, en texte, par une adresse ou en fichier"),
            information,
        ),
        ("use_of_answers", _("ce que deviennent les réponses"), consultation.use_of_answers),
        (
            "privacy_notice",
            _("la mention sur les données personnelles"),
            consultation.privacy_notice,
        ),
        ("contact", _("un contact"), consultation.contact),
    ]
    return [Requirement(field, label, bool(value)) for field, label, value in needed]


def missing_for_opening(consultation: Consultation) -> list[str]:
    """Name what lacks before the public may answer (CRPA, article L131-1)."""
    needed = requirements_for_opening(consultation)
    lacking = [item.label for item in needed if not item.is_met]
    if not _has_question(consultation):
        lacking.append(_("un questionnaire avec une question au moins"))
    return lacking


def _lasts_long_enough(consultation: Consultation) -> bool:
    if not (consultation.opens_at and consultation.closes_at):
        return False
    lasting = consultation.closes_at - consultation.opens_at
    return lasting > timedelta(days=REASONABLE_DAYS - 1)


def _has_question(consultation: Consultation) -> bool:
    questionnaire = current_questionnaire(consultation)
    return questionnaire is not None and questionnaire.questions.exists()


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
    conditions = Condition.objects.select_related("depends_on")
    questions = questions_in_order().prefetch_related(
        Prefetch("conditions", conditions), Prefetch("section__conditions", conditions)
    )
    questionnaires = questionnaires_current_first().prefetch_related(
        Prefetch("questions", questions, to_attr="ordered_questions")
    )
    return visible_consultations(user).prefetch_related(
        Prefetch("questionnaires", questionnaires, to_attr="current_first")
    )
