"""The preview: the whole way through a questionnaire, and nothing stored on it."""

import html
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consultation.enums import ConditionOperator
from consultation.models import AnswerFile, Condition, DraftResponse, Response
from tests.consultation.answering import FIRST_PAGE, SECOND_PAGE, url, words
from tests.factories.consultation import (
    ConsultationFactory,
    QuestionFactory,
    QuestionnaireFactory,
    SectionFactory,
    questionnaire_of_every_type,
    questionnaire_of_newer_types,
)
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(client):
    client.force_login(UserFactory(lead=True))
    return client


def hidden(page):
    """Gather what a page carries to the next one."""
    found = re.findall(
        r'<input type="hidden" name="(at|shown|carried)" value="([^"]*)"', words_of(page)
    )
    return {name: html.unescape(value) for name, value in found}


def words_of(page):
    return page.content.decode()


def go_on(client, page, **answers):
    return client.post(page.request["PATH_INFO"], hidden(page) | answers)


@pytest.fixture
def chained():
    """A (yes or no); B if no, on the same page; a second section if B is answered."""
    draft = QuestionnaireFactory()
    first = SectionFactory(questionnaire=draft, code="un", order=1)
    second = SectionFactory(questionnaire=draft, code="deux", order=2)
    a = QuestionFactory(
        section=first, code="A", order=1, text="Venez-vous ?", options=["Oui", "Non"]
    )
    b = QuestionFactory(section=first, code="B", order=2, text="Pourquoi ?", words=True)
    QuestionFactory(section=second, code="C", order=1, text="Encore ?", words=True)
    Condition.objects.create(
        question=b, depends_on=a, operator=ConditionOperator.ANY_OF, option_codes=["2"]
    )
    Condition.objects.create(section=second, depends_on=b, operator=ConditionOperator.ANSWERED)
    return draft.consultation


def test_whole_way_stores_nothing(lead):
    consultation = questionnaire_of_every_type().consultation
    address = url("preview", consultation)

    with CaptureQueriesContext(connection) as asked:
        first = lead.get(address)
        second = go_on(lead, first, **FIRST_PAGE)
        end = go_on(lead, second, **SECOND_PAGE)

    assert "Fin du questionnaire" in words(end)
    assert "Place de la Loge" in words(end)
    assert "Plus d'ombre." in words(end)
    assert [q["sql"] for q in asked if not q["sql"].lstrip("( ").startswith("SELECT")] == []
    assert (Response.objects.count(), DraftResponse.objects.count()) == (0, 0)
    assert not any(name.startswith("reponse-") for name in lead.cookies)


def test_question_newly_asked_is_shown_on_the_same_page(lead, chained):
    first = lead.get(url("preview", chained))
    again = go_on(lead, first, A="2")
    after = go_on(lead, again, A="2", B="Trop loin")
    end = go_on(lead, after, C="Oui")

    assert "Pourquoi ?" not in words(first)
    assert "Posée si vous avez répondu « Non » à « Venez-vous ? »." in words(again)
    assert "Section posée si vous avez répondu à « Pourquoi ? »." in words(after)
    assert "Encore ?" in words(after)
    assert "Trop loin" in words(end)


def test_what_is_not_asked_is_left_out(lead, chained):
    first = lead.get(url("preview", chained))

    end = go_on(lead, first, A="1", B="Trop loin")

    assert "Fin du questionnaire" in words(end)
    assert "Trop loin" not in words(end)
    assert "Encore ?" not in words(end)


def test_going_back_loses_nothing(lead, chained):
    first = lead.get(url("preview", chained))
    again = go_on(lead, first, A="2")
    second = go_on(lead, again, A="2", B="Trop loin")

    back = go_on(lead, second, C="Encore un mot", direction="back")

    assert "Trop loin" in words(back)
    assert json.loads(hidden(back)["carried"])["C"] == "Encore un mot"


def test_error_is_shown_at_its_question(lead, chained):
    page = go_on(lead, lead.get(url("preview", chained)), A="9")

    assert "Une réponse est à corriger" in words(page)
    assert 'href="#q-A-1"' in words(page)


@pytest.mark.parametrize(
    "carried", ["", "{", "[" * 100_000, '{"A": "9"}', '{"Z": "1"}', "3", "a" * 300_000]
)
def test_what_was_meddled_with_counts_for_nothing(lead, chained, carried):
    page = lead.post(
        url("preview", chained), {"at": "un", "shown": "A", "carried": carried, "A": "2"}
    )

    assert json.loads(hidden(page)["carried"]) == {"A": "2"}


def test_file_of_a_preview_is_not_kept(lead):
    consultation = questionnaire_of_newer_types().consultation
    page = lead.get(url("preview", consultation))

    end = go_on(lead, page, FICHIER=SimpleUploadedFile("a.pdf", b"%PDF-1.7"), COURT="Oui")

    assert "Fin du questionnaire" in words(end)
    assert AnswerFile.objects.count() == 0


def test_last_version_is_shown_unless_another_is_asked(lead):
    old = questionnaire_of_every_type(open=True)
    new = QuestionnaireFactory(consultation=old.consultation, version=2)
    QuestionFactory(section__questionnaire=new, code="NOUVELLE", text="Nouvelle ?", words=True)
    address = url("preview", old.consultation)

    assert "Aperçu de la version 2." in words(lead.get(address))
    assert "Aperçu de la version 1." in words(lead.get(address, {"version": "1"}))
    assert "Aucune question à montrer" in words(lead.get(address, {"version": "7"}))


def test_consultation_without_question_says_so(lead):
    assert "Aucune question à montrer" in words(lead.get(url("preview", ConsultationFactory())))


@pytest.mark.parametrize("role", ["desk", "department", "official"])
def test_preview_is_for_who_prepares(client, chained, role):
    client.force_login(UserFactory(**{role: True}))

    assert client.get(url("preview", chained)).status_code == 404
