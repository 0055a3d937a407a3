import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consultation.enums import ConsultationStatus
from consultation.models import Consultation, Option, Question
from tests.factories.consultation import (
    ConsultationFactory,
    QuestionFactory,
    ResponseFactory,
    questionnaire_of_every_type,
)
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db
#: What the page of a verb sends besides its fields.
SURE = {"confirm": "1"}
NOUNS = ("consultation", "questionnaire", "section", "question", "questionaction", "response")


def admin_url(noun, page, *args):
    return reverse(f"admin:consultation_{noun}_{page}", args=args)


@pytest.fixture
def lead(client):
    client.force_login(UserFactory(lead=True))
    return client


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize(
    ("role", "status"),
    [
        *((name, 200) for name in ("lead", "consortium", "administrator")),
        *((name, 302) for name in (None, "department", "desk", "official")),
    ],
)
def test_lists_are_for_the_team(client, noun, role, status):
    if role:
        client.force_login(UserFactory(**{role: True}))

    assert client.get(admin_url(noun, "changelist")).status_code == status


@pytest.mark.parametrize("noun", NOUNS)
def test_lists_take_the_same_statements_for_any_number(lead, noun):
    ResponseFactory(questionnaire=questionnaire_of_every_type(open=True))
    with CaptureQueriesContext(connection) as one:
        lead.get(admin_url(noun, "changelist"))
    for _other in range(2):
        ResponseFactory(questionnaire=questionnaire_of_every_type(open=True))
    with CaptureQueriesContext(connection) as three:
        lead.get(admin_url(noun, "changelist"))

    assert len(three) == len(one)


def test_consultation_page_names_what_lacks(lead):
    draft = questionnaire_of_every_type(contact="").consultation

    page = lead.get(admin_url("consultation", "change", draft.pk)).content.decode()

    assert "un contact" in page


def test_opening_needs_what_the_law_asks(lead):
    draft = questionnaire_of_every_type(contact="").consultation

    page = lead.post(admin_url("consultation", "verb", draft.pk, "ouvrir"), SURE)

    draft.refresh_from_db()
    assert "un contact" in page.content.decode()
    assert draft.status == ConsultationStatus.DRAFT


def test_lead_opens_a_complete_consultation(lead):
    draft = questionnaire_of_every_type().consultation

    lead.post(admin_url("consultation", "verb", draft.pk, "ouvrir"), SURE)

    draft.refresh_from_db()
    assert draft.status == ConsultationStatus.OPEN


def test_consortium_prepares_and_does_not_open(client):
    client.force_login(UserFactory(consortium=True))
    draft = questionnaire_of_every_type().consultation

    assert client.get(admin_url("consultation", "change", draft.pk)).status_code == 200
    assert (
        client.post(admin_url("consultation", "verb", draft.pk, "ouvrir"), SURE).status_code == 403
    )


def question_form(question, **changes):
    options = list(question.options.all())
    form = {
        "section": question.section_id,
        "code": question.code,
        "order": 1,
        "type": "single",
        "text": question.text,
        "decimals": 0,
        "conditions-TOTAL_FORMS": 0,
        "conditions-INITIAL_FORMS": 0,
        "options-TOTAL_FORMS": len(options),
        "options-INITIAL_FORMS": len(options),
    }
    for number, option in enumerate(options):
        prefix = f"options-{number}"
        form |= {f"{prefix}-id": option.pk, f"{prefix}-question": question.pk}
        form |= {f"{prefix}-code": option.code, f"{prefix}-order": 1, f"{prefix}-text": option.text}
    return form | changes


def test_question_and_its_options_are_edited_together(lead):
    question = QuestionFactory(options=["Oui", "Non"])

    lead.post(
        admin_url("question", "change", question.pk),
        question_form(question, **{"text": "Nouvelle ?", "options-1-text": "Jamais"}),
    )

    assert Question.objects.get().text == "Nouvelle ?"
    assert set(Option.objects.values_list("text", flat=True)) == {"Oui", "Jamais"}


def test_frozen_question_is_read_only(lead):
    question = questionnaire_of_every_type(open=True).questions.get(code="UN")

    page = lead.get(admin_url("question", "change", question.pk))
    answer = lead.post(
        admin_url("question", "change", question.pk), question_form(question, text="Autre ?")
    )

    assert page.status_code == 200
    assert 'name="text"' not in page.content.decode()
    assert answer.status_code == 403
    assert lead.post(admin_url("question", "delete", question.pk)).status_code == 403
    question.refresh_from_db()
    assert question.text != "Autre ?"


def test_state_is_not_a_field_of_the_form(lead):
    draft = ConsultationFactory()
    form = {"title": "Titre", "slug": "titre", "legal_frame": "CRPA", "status": "open"}
    form["moderation"] = "before"
    form["access"] = "open"

    lead.post(admin_url("consultation", "change", draft.pk), form)

    assert Consultation.objects.get().status == ConsultationStatus.DRAFT
    assert Consultation.objects.get().title == "Titre"


def test_nobody_reads_one_response(lead):
    response = ResponseFactory(answers={"TEXTE": "secret de vote"})

    page = lead.get(admin_url("response", "changelist")).content.decode()

    assert "secret de vote" not in page
    assert admin_url("response", "change", response.pk) not in page
    assert lead.get(admin_url("response", "change", response.pk)).status_code in (302, 403)
    assert lead.get(admin_url("response", "history", response.pk)).status_code in (302, 403)


def test_list_of_consultations_counts_the_responses(lead):
    ResponseFactory.create_batch(3, questionnaire=questionnaire_of_every_type(open=True))

    page = lead.get(admin_url("consultation", "changelist")).content.decode()

    assert '<td class="field-responses_shown">3</td>' in page


def test_history_of_a_consultation_opens(lead):
    draft = ConsultationFactory()

    assert lead.get(admin_url("consultation", "history", draft.pk)).status_code == 200
