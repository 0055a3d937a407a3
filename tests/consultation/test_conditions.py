"""Which questions are asked, given what was answered before."""

from decimal import Decimal

import pytest

from consultation.enums import ConditionOperator, QuestionType
from consultation.models import Condition
from consultation.queries import plan_of
from consultation.validators.conditions import asked_codes, newly_asked, only_asked
from consultation.validators.rules import ConditionRule, Conditions, Plan, QuestionRule
from tests.factories.consultation import QuestionFactory, QuestionnaireFactory, SectionFactory

Operator = ConditionOperator


def plan(*rules: ConditionRule, any_suffices: bool = False) -> Plan:
    """Two questions, A then B; B is asked under these conditions."""
    questions = [
        QuestionRule("A", QuestionType.SINGLE, ("1", "2")),
        QuestionRule("B", QuestionType.TEXT),
    ]
    return Plan({q.code: q for q in questions}, {"B": Conditions(rules, any_suffices)})


@pytest.mark.parametrize(
    ("operator", "codes", "number", "answer", "is_asked"),
    [
        (Operator.ANY_OF, ("1",), None, "1", True),
        (Operator.ANY_OF, ("1",), None, ["2", "1"], True),
        (Operator.ANY_OF, ("1",), None, {"1": 4}, True),
        (Operator.ANY_OF, ("agree",), None, {"1": "agree"}, True),
        (Operator.ANY_OF, ("1",), None, "2", False),
        (Operator.ANY_OF, ("1",), None, None, False),
        (Operator.NONE_OF, ("1",), None, "2", True),
        (Operator.NONE_OF, ("1",), None, "1", False),
        (Operator.NONE_OF, ("1",), None, None, True),
        (Operator.ANSWERED, (), None, "2", True),
        (Operator.ANSWERED, (), None, [], False),
        (Operator.NOT_ANSWERED, (), None, None, True),
        (Operator.NOT_ANSWERED, (), None, "2", False),
        (Operator.AT_LEAST, (), Decimal(3), 3, True),
        (Operator.AT_LEAST, (), Decimal(3), "2.5", False),
        (Operator.AT_LEAST, (), Decimal(3), ["x"], False),
        (Operator.AT_MOST, (), Decimal(3), 3.5, False),
        (Operator.AT_MOST, (), Decimal(3), 0, True),
    ],
)
def test_question_is_asked_when_its_condition_holds(operator, codes, number, answer, is_asked):
    conditional = plan(ConditionRule("A", operator, codes, number))

    assert ("B" in asked_codes(conditional, {"A": answer})) is is_asked


def test_all_conditions_must_hold_unless_one_suffices():
    both = (
        ConditionRule("A", Operator.ANSWERED),
        ConditionRule("A", Operator.ANY_OF, ("2",)),
    )

    assert asked_codes(plan(*both), {"A": "1"}) == ["A"]
    assert asked_codes(plan(*both, any_suffices=True), {"A": "1"}) == ["A", "B"]


def test_answer_to_a_question_that_is_not_asked_counts_for_nothing():
    chain = Plan(
        {code: QuestionRule(code, QuestionType.SINGLE, ("1", "2")) for code in "ABC"},
        {
            "B": Conditions((ConditionRule("A", Operator.ANY_OF, ("1",)),)),
            "C": Conditions((ConditionRule("B", Operator.ANSWERED),)),
        },
    )
    answers = {"A": "2", "B": "1", "B.other": "mots", "C": "2"}

    assert asked_codes(chain, answers) == ["A"]
    assert only_asked(chain, answers) == {"A": "2"}


CHAIN = Plan(
    {code: QuestionRule(code, QuestionType.SINGLE, ("1", "2")) for code in "ABCD"},
    {
        "B": Conditions((ConditionRule("A", Operator.ANY_OF, ("1",)),)),
        "C": Conditions((ConditionRule("B", Operator.ANSWERED),)),
        "D": Conditions((ConditionRule("A", Operator.ANY_OF, ("1",)),)),
    },
)


@pytest.mark.parametrize(
    ("shown", "answers", "newly"),
    [
        ("A", {}, []),
        ("A", {"A": "2"}, []),
        ("A", {"A": "1"}, ["B"]),
        ("AB", {"A": "1"}, []),
        ("AB", {"A": "1", "B": "2"}, ["C"]),
        ("ABC", {"A": "1", "B": "2", "C": "1"}, []),
        ("ABC", {"A": "2", "B": "2", "C": "1"}, []),
    ],
)
def test_page_is_shown_again_for_the_questions_newly_asked(shown, answers, newly):
    assert newly_asked(CHAIN, "ABC", shown, answers) == newly


@pytest.mark.django_db
def test_plan_holds_the_conditions_of_questions_and_sections(django_assert_num_queries):
    questionnaire = QuestionnaireFactory()
    first = SectionFactory(questionnaire=questionnaire, code="un", order=1)
    second = SectionFactory(
        questionnaire=questionnaire, code="deux", order=2, any_condition_suffices=True
    )
    asked = QuestionFactory(section=first, code="A", order=1, options=["Oui", "Non"])
    other = QuestionFactory(section=first, code="B", order=2)
    QuestionFactory(section=second, code="C")
    Condition.objects.create(
        question=other, depends_on=asked, operator=Operator.ANY_OF, option_codes=["1"]
    )
    Condition.objects.create(
        section=second, depends_on=asked, operator=Operator.AT_LEAST, number=Decimal("2.5")
    )

    with django_assert_num_queries(1):
        found = plan_of(questionnaire.pk)

    assert list(found.questions) == ["A", "B", "C"]
    assert found.by_question == {
        "B": Conditions((ConditionRule("A", Operator.ANY_OF, ("1",)),)),
    }
    assert found.by_section == {
        "deux": Conditions((ConditionRule("A", Operator.AT_LEAST, (), Decimal("2.5")),), True),
    }
