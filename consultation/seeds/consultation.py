"""The residents' questionnaire of the study, read from `consultation/seed/`."""

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.enums import ConsultationStatus, QuestionType
from consultation.models import (
    Consultation,
    Option,
    Question,
    QuestionAction,
    Questionnaire,
    Section,
)
from perpignan.study import seeding
from perpignan.study.models import Action, Priority, Zone
from perpignan.study.seeding import Entry, Row, SeedContext, SeedTable

FOLDER = Path(__file__).parent.parent / "seed"
SLUG = "coeur-de-ville"
TEXTS = ("title", "purpose", "how_to_take_part", "information", "privacy_notice", "use_of_answers")
QUESTION_FIELDS = ("section", "type", "max", "points", "max_length", "profile")
QUESTION_TEXTS = ("text", "hint", "follow_up")
LANGUAGES = ("", "_ca", "_en")


def translated(entry: Entry, *names: str) -> dict[str, str]:
    return {
        name + language: entry.text(name + language) for name in names for language in LANGUAGES
    }


def build_consultation(entry: Entry, context: SeedContext) -> list[Row]:
    opens_at, closes_at = consultation_dates(entry, context)
    values = {
        "slug": entry.require("slug"),
        "opens_at": opens_at,
        "closes_at": closes_at,
        "status": status_at(timezone.now(), opens_at, closes_at),
        "contact": entry.text("contact"),
        "accepts_contributions": True,
        "takes_statements": True,
        "shows_opinions": True,
        "is_illustrative": True,
    }
    return [Row(values | translated(entry, *TEXTS))]


def consultation_dates(entry: Entry, context: SeedContext) -> tuple[datetime, datetime]:
    """Open on the first morning of the first week, close at midnight after the last day."""
    weeks = entry.require("weeks")
    if not (isinstance(weeks, list) and len(weeks) == 2 and all(type(w) is int for w in weeks)):
        raise entry.fail("weeks", _("deux numéros de semaine sont attendus"))
    first = context.study.first_day_of_week(weeks[0])
    after = context.study.last_day_of_week(weeks[1]) + timedelta(days=1)
    zone = timezone.get_default_timezone()
    opens_at = datetime.combine(first, time.min, zone)
    return opens_at, datetime.combine(after, time.min, zone) - timedelta(minutes=1)


def status_at(now: datetime, opens_at: datetime, closes_at: datetime) -> ConsultationStatus:
    """Tell the state that the demonstration should be in, from its dates."""
    if now < opens_at:
        return ConsultationStatus.ANNOUNCED
    return ConsultationStatus.OPEN if now < closes_at else ConsultationStatus.CLOSED


def build_questionnaire(entry: Entry, context: SeedContext) -> list[Row]:
    for name in ("contact", *translated(entry, *TEXTS)):
        entry.get(name)
    entry.get("weeks")
    consultation = entry.one("slug", Consultation, "slug")
    return [Row({"consultation": consultation, "version": 1, "frozen_at": consultation.opens_at})]


def build_section(entry: Entry, context: SeedContext) -> list[Row]:
    values = {
        "questionnaire": _questionnaire(),
        "code": entry.require("code"),
        "order": entry.require("order"),
        "priority": entry.one("priority", Priority),
    }
    return [Row(values | translated(entry, "title", "introduction"))]


def build_question(entry: Entry, context: SeedContext) -> list[Row]:
    for name in ("options", "options_from"):
        entry.get(name)
    questionnaire = _questionnaire()
    code = entry.require("code")
    values = {
        "questionnaire": questionnaire,
        "section": _section(entry, questionnaire),
        "code": code,
        "order": _order_of(code),
        "type": entry.require("type"),
        "max_choices": entry.get("max"),
        "points": entry.get("points"),
        "max_length": entry.get("max_length"),
        "profile": entry.text("profile"),
    }
    if values["type"] not in QuestionType.values:
        raise entry.fail("type", _("valeurs admises : ") + ", ".join(QuestionType.values))
    return [Row(values | translated(entry, *QUESTION_TEXTS))]


def _order_of(code: str) -> int:
    """Order questions by the number of their code: Q01, PR1."""
    return int("".join(filter(str.isdigit, code)) or 0)


def _questionnaire() -> Questionnaire:
    return Questionnaire.objects.get(consultation__slug=SLUG, version=1)


def _section(entry: Entry, questionnaire: Questionnaire) -> Section:
    found = Section.objects.filter(questionnaire=questionnaire, code=entry.require("section"))
    section = found.first()
    if section is None:
        raise entry.fail("section", _("cette section n'existe pas"))
    return section


def build_options(entry: Entry, context: SeedContext) -> list[Row]:
    for name in (*QUESTION_FIELDS, *translated(entry, *QUESTION_TEXTS)):
        entry.get(name)
    question = Question.objects.get(questionnaire=_questionnaire(), code=entry.require("code"))
    if entry.get("options_from") == "zones":
        return [_zone_option(question, zone) for zone in Zone.objects.all()]
    options = entry.get("options") or []
    return [_option(entry, question, n, texts) for n, texts in enumerate(options, start=1)]


def _option(entry: Entry, question: Question, number: int, texts: Any) -> Row:
    named = isinstance(texts, list) and len(texts) == 3 and all(isinstance(t, str) for t in texts)
    if not named:
        raise entry.fail(
            f"options {number}", _("trois textes sont attendus : français, catalan, anglais")
        )
    names = ("text", "text_ca", "text_en")
    values = {"question": question, "code": str(number), "order": number, "zone": None}
    return Row(values | dict(zip(names, texts, strict=True)))


def _zone_option(question: Question, zone: Zone) -> Row:
    return Row(
        {
            "question": question,
            "code": zone.code,
            "order": zone.order,
            "text": zone.name,
            "text_ca": zone.name_ca,
            "text_en": zone.name_en,
            "zone": zone,
        }
    )


def build_link(entry: Entry, context: SeedContext) -> list[Row]:
    question = Question.objects.filter(
        questionnaire=_questionnaire(), code=entry.require("question")
    ).first()
    if question is None:
        raise entry.fail("question", _("cette question n'existe pas"))
    values = {
        "question": question,
        "action": entry.one("action", Action),
        "sentence": entry.require("sentence"),
        "is_illustrative": True,
    }
    return [Row(values)]


CONSULTATION, QUESTIONS = FOLDER / "consultation.yaml", FOLDER / "questions.yaml"
TABLES = [
    SeedTable(CONSULTATION, "consultations", Consultation, ("slug",), build_consultation, 300),
    SeedTable(
        CONSULTATION,
        "consultations",
        Questionnaire,
        ("consultation", "version"),
        build_questionnaire,
        301,
    ),
    SeedTable(CONSULTATION, "sections", Section, ("questionnaire", "code"), build_section, 302),
    SeedTable(QUESTIONS, "questions", Question, ("questionnaire", "code"), build_question, 303),
    SeedTable(QUESTIONS, "questions", Option, ("question", "code"), build_options, 304),
    SeedTable(CONSULTATION, "links", QuestionAction, ("question", "action"), build_link, 305),
]
for table in TABLES:
    seeding.register(table)
