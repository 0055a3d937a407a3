import pytest

from consultation.enums import Channel
from consultation.queries import (
    answer_tables,
    answering_minutes,
    pages_of,
    plan_of,
    publishable,
    questions_in_order,
    response_counts,
)
from tests.factories.consultation import ResponseFactory, questionnaire_of_every_type

pytestmark = pytest.mark.django_db


def counts_of(questionnaire):
    return response_counts([questionnaire.consultation_id])[questionnaire.consultation_id]


def test_channels_add_up_to_the_total():
    questionnaire = questionnaire_of_every_type(open=True)
    ResponseFactory.create_batch(12, questionnaire=questionnaire)
    ResponseFactory.create_batch(11, questionnaire=questionnaire, paper=True)

    counts = counts_of(questionnaire)

    assert counts.by_channel == {Channel.WEB: 12, Channel.PAPER: 11}
    assert counts.total == 23
    assert counts.published_by_channel == [("En ligne", 12), ("Sur papier", 11)]


def test_a_channel_with_too_few_responses_hides_all_channels():
    questionnaire = questionnaire_of_every_type(open=True)
    ResponseFactory.create_batch(12, questionnaire=questionnaire)
    ResponseFactory.create_batch(9, questionnaire=questionnaire, paper=True)

    counts = counts_of(questionnaire)

    assert counts.total == 21
    assert counts.published_by_channel == []


def test_withdrawn_responses_do_not_count():
    questionnaire = questionnaire_of_every_type(open=True)
    ResponseFactory(questionnaire=questionnaire)
    ResponseFactory(questionnaire=questionnaire, withdrawn=True)

    assert counts_of(questionnaire).total == 1


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        ([10, 25, 30], [10, 25, 30]),
        ([9, 25, 30], [None, None, 30]),
        ([9, 3, 30], [None, None, 30]),
        ([0, 25, 30], [None, None, 30]),
        ([0, 0, 12, 30], [None, None, None, 30]),
        ([1, 2, 40], [None, None, None]),
        ([9], [None]),
        ([], []),
    ],
)
def test_small_cells_are_hidden_and_not_to_be_deduced(cells, shown):
    assert publishable(cells) == shown


def test_answers_are_counted_by_choice():
    questionnaire = questionnaire_of_every_type(closed=True)
    ResponseFactory.create_batch(
        12, questionnaire=questionnaire, answers={"UN": "1", "PLUSIEURS": ["1", "2"]}
    )
    ResponseFactory.create_batch(
        11, questionnaire=questionnaire, answers={"UN": "2", "PLUSIEURS": ["2"], "TEXTE": "Bonjour"}
    )
    ResponseFactory.create_batch(10, questionnaire=questionnaire, answers={"UN": "3"})

    tables = {t.question.code: t for t in answer_tables(list(questions_in_order()))}

    assert tables["UN"].rows == [("Un", 12), ("Deux", 11), ("Trois", 10)]
    assert tables["UN"].answered == 33
    assert tables["PLUSIEURS"].rows == [("Un", None), ("Deux", 23), ("Trois", None)]
    assert tables["PLUSIEURS"].answered == 23
    assert sorted(tables) == ["ECHELLE", "PLUSIEURS", "UN"]


def test_tables_take_two_statements(django_assert_num_queries):
    questionnaire = questionnaire_of_every_type(closed=True)
    ResponseFactory.create_batch(3, questionnaire=questionnaire, answers={"UN": "1"})
    questions = list(questions_in_order())

    with django_assert_num_queries(2):
        answer_tables(questions)


def test_rules_are_those_of_the_questions_in_one_statement(django_assert_num_queries):
    questionnaire = questionnaire_of_every_type()

    with django_assert_num_queries(1):
        rules = plan_of(questionnaire.pk).questions

    assert rules == {question.code: question.rule() for question in questions_in_order()}
    assert rules["RANG"].option_codes == ("1", "2", "3")
    assert rules["TEXTE"].option_codes == ()


def test_time_to_answer_counts_each_question():
    questionnaire = questionnaire_of_every_type()

    assert answering_minutes(pages_of(questionnaire)) == 4
    assert answering_minutes([]) == 1
