"""The builder in the back office: order, conditions, texts in three languages, versions, files."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consultation.enums import ConditionOperator, QuestionType
from consultation.models import Condition, Question, Questionnaire, Section
from consultation.queries import exported
from tests.consultation.answering import words
from tests.factories.consultation import (
    AnswerFileFactory,
    ConsultationFactory,
    QuestionFactory,
    QuestionnaireFactory,
    questionnaire_of_every_type,
    questionnaire_of_newer_types,
)
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db
SURE = {"confirm": "1"}


def admin_url(noun, page, *args):
    return reverse(f"admin:consultation_{noun}_{page}", args=args)


def asked(questionnaire, code):
    return questionnaire.questions.get(code=code)


def form_of(question, conditions=(), **changes):
    """Fill the page of a question as a browser does, with conditions that are new."""
    form = {
        "section": question.section_id,
        "code": question.code,
        "order": question.order,
        "type": question.type,
        "text": question.text,
        "decimals": 0,
        "options-TOTAL_FORMS": 0,
        "options-INITIAL_FORMS": 0,
        "conditions-TOTAL_FORMS": len(conditions),
        "conditions-INITIAL_FORMS": 0,
    }
    for number, (other, operator, codes, bound) in enumerate(conditions):
        prefix = f"conditions-{number}"
        form |= {f"{prefix}-depends_on": other.pk, f"{prefix}-operator": operator}
        form |= {f"{prefix}-option_codes": codes, f"{prefix}-number": bound}
    return form | changes


def test_page_of_a_questionnaire_lists_its_questions_in_order(lead, draft):
    Condition.objects.create(
        question=asked(draft, "B"),
        depends_on=asked(draft, "A"),
        operator=ConditionOperator.ANY_OF,
        option_codes=["2"],
    )

    page = words(lead.get(admin_url("questionnaire", "change", draft.pk)))

    assert page.index("A. Venez-vous ?") < page.index("B. Pourquoi ?")
    assert "Posée si vous avez répondu « Non » à « Venez-vous ? »." in page
    assert "Textes à traduire : 7 en catalan, 7 en anglais." in page
    assert f"/apercu/?version={draft.version}" in page


def test_page_of_a_questionnaire_takes_the_same_statements_for_any_number(lead, draft):
    address = admin_url("questionnaire", "change", draft.pk)
    lead.get(address)
    with CaptureQueriesContext(connection) as two:
        lead.get(address)
    for _number in range(3):
        QuestionFactory(section=draft.sections.get(), options=["Oui", "Non"])
    with CaptureQueriesContext(connection) as five:
        lead.get(address)

    assert len(five) == len(two)


def test_question_moves_by_a_button_and_the_page_comes_back_to_it(lead, draft):
    question = asked(draft, "B")

    answer = lead.post(
        admin_url("questionnaire", "move", draft.pk),
        {"part": f"question-{question.pk}", "step": "up"},
    )

    codes = list(draft.questions.order_by("order").values_list("code", flat=True))
    assert codes == ["B", "A"]
    assert answer.url.endswith(f"#question-{question.pk}")


def test_move_that_a_condition_forbids_is_explained(lead, draft):
    question = asked(draft, "B")
    Condition.objects.create(
        question=question, depends_on=asked(draft, "A"), operator=ConditionOperator.ANSWERED
    )

    answer = lead.post(
        admin_url("questionnaire", "move", draft.pk),
        {"part": f"question-{question.pk}", "step": "up"},
        follow=True,
    )

    assert "ne vient pas avant" in words(answer)
    assert list(draft.questions.order_by("order").values_list("code", flat=True)) == ["A", "B"]


@pytest.mark.parametrize(
    ("page", "posted", "status"),
    [
        ("move", {"part": "question-0", "step": "up"}, 404),
        ("move", {"part": "question-x", "step": "up"}, 404),
        ("move", {"part": "section-1", "step": "sideways"}, 404),
        ("duplicate", {"question": "x"}, 404),
    ],
)
def test_button_about_nothing_finds_nothing(lead, draft, page, posted, status):
    assert lead.post(admin_url("questionnaire", page, draft.pk), posted).status_code == status


@pytest.mark.parametrize("page", ["move", "duplicate", "texts"])
def test_buttons_of_a_frozen_version_do_nothing(lead, page):
    questionnaire = questionnaire_of_every_type(open=True)
    question = asked(questionnaire, "UN")
    posted = {"part": f"question-{question.pk}", "step": "down", "question": question.pk}

    answer = lead.post(admin_url("questionnaire", page, questionnaire.pk), posted)

    shown = words(lead.get(admin_url("questionnaire", "change", questionnaire.pk)))
    assert answer.status_code == 403
    assert "Cette version est en service" in shown
    assert "Monter" not in shown


def test_who_may_not_edit_gets_no_builder(client, draft):
    client.force_login(UserFactory(desk=True))
    question = asked(draft, "B")

    answer = client.post(
        admin_url("questionnaire", "move", draft.pk),
        {"part": f"question-{question.pk}", "step": "up"},
    )

    assert answer.status_code == 302
    assert list(draft.questions.order_by("order").values_list("code", flat=True)) == ["A", "B"]


def test_question_is_duplicated_and_opened(lead, draft):
    answer = lead.post(
        admin_url("questionnaire", "duplicate", draft.pk), {"question": asked(draft, "A").pk}
    )

    copy = asked(draft, "A_2")
    assert answer.url == admin_url("question", "change", copy.pk)


def test_new_question_comes_last_under_the_next_code(lead, draft):
    section = draft.sections.get()

    page = lead.get(admin_url("question", "add"), {"section": section.pk, "type": "number"})

    initial = page.context["adminform"].form.initial
    assert (initial["code"], initial["order"], initial["type"]) == ("Q03", 3, "number")
    assert "A Venez-vous ?" in words(page)  # a condition may look at it


def test_new_question_is_written_with_its_answers(lead, draft):
    section = draft.sections.get()
    question = QuestionFactory.build(section=section, code="Q03", order=3, text="Quand ?")
    options = {
        "options-TOTAL_FORMS": 1,
        "options-0-code": "1",
        "options-0-order": 1,
        "options-0-text": "Le soir",
    }

    answer = lead.post(admin_url("question", "add"), form_of(question, **options))

    made = asked(draft, "Q03")
    assert made.options.get().text == "Le soir"
    assert answer.url.endswith(f"#question-{made.pk}")


# Texts


def test_texts_are_side_by_side_with_what_lacks(lead, draft):
    first = asked(draft, "A")
    Question.objects.filter(pk=first.pk).update(text_ca="Veniu?")

    page = words(lead.get(admin_url("questionnaire", "texts", draft.pk)))

    assert "Il manque 6 textes en catalan et 7 en anglais" in page
    assert f'name="question-{first.pk}-text_ca"' in page
    assert page.count("Manque</span>") == 13


def test_texts_are_saved_at_once(lead, draft):
    first = asked(draft, "A")
    option = first.options.get(code="1")
    posted = {f"question-{first.pk}-text_ca": "Veniu?", f"option-{option.pk}-text_en": "Yes"}

    answer = lead.post(admin_url("questionnaire", "texts", draft.pk), posted, follow=True)

    first.refresh_from_db()
    option.refresh_from_db()
    assert (first.text_ca, option.text_en) == ("Veniu?", "Yes")
    assert "2 textes changés." in words(answer)


def test_text_in_error_is_shown_as_typed_and_nothing_is_saved(lead, draft):
    first = asked(draft, "A")
    posted = {f"question-{first.pk}-text": "", f"question-{first.pk}-text_ca": "<b>Veniu?"}

    page = lead.post(admin_url("questionnaire", "texts", draft.pk), posted)

    first.refresh_from_db()
    assert (first.text, first.text_ca) == ("Venez-vous ?", "")
    assert "Ce champ ne peut pas être vide." in words(page)
    assert "&lt;b&gt;Veniu?" in page.content.decode()


# Versions and files


def test_correction_is_made_and_put_in_service_by_verbs(lead):
    questionnaire = questionnaire_of_every_type(open=True)

    lead.post(admin_url("questionnaire", "verb", questionnaire.pk, "corriger"), SURE)
    copy = Questionnaire.objects.get(version=2)
    lead.post(admin_url("questionnaire", "verb", copy.pk, "mettre-en-service"), SURE)

    copy.refresh_from_db()
    assert copy.is_frozen


def test_consortium_corrects_and_does_not_put_in_service(client):
    client.force_login(UserFactory(consortium=True))
    questionnaire = questionnaire_of_every_type(open=True)

    client.post(admin_url("questionnaire", "verb", questionnaire.pk, "corriger"), SURE)
    copy = Questionnaire.objects.get(version=2)
    answer = client.post(admin_url("questionnaire", "verb", copy.pk, "mettre-en-service"), SURE)

    assert answer.status_code == 403


def test_questionnaire_is_copied_by_a_verb(lead, draft):
    other = ConsultationFactory()

    lead.post(
        admin_url("questionnaire", "verb", draft.pk, "copier"), {**SURE, "consultation": other.pk}
    )

    assert exported(other.questionnaires.get()) == exported(draft)


def test_export_is_a_file_that_import_takes(lead, draft):
    other = ConsultationFactory()
    file = lead.get(admin_url("questionnaire", "export", draft.pk))

    answer = lead.post(
        admin_url("questionnaire", "import"),
        {"consultation": other.pk, "file": SimpleUploadedFile("q.json", file.content)},
    )

    made = other.questionnaires.get()
    assert "attachment" in file.headers["Content-Disposition"]
    assert answer.url == admin_url("questionnaire", "change", made.pk)
    assert json.loads(file.content) == exported(made)


def test_import_in_error_says_where_and_keeps_nothing(lead):
    content = json.dumps(
        {
            "format": "perpignan.questionnaire",
            "schema": 1,
            "sections": [{"code": "un", "title": "Un", "questions": [{"code": "A", "type": "?"}]}],
        }
    )

    page = lead.post(
        admin_url("questionnaire", "import"),
        {
            "consultation": ConsultationFactory().pk,
            "file": SimpleUploadedFile("q.json", content.encode()),
        },
    )

    assert "Section 1, question 1, champ « type »" in words(page)
    assert Section.objects.count() == 0


def test_files_are_listed_beside_no_answer(lead):
    stored = AnswerFileFactory(name="<b>photo.jpg")

    page = lead.get(admin_url("answerfile", "changelist")).content.decode()

    assert reverse("consultation:answer-file", args=[stored.pk]) in page
    assert "&lt;b&gt;photo.jpg" in page
    assert stored.token_hash not in page


@pytest.mark.parametrize("make", [questionnaire_of_every_type, questionnaire_of_newer_types])
def test_question_of_every_type_has_its_page(lead, make):
    questionnaire = make()
    Questionnaire.objects.update(frozen_at=None)

    statuses = {
        question.type: lead.get(admin_url("question", "change", question.pk)).status_code
        for question in questionnaire.questions.all()
    }

    assert set(statuses) <= set(QuestionType.values)
    assert set(statuses.values()) == {200}


def test_empty_questionnaire_invites_to_a_first_section(lead):
    page = words(lead.get(admin_url("questionnaire", "change", QuestionnaireFactory().pk)))

    assert "Aucune section : ajoutez la première." in page
    assert "Ajouter une section" in page
