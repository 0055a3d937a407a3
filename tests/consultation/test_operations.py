from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultation import operations
from consultation.enums import Channel, ConsultationStatus, RevisionKind
from consultation.models import AnswerRevision, DraftResponse, Option, Response
from consultation.models.keys import (
    ALPHABET,
    new_token,
    normalised_code,
    receipt_code,
    receipt_hash,
)
from consultation.queries import missing_for_opening, response_with_code
from tests.at_once import in_twenty_threads
from tests.consultation.answering import FIRST_PAGE, SECOND_PAGE, code_on, key_on
from tests.factories.consultation import (
    ConsultationFactory,
    QuestionFactory,
    QuestionnaireFactory,
    ResponseFactory,
    SectionFactory,
    questionnaire_of_every_type,
)
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db
NEEDED = (
    *("purpose", "how_to_take_part", "information", "privacy_notice"),
    *("use_of_answers", "contact", "legal_frame"),
)


def send(questionnaire, token, **answers):
    return operations.submit_response(
        consultation=questionnaire.consultation,
        questionnaire=questionnaire,
        answers=answers or {"UN": "1"},
        token=token,
    )


# Opening


@pytest.mark.parametrize("field", NEEDED)
def test_consultation_does_not_open_while_something_lacks(field):
    consultation = questionnaire_of_every_type(**{field: ""}).consultation

    with pytest.raises(ValidationError) as refused:
        operations.move_consultation(
            consultation=consultation, to=ConsultationStatus.OPEN, by=UserFactory(lead=True)
        )

    assert "Il manque : " in refused.value.messages[0]
    consultation.refresh_from_db()
    assert consultation.status == ConsultationStatus.DRAFT


def test_each_lacking_thing_is_named():
    empty = ConsultationFactory(
        **dict.fromkeys(NEEDED, ""), opens_at=None, closes_at=None, slug="vide"
    )

    assert len(missing_for_opening(empty)) == 10


def test_a_short_consultation_is_not_a_reasonable_time():
    now = timezone.now()
    short = questionnaire_of_every_type(opens_at=now, closes_at=now + timedelta(days=5))

    assert missing_for_opening(short.consultation) == [
        "un délai raisonnable, quinze jours au moins"
    ]


def test_a_consultation_without_question_does_not_open():
    questionnaire = QuestionnaireFactory()

    assert missing_for_opening(questionnaire.consultation) == [
        "un questionnaire avec une question au moins"
    ]


def test_opening_freezes_the_questions():
    section = SectionFactory()
    question = QuestionFactory(section=section, options=["Oui", "Non"])

    operations.move_consultation(
        consultation=section.questionnaire.consultation,
        to=ConsultationStatus.OPEN,
        by=UserFactory(lead=True),
    )

    question.refresh_from_db()
    with pytest.raises(ValidationError, match="ne changent plus"):
        operations.save_part(part=question, text="Autre chose ?")
    with pytest.raises(ValidationError, match="ne changent plus"):
        operations.delete_part(part=question.options.first())
    assert Option.objects.count() == 2


def test_questions_change_before_opening():
    question = QuestionFactory()

    operations.save_part(part=question, text="Autre chose ?")

    question.refresh_from_db()
    assert question.text == "Autre chose ?"


@pytest.mark.parametrize("role", ["consortium", "department", "desk", "official"])
def test_only_the_city_opens_a_consultation(role):
    consultation = questionnaire_of_every_type().consultation

    with pytest.raises(PermissionDenied):
        operations.move_consultation(
            consultation=consultation, to=ConsultationStatus.OPEN, by=UserFactory(**{role: True})
        )


def test_a_closed_consultation_does_not_open_again():
    consultation = questionnaire_of_every_type(closed=True).consultation

    with pytest.raises(ValidationError, match="ne peut pas devenir"):
        operations.move_consultation(
            consultation=consultation, to=ConsultationStatus.OPEN, by=UserFactory(lead=True)
        )


def test_state_is_never_given_by_saving():
    with pytest.raises(ValueError, match="move_consultation"):
        operations.save_consultation(consultation=ConsultationFactory(), status="open")


# Keys


def test_code_is_the_same_for_the_same_token_and_no_other():
    token = new_token()

    assert receipt_code(1, token) == receipt_code(1, token)
    assert len({receipt_code(1, token), receipt_code(2, token), receipt_code(1, new_token())}) == 3
    assert set(receipt_code(1, token)) <= {*ALPHABET, "-"}


@pytest.mark.parametrize("typed", ["abcd2345efgh", " ABCD 2345 EFGH ", "abcd–2345.efgh"])
def test_code_is_read_as_people_type_it(typed):
    assert normalised_code(typed) == "ABCD-2345-EFGH"


@pytest.mark.parametrize("typed", ["", "ABCD", "ABCD-2345-EFG0", "ABCD-2345-EFGHJ", "é" * 12])
def test_what_cannot_be_a_code_is_known(typed):
    assert normalised_code(typed) is None


def test_code_is_found_after_the_secret_key_has_changed(settings):
    questionnaire = questionnaire_of_every_type(open=True)
    sent = send(questionnaire, new_token())
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key"

    assert response_with_code(sent.receipt_code) == sent.response


# Sending


def test_a_token_stores_one_response_whatever_it_says_next():
    questionnaire = questionnaire_of_every_type(open=True)
    token = new_token()
    first = send(questionnaire, token, UN="1")

    second = send(questionnaire, token, UN="2")

    assert (first.is_new, second.is_new) == (True, False)
    assert second.receipt_code == first.receipt_code
    assert Response.objects.get().answers == {"UN": "1"}


def test_response_keeps_nothing_of_who_sent_it():
    send(questionnaire_of_every_type(open=True), new_token())

    columns = {field.name for field in Response._meta.get_fields()}

    assert columns == {
        *("id", "consultation", "questionnaire", "respondent_key", "idempotency_key"),
        *("receipt_hash", "channel", "language", "answers", "submitted_at", "withdrawn_at"),
        *("revisions", "corrections", "marks", "free_texts"),
    }


def test_token_is_not_in_the_database():
    token = new_token()
    sent = send(questionnaire_of_every_type(open=True), token)

    assert token not in str(Response.objects.values().get())
    assert Response.objects.get().receipt_hash == receipt_hash(sent.receipt_code)


def test_a_response_belongs_to_one_respondent():
    questionnaire = questionnaire_of_every_type(open=True)
    ResponseFactory(questionnaire=questionnaire, respondent_key="a" * 64, idempotency_key="a" * 64)

    with pytest.raises(DatabaseError), transaction.atomic():
        ResponseFactory(
            questionnaire=questionnaire, respondent_key="a" * 64, idempotency_key="b" * 64
        )


def test_a_response_has_a_respondent_key():
    with pytest.raises(DatabaseError), transaction.atomic():
        ResponseFactory(respondent_key="", idempotency_key="c" * 64)


@pytest.mark.parametrize("situation", ["announced", "ended", "closed", "published"])
def test_only_an_open_consultation_takes_answers(situation):
    questionnaire = questionnaire_of_every_type(**{situation: True})

    with pytest.raises(ValidationError):
        send(questionnaire, new_token())

    assert Response.objects.count() == 0


def test_draft_keeps_the_version_that_it_was_begun_with():
    questionnaire = questionnaire_of_every_type(open=True)
    token = new_token()
    operations.save_draft(
        consultation=questionnaire.consultation,
        questionnaire=questionnaire,
        token=token,
        asked=["UN"],
        answers={"UN": "1"},
    )
    QuestionnaireFactory(consultation=questionnaire.consultation, version=2, frozen=True)

    sent = operations.submit_draft(
        consultation=questionnaire.consultation, token=token, language="fr"
    )

    assert sent.response.questionnaire_id == questionnaire.pk


def test_expired_drafts_are_erased_and_no_others():
    questionnaire = questionnaire_of_every_type(open=True)
    consultation = questionnaire.consultation
    for token in ("old", "young"):
        operations.save_draft(
            consultation=consultation,
            questionnaire=questionnaire,
            token=token,
            asked=["UN"],
            answers={"UN": "1"},
        )
    old = DraftResponse.objects.order_by("pk").first()
    DraftResponse.objects.filter(pk=old.pk).update(saved_at=timezone.now() - timedelta(days=8))

    assert operations.erase_expired_drafts() == 1
    assert DraftResponse.objects.count() == 1


# Withdrawing and the log


def test_log_does_not_change():
    ResponseFactory(answers={"UN": "1"})

    with pytest.raises(DatabaseError), transaction.atomic():
        AnswerRevision.objects.update(answers={"UN": "2"})
    with pytest.raises(DatabaseError), transaction.atomic():
        AnswerRevision.objects.update(kind=RevisionKind.CORRECTED)


def test_withdrawing_twice_is_withdrawing_once():
    sent = send(questionnaire_of_every_type(open=True), new_token())
    operations.withdraw_response(code=sent.receipt_code)

    operations.withdraw_response(code=sent.receipt_code)

    assert AnswerRevision.objects.filter(kind=RevisionKind.WITHDRAWN).count() == 1


def test_a_counted_answer_stays_once_the_consultation_is_over():
    questionnaire = questionnaire_of_every_type(open=True)
    sent = send(questionnaire, new_token())
    questionnaire.consultation.closes_at = timezone.now()
    questionnaire.consultation.save()

    with pytest.raises(ValidationError, match="terminée"):
        operations.withdraw_response(code=sent.receipt_code)

    assert Response.objects.counted().get().answers == {"UN": "1"}


def test_unknown_code_withdraws_nothing():
    with pytest.raises(ValidationError, match="Aucune réponse"):
        operations.withdraw_response(code="2222-2222-2222")


# Twenty at once, on real Postgres


@pytest.mark.django_db(transaction=True)
def test_twenty_sendings_of_one_draft_store_one_response():
    consultation = questionnaire_of_every_type(open=True).consultation
    slug = consultation.slug
    first = Client()
    for code, posted in (("premiere", FIRST_PAGE), ("seconde", SECOND_PAGE)):
        first.post(reverse("consultation:response-section", args=[slug, code]), posted)
    review = reverse("consultation:response-review", args=[slug])
    key = key_on(first.get(review))

    def click(_number):
        tab = Client()
        tab.cookies = first.cookies
        answer = tab.post(review, {"key": key})
        return code_on(tab.get(answer.url))

    codes = in_twenty_threads(click)

    assert len(codes) == 20
    assert len(set(codes)) == 1
    assert Response.objects.count() == 1
    assert AnswerRevision.objects.count() == 1
    assert DraftResponse.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_twenty_programs_with_one_token_store_one_response():
    questionnaire = questionnaire_of_every_type(open=True)
    token = new_token()

    sent = in_twenty_threads(lambda number: send(questionnaire, token, UN="1"))

    assert len({item.receipt_code for item in sent}) == 1
    assert [item.is_new for item in sent].count(True) == 1
    assert Response.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_people_store_twenty_responses():
    questionnaire = questionnaire_of_every_type(open=True)

    in_twenty_threads(lambda number: send(questionnaire, new_token(), UN="1"))

    assert Response.objects.filter(channel=Channel.WEB).count() == 20
