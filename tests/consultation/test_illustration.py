"""Invented answers: each passes the checks of a real one, and they hang together."""

from collections import Counter

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from consultation.enums import Channel
from consultation.models import AnswerRevision, Response
from consultation.operations import illustrate_responses
from consultation.queries import plan_of
from consultation.validators.answers import clean_answers
from tests.factories.consultation import (
    QuestionFactory,
    questionnaire_of_every_type,
    questionnaire_with_conditions,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def questionnaire():
    made = questionnaire_of_every_type(open=True, is_illustrative=True)
    section = made.sections.get(code="premiere")
    QuestionFactory(section=section, code="AGE", type="age_band", options=["Jeune", "Vieux"])
    QuestionFactory(section=section, code="AVIS", type="statements", options=["Un", "Deux"])
    QuestionFactory(section=section, code="COMBIEN", type="number", minimum=1, maximum=3)
    QuestionFactory(section=section, code="JOUR", type="date")
    QuestionFactory(section=section, code="OUI", type="yes_no")
    return made


def test_every_invented_answer_passes_the_checks(questionnaire):
    assert illustrate_responses(consultation=questionnaire.consultation, count=200) == 200

    plan = plan_of(questionnaire.pk)
    given = list(Response.objects.values_list("answers", flat=True))
    assert [clean_answers(plan.questions, answers) for answers in given] == given
    assert {code for answers in given for code in answers} == set(plan.questions)
    assert AnswerRevision.objects.count() == 200


def test_the_old_answer_on_paper_more_often(questionnaire):
    illustrate_responses(consultation=questionnaire.consultation, count=600)

    pairs = Response.objects.values_list("answers__AGE", "channel")
    ages = {code: Counter(channel for age, channel in pairs if age == code) for code in "12"}
    assert ages["2"][Channel.PAPER] > 2 * ages["1"][Channel.PAPER]
    assert ages["1"][Channel.WEB] > ages["2"][Channel.WEB]


def test_leaning_ties_the_opinions_together(questionnaire):
    illustrate_responses(consultation=questionnaire.consultation, count=600)

    pairs = Counter(Response.objects.values_list("answers__AVIS__2", "answers__OUI"))
    assert pairs["agree", "yes"] > pairs["agree", "no"]
    assert pairs["disagree", "no"] > pairs["agree", "no"]


def test_what_is_not_asked_is_not_answered():
    questionnaire = questionnaire_with_conditions(open=True, is_illustrative=True)

    illustrate_responses(consultation=questionnaire.consultation, count=100)

    stays = Response.objects.filter(answers__MARCHE="2")
    assert stays.exists()
    assert not stays.filter(answers__has_key="TRAJET").exists()


def test_command_invents_only_for_an_illustrative_consultation():
    real = questionnaire_of_every_type(open=True, is_illustrative=False).consultation

    with pytest.raises(ValidationError, match="illustrative"):
        illustrate_responses(consultation=real, count=1)
    with pytest.raises(CommandError, match="illustrative"):
        call_command("illustrate_answers", consultation=real.slug, count=1)
    assert Response.objects.count() == 0


def test_command_tells_how_many(questionnaire, capsys):
    call_command("illustrate_answers", consultation=questionnaire.consultation.slug, count=3)

    assert capsys.readouterr().out == "3 illustrative answers\n"
