"""Consultations for tests; situations are traits: `ConsultationFactory(open=True)`."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import factory
from django.utils import timezone

from consultation import models, operations
from consultation.enums import (
    Channel,
    ConditionOperator,
    ConsultationStatus,
    QuestionType,
    RevisionKind,
)
from consultation.models.keys import (
    access_hash,
    new_token,
    receipt_code,
    receipt_hash,
    token_key,
)


def _days(number: int) -> Any:
    return factory.LazyFunction(lambda: timezone.now() + timedelta(days=number))


class ConsultationFactory(factory.django.DjangoModelFactory):
    """A consultation being prepared, complete; `open=True` takes answers now."""

    class Meta:
        model = models.Consultation

    class Params:
        announced = factory.Trait(
            status=ConsultationStatus.ANNOUNCED, opens_at=_days(3), closes_at=_days(30)
        )
        open = factory.Trait(status=ConsultationStatus.OPEN)
        ended = factory.Trait(
            status=ConsultationStatus.OPEN, opens_at=_days(-40), closes_at=_days(-1)
        )
        closed = factory.Trait(
            status=ConsultationStatus.CLOSED, opens_at=_days(-40), closes_at=_days(-1)
        )
        published = factory.Trait(
            status=ConsultationStatus.RESULTS_PUBLISHED, opens_at=_days(-40), closes_at=_days(-1)
        )

    slug = factory.Sequence(lambda n: f"consultation-{n}")
    title = factory.Sequence(lambda n: f"Consultation {n}")
    purpose = "Savoir ce qui est utile."
    opens_at = _days(-10)
    closes_at = _days(10)
    how_to_take_part = "Répondre ici."
    information = "Le diagnostic est sur ce portail."
    privacy_notice = "Réponses anonymes."
    use_of_answers = "Les résultats seront publiés."
    contact = "L'accueil de la mairie"


class QuestionnaireFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Questionnaire

    class Params:
        frozen = factory.Trait(frozen_at=factory.LazyFunction(timezone.now))

    consultation = factory.SubFactory(ConsultationFactory)
    version = 1


class SectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Section

    questionnaire = factory.SubFactory(QuestionnaireFactory)
    code = factory.Sequence(lambda n: f"section-{n}")
    title = factory.Sequence(lambda n: f"Section {n}")
    order = factory.Sequence(lambda n: n)


class QuestionFactory(factory.django.DjangoModelFactory):
    """A question with one choice; `options=["Oui", "Non"]` gives it options 1 and 2."""

    class Meta:
        model = models.Question
        skip_postgeneration_save = True

    class Params:
        multi = factory.Trait(type=QuestionType.MULTI, max_choices=2)
        scale = factory.Trait(type=QuestionType.SCALE)
        rank = factory.Trait(type=QuestionType.RANK)
        shares = factory.Trait(type=QuestionType.POINTS, points=10)
        words = factory.Trait(type=QuestionType.TEXT, max_length=100)
        place = factory.Trait(type=QuestionType.MAP_POINT, follow_up="Pourquoi ?")

    section = factory.SubFactory(SectionFactory)
    questionnaire = factory.SelfAttribute("section.questionnaire")
    code = factory.Sequence(lambda n: f"Q{n}")
    order = factory.Sequence(lambda n: n)
    type = QuestionType.SINGLE
    text = factory.Sequence(lambda n: f"Question {n} ?")

    @factory.post_generation
    def options(self: models.Question, create: bool, extracted: Any, **_: Any) -> None:
        for number, text in enumerate(extracted or (), start=1):
            models.Option.objects.create(question=self, code=str(number), order=number, text=text)


def questionnaire_of_every_type(**consultation: Any) -> models.Questionnaire:
    """Make a consultation that asks a question of each type, in two sections."""
    questionnaire = QuestionnaireFactory(
        consultation=ConsultationFactory(**consultation), frozen=True
    )
    first = SectionFactory(questionnaire=questionnaire, code="premiere", order=1)
    second = SectionFactory(questionnaire=questionnaire, code="seconde", order=2)
    three = ["Un", "Deux", "Trois"]
    QuestionFactory(section=first, code="UN", options=three)
    QuestionFactory(section=first, code="PLUSIEURS", multi=True, options=three)
    QuestionFactory(section=first, code="ECHELLE", scale=True, options=three)
    QuestionFactory(section=second, code="RANG", rank=True, options=three)
    QuestionFactory(section=second, code="POINTS", shares=True, options=three)
    QuestionFactory(section=second, code="TEXTE", words=True)
    QuestionFactory(section=second, code="LIEU", place=True)
    return questionnaire


def questionnaire_of_newer_types(**consultation: Any) -> models.Questionnaire:
    """Make a consultation that asks, on one page, what the first one does not."""
    questionnaire = QuestionnaireFactory(
        consultation=ConsultationFactory(**consultation), frozen=True
    )
    section = SectionFactory(questionnaire=questionnaire, code="page", order=1)
    two = ["Un", "Deux"]

    def ask(code: str, kind: str, **fields: Any) -> models.Question:
        question: models.Question = QuestionFactory(section=section, code=code, type=kind, **fields)
        return question

    ask("OUI", QuestionType.YES_NO, allows_dont_know=True)
    ask("AUTRE", QuestionType.SINGLE, options=two, allows_other=True, allows_dont_know=True)
    ask("COCHES", QuestionType.MULTI, options=two, allows_other=True, min_choices=1, max_choices=2)
    grid = ask("GRILLE", QuestionType.MATRIX, options=two, allows_dont_know=True)
    for code, text in (("a", "Propreté"), ("b", "Bruit")):
        models.Option.objects.create(question=grid, code=code, order=9, text=text, is_row=True)
    ask("AVIS", QuestionType.STATEMENTS, options=["Plus d'arbres", "Moins de bruit"])
    ask("NOMBRE", QuestionType.NUMBER, maximum=Decimal(120), unit="ans", allows_dont_know=True)
    ask("PRIX", QuestionType.NUMBER, minimum=Decimal(0), decimals=2, unit="€")
    ask("COURT", QuestionType.SHORT_TEXT)
    ask("JOUR", QuestionType.DATE)
    ask("ENDROIT", QuestionType.MAP_POINT)
    ask("ZONE", QuestionType.ZONE, options=two)
    ask("AGE", QuestionType.AGE_BAND, options=two)
    ask("FICHIER", QuestionType.FILE)
    return questionnaire


class ResponseFactory(factory.django.DjangoModelFactory):
    """A response given on the web, with the first line of its log."""

    class Meta:
        model = models.Response
        skip_postgeneration_save = True

    class Params:
        token = factory.LazyFunction(new_token)
        paper = factory.Trait(channel=Channel.PAPER)
        withdrawn = factory.Trait(withdrawn_at=factory.LazyFunction(timezone.now), answers={})

    questionnaire = factory.SubFactory(QuestionnaireFactory)
    consultation = factory.SelfAttribute("questionnaire.consultation")
    respondent_key = factory.LazyAttribute(lambda o: token_key(o.consultation.pk, o.token))
    idempotency_key = factory.SelfAttribute("respondent_key")
    receipt_hash = factory.LazyAttribute(
        lambda o: receipt_hash(receipt_code(o.consultation.pk, o.token))
    )
    answers = factory.LazyFunction(dict)

    @factory.post_generation
    def log(self: models.Response, create: bool, extracted: Any, **_: Any) -> None:
        models.AnswerRevision.objects.create(
            response=self, kind=RevisionKind.SUBMITTED, answers=self.answers
        )


class AnswerFileFactory(factory.django.DjangoModelFactory):
    """A file sent with an answer; its content is not written to the disk."""

    class Meta:
        model = models.AnswerFile

    consultation = factory.SubFactory(ConsultationFactory)
    token_hash = "a" * 64
    question_code = "FICHIER"
    file = "answers/absent"
    name = "photo.jpg"
    content_type = "image/jpeg"
    size = 1000
    sha256 = "b" * 64
    is_sent = True


def questionnaire_with_conditions(**consultation: Any) -> models.Questionnaire:
    """Ask first whether one walks; then why not, how far, and a section for walkers alone."""
    questionnaire = QuestionnaireFactory(
        consultation=ConsultationFactory(**consultation), frozen=True
    )
    first = SectionFactory(questionnaire=questionnaire, code="premiere", order=1)
    walkers = SectionFactory(questionnaire=questionnaire, code="marche", order=2)
    last = SectionFactory(questionnaire=questionnaire, code="fin", order=3)
    walks = QuestionFactory(section=first, code="MARCHE", order=1, options=["Oui", "Non"])
    why = QuestionFactory(section=first, code="POURQUOI", order=2, words=True)
    QuestionFactory(section=walkers, code="TRAJET", options=["Court", "Long"])
    QuestionFactory(section=last, code="AVIS", words=True)
    for part, code in (({"question": why}, "2"), ({"section": walkers}, "1")):
        models.Condition.objects.create(
            **part, depends_on=walks, operator=ConditionOperator.ANY_OF, option_codes=[code]
        )
    return questionnaire


class AccessCodeFactory(factory.django.DjangoModelFactory):
    """A letter's code; `code` is the one printed on it."""

    class Meta:
        model = models.AccessCode

    class Params:
        code = "ABCD-2345-EFGH"

    consultation = factory.SubFactory(ConsultationFactory, access="codes")
    batch = "Lot"
    code_hash = factory.LazyAttribute(lambda o: access_hash(o.consultation.pk, o.code))


class ConsultationResultsFactory(factory.django.DjangoModelFactory):
    """The results of a published consultation, counted by the operation."""

    class Meta:
        model = models.ConsultationResults

    questionnaire = factory.LazyFunction(lambda: questionnaire_of_every_type(published=True))
    consultation = factory.SelfAttribute("questionnaire.consultation")

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **values: Any) -> models.ConsultationResults:
        counted = operations.recount(consultation=values["consultation"])
        assert counted is not None, "a questionnaire of every type has questions"
        return counted
