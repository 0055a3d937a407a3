import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser

from consultation.models import QuestionAction
from perpignan.study.evidence import evidence_for
from tests.factories.consultation import ResponseFactory, questionnaire_of_every_type
from tests.factories.study import ActionFactory, UserFactory

pytestmark = pytest.mark.django_db


def link(action, **situation):
    question = questionnaire_of_every_type(**situation).questions.get(code="UN")
    return QuestionAction.objects.create(
        question=question, action=action, sentence="Ce que la question éclaire."
    )


def test_action_shows_the_questions_that_test_it():
    action = ActionFactory(public=True)
    question = link(action, open=True).question

    (item,) = evidence_for([action], AnonymousUser())[action.pk]

    assert item.kind_label == "Question posée aux habitants"
    assert item.title == question.text
    assert item.url.endswith(f"/#{question.code}")


def test_question_of_a_draft_is_shown_to_the_team_only():
    action = ActionFactory(public=True)
    link(action)

    assert evidence_for([action], AnonymousUser())[action.pk] == []
    assert evidence_for([action], UserFactory(department=True))[action.pk] == []
    assert len(evidence_for([action], UserFactory(lead=True))[action.pk]) == 1


def test_internal_action_shows_nothing_to_the_public():
    action = ActionFactory()
    link(action, open=True)

    assert evidence_for([action], AnonymousUser())[action.pk] == []


def test_evidence_takes_one_statement(django_assert_num_queries):
    from consultation.evidence import questions_about

    actions = [ActionFactory(public=True) for _index in range(3)]
    for action in actions:
        link(action, open=True)

    with django_assert_num_queries(1):
        found = questions_about([action.pk for action in actions], AnonymousUser())

    assert len(found) == 3


# What the phase says on the home page and to the team


def config():
    return apps.get_app_config("consultation")


def test_open_consultation_invites_to_answer():
    consultation = questionnaire_of_every_type(open=True).consultation

    (invitation,) = config().invitations()

    assert invitation.title == consultation.title
    assert invitation.url == consultation.get_absolute_url()
    assert "jusqu'au" in invitation.text


@pytest.mark.parametrize("situation", ["announced", "ended", "closed"])
def test_nothing_else_invites(situation):
    questionnaire_of_every_type(**{situation: True})

    assert config().invitations() == []


def test_figure_counts_public_responses():
    ResponseFactory.create_batch(2, questionnaire=questionnaire_of_every_type(open=True))
    ResponseFactory(questionnaire=questionnaire_of_every_type())

    assert [figure.value for figure in config().figures()] == [2]


def test_team_is_told_what_waits():
    questionnaire_of_every_type()
    questionnaire_of_every_type(ended=True)

    waiting = config().waiting_for(UserFactory(lead=True))

    assert [item.count for item in waiting] == [0, 1, 1, 0]
    assert config().waiting_for(UserFactory(department=True)) == ()


def test_public_pages_are_those_of_public_consultations():
    shown = questionnaire_of_every_type(open=True).consultation
    questionnaire_of_every_type()

    urls = [page.url for page in config().public_pages()]

    assert urls == ["/consultation/", shown.get_absolute_url()]
