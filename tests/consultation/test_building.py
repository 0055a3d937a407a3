"""Building a questionnaire: settings by type, conditions, order, copies, versions, languages."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from consultation import operations
from consultation.enums import ConditionOperator, ConsultationStatus, QuestionType
from consultation.models import Condition, Questionnaire
from consultation.queries import (
    conditions_by_part,
    current_questionnaire,
    exported,
    lacking_translations,
    plan_of,
    wordings_of,
)
from consultation.validators.building import condition_errors, plan_problems
from consultation.validators.rules import ConditionRule, Conditions, Plan, QuestionRule
from tests.factories.consultation import (
    ConsultationFactory,
    QuestionFactory,
    QuestionnaireFactory,
    SectionFactory,
    questionnaire_of_every_type,
    questionnaire_of_newer_types,
)
from tests.factories.study import ActionFactory, UserFactory

pytestmark = pytest.mark.django_db
Operator = ConditionOperator
Type = QuestionType


@pytest.fixture
def draft():
    """Two sections: A then B, and C. B is asked of those who say no to A."""
    questionnaire = QuestionnaireFactory()
    first = SectionFactory(questionnaire=questionnaire, code="un", title="Un", order=1)
    second = SectionFactory(questionnaire=questionnaire, code="deux", title="Deux", order=2)
    asked = QuestionFactory(
        section=first, code="A", order=1, text="Venez-vous ?", options=["Oui", "Non"]
    )
    other = QuestionFactory(section=first, code="B", order=2, options=["Loin", "Cher"])
    QuestionFactory(section=second, code="C", order=1, words=True)
    Condition.objects.create(
        question=other, depends_on=asked, operator=Operator.ANY_OF, option_codes=["2"]
    )
    return questionnaire


def question(questionnaire, code):
    return questionnaire.questions.get(code=code)


def order(questionnaire):
    rows = questionnaire.questions.order_by("section__order", "order")
    return [f"{item.section.code}:{item.code}" for item in rows.select_related("section")]


# Conditions

PLAN = Plan(
    {
        "A": QuestionRule("A", Type.SINGLE, ("1", "2"), section="un", allows_other=True),
        "N": QuestionRule("N", Type.NUMBER, section="un"),
        "S": QuestionRule("S", Type.SCALE, ("1", "2"), section="un"),
        "T": QuestionRule("T", Type.TEXT, section="deux"),
        "Y": QuestionRule("Y", Type.YES_NO, section="deux"),
    }
)


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        (ConditionRule("A", Operator.ANY_OF, ("1", "other")), []),
        (ConditionRule("A", Operator.ANSWERED), []),
        (ConditionRule("N", Operator.AT_LEAST, (), Decimal(3)), []),
        (ConditionRule("S", Operator.AT_MOST, (), Decimal(1)), []),
        (ConditionRule("T", Operator.NOT_ANSWERED), []),
        (ConditionRule("Y", Operator.ANY_OF, ("yes",)), []),
        (ConditionRule("Z", Operator.ANSWERED), ["depends_on"]),
        (ConditionRule("A", Operator.ANY_OF, ("3",)), ["option_codes"]),
        (ConditionRule("A", Operator.ANY_OF, ("dont-know",)), ["option_codes"]),
        (ConditionRule("A", Operator.ANY_OF), ["option_codes"]),
        (ConditionRule("A", Operator.ANSWERED, ("1",)), ["option_codes"]),
        (ConditionRule("A", Operator.AT_LEAST, (), Decimal(1)), ["operator"]),
        (ConditionRule("T", Operator.ANY_OF, ("1",)), ["operator"]),
        (ConditionRule("N", Operator.AT_LEAST), ["number"]),
        (ConditionRule("A", Operator.ANY_OF, ("1",), Decimal(1)), ["number"]),
    ],
)
def test_condition_suits_the_question_it_looks_at(rule, fields):
    assert list(condition_errors(PLAN, rule, position=5)) == fields


@pytest.mark.parametrize(
    ("by_question", "by_section", "owner"),
    [
        ({"A": "A"}, {}, "A"),  # itself
        ({"A": "N"}, {}, "A"),  # a later one
        ({"A": "N", "N": "A"}, {}, "A"),  # a circle
        ({}, {"deux": "T"}, "deux"),  # a question of the section itself
        ({}, {"un": "T"}, "un"),  # a later section
    ],
)
def test_condition_looks_back_only(by_question, by_section, owner):
    def looking(pairs):
        return {
            code: Conditions((ConditionRule(other, Operator.ANSWERED),))
            for code, other in pairs.items()
        }

    problems = plan_problems(Plan(PLAN.questions, looking(by_question), looking(by_section)))

    assert [(p.owner, p.number, p.field) for p in problems] == [(owner, 1, "depends_on")]


def test_conditions_are_told_in_words(draft):
    second = draft.sections.get(code="deux")
    for operator, fields in (
        (Operator.NOT_ANSWERED, {}),
        (Operator.NONE_OF, {"option_codes": ["1", "2"]}),
    ):
        Condition.objects.create(
            section=second, depends_on=question(draft, "A"), operator=operator, **fields
        )

    by_section, by_question = conditions_by_part(draft.pk)

    assert by_question == {"B": "Posée si vous avez répondu « Non » à « Venez-vous ? »."}
    assert by_section == {
        "deux": "Section posée si vous n'avez pas répondu à « Venez-vous ? » et si vous n'avez "
        "pas répondu « Oui » ou « Non » à « Venez-vous ? »."
    }


def test_question_that_others_depend_on_is_not_deleted(draft):
    with pytest.raises(ValidationError, match="en dépend"):
        operations.delete_part(part=question(draft, "A"))
    operations.delete_part(part=question(draft, "B"))

    operations.delete_part(part=question(draft, "A"))

    assert order(draft) == ["deux:C"]


# Order


def test_question_moves_down_and_into_the_next_section(draft):
    operations.move_question(question=question(draft, "B"), step=1)

    assert order(draft) == ["un:A", "deux:B", "deux:C"]

    operations.move_question(question=question(draft, "B"), step=1)

    assert order(draft) == ["un:A", "deux:C", "deux:B"]


def test_question_moves_up_into_the_section_before(draft):
    operations.move_question(question=question(draft, "C"), step=-1)

    assert order(draft) == ["un:A", "un:B", "un:C"]


def test_first_question_stays_first_when_moved_up(draft):
    operations.move_question(question=question(draft, "A"), step=-1)

    assert order(draft) == ["un:A", "un:B", "deux:C"]


def test_question_does_not_pass_the_one_it_depends_on(draft):
    with pytest.raises(ValidationError, match="ne vient pas avant"):
        operations.move_question(question=question(draft, "B"), step=-1)

    assert order(draft) == ["un:A", "un:B", "deux:C"]


def test_sections_of_equal_order_move_too(draft):
    draft.sections.update(order=0)

    operations.move_section(section=draft.sections.get(code="deux"), step=1)

    assert list(draft.sections.order_by("order").values_list("code", flat=True)) == ["un", "deux"]


# Copies and versions


def test_duplicate_has_the_options_and_conditions_and_a_code_of_its_own(draft):
    copy = operations.duplicate_question(question=question(draft, "B"))
    again = operations.duplicate_question(question=question(draft, "B"))

    assert (copy.code, again.code) == ("B_2", "B_3")
    assert [option.text for option in copy.options.all()] == ["Loin", "Cher"]
    assert [condition.depends_on.code for condition in copy.conditions.all()] == ["A"]
    assert order(draft) == ["un:A", "un:B", "un:B_3", "un:B_2", "deux:C"]


@pytest.fixture
def opened(draft):
    """The same questionnaire, opened: its wording does not change any more."""
    return operations.move_consultation(
        consultation=draft.consultation, to=ConsultationStatus.OPEN, by=UserFactory(lead=True)
    ).questionnaires.get()


@pytest.mark.parametrize(
    "change",
    [
        lambda q: operations.move_question(question=question(q, "A"), step=1),
        lambda q: operations.move_section(section=q.sections.first(), step=1),
        lambda q: operations.duplicate_question(question=question(q, "A")),
        lambda q: operations.save_part(part=question(q, "A"), text="Autre ?"),
        lambda q: operations.save_part(part=Condition.objects.get()),
        lambda q: operations.delete_part(part=Condition.objects.get()),
        lambda q: operations.save_translations(questionnaire=q, texts={}),
    ],
)
def test_nothing_changes_in_a_frozen_version(opened, change):
    with pytest.raises(ValidationError, match="ne changent plus"):
        change(opened)


def test_correction_is_a_copy_of_everything(opened):
    action = ActionFactory()
    question(opened, "A").action_links.create(action=action, sentence="Venir plus souvent")

    copy = operations.correct_questionnaire(questionnaire=opened)

    assert (copy.version, copy.frozen_at) == (2, None)
    assert exported(copy) == exported(opened)
    assert plan_of(copy.pk) == plan_of(opened.pk)
    assert question(copy, "B").conditions.get().depends_on == question(copy, "A")
    assert question(copy, "A").action_links.get().action == action


def test_correction_in_preparation_is_not_asked_until_it_is_put_in_service(opened):
    copy = operations.correct_questionnaire(questionnaire=opened)
    operations.save_part(part=question(copy, "A"), text="Venez-vous souvent ?")
    before = current_questionnaire(opened.consultation)

    operations.put_in_service(questionnaire=copy, by=UserFactory(lead=True))

    assert before == opened
    assert current_questionnaire(opened.consultation) == copy
    assert question(opened, "A").text == "Venez-vous ?"
    with pytest.raises(ValidationError, match="ne changent plus"):
        operations.save_part(part=question(copy, "A"), text="Encore ?")


def test_one_correction_at_a_time(opened):
    operations.correct_questionnaire(questionnaire=opened)

    with pytest.raises(ValidationError, match="version 2 est déjà en préparation"):
        operations.correct_questionnaire(questionnaire=opened)


def test_who_only_prepares_puts_nothing_in_service(opened):
    copy = operations.correct_questionnaire(questionnaire=opened)

    with pytest.raises(PermissionDenied):
        operations.put_in_service(questionnaire=copy, by=UserFactory(consortium=True))


@pytest.mark.parametrize("fault", ["options", "condition", "empty", "rows"])
def test_questionnaire_that_cannot_be_answered_is_not_put_in_service(opened, fault):
    copy = operations.correct_questionnaire(questionnaire=opened)
    if fault == "options":
        question(copy, "B").options.all().delete()
    elif fault == "condition":
        Condition.objects.filter(question__questionnaire=copy).update(option_codes=["9"])
    elif fault == "rows":
        copy.questions.filter(code="B").update(type=Type.MATRIX)
    else:
        copy.questions.all().delete()

    with pytest.raises(ValidationError):
        operations.put_in_service(questionnaire=copy, by=UserFactory(lead=True))

    copy.refresh_from_db()
    assert copy.frozen_at is None


def test_consultation_does_not_open_on_a_condition_that_looks_ahead(draft):
    Condition.objects.create(
        question=question(draft, "A"), depends_on=question(draft, "C"), operator=Operator.ANSWERED
    )

    with pytest.raises(ValidationError, match="Question A, condition 1"):
        operations.move_consultation(
            consultation=draft.consultation, to=ConsultationStatus.OPEN, by=UserFactory(lead=True)
        )


def test_questionnaire_is_copied_to_another_consultation(draft):
    other = ConsultationFactory()

    copy = operations.copy_questionnaire(questionnaire=draft, to=other)

    assert (copy.consultation, copy.version) == (other, 1)
    assert exported(copy) == exported(draft)
    assert Questionnaire.objects.count() == 2


@pytest.mark.parametrize("make", [questionnaire_of_every_type, questionnaire_of_newer_types])
def test_every_type_can_be_copied_and_opened(make):
    copy = operations.copy_questionnaire(questionnaire=make(), to=ConsultationFactory())

    operations.check_complete(copy)

    assert copy.questions.count() > 6


# Languages


def test_what_lacks_is_counted_by_language(draft):
    operations.save_part(part=question(draft, "A"), text_ca="Veniu?", hint="Au centre")

    assert len(wordings_of(draft)) == 10
    assert lacking_translations(draft) == {"ca": 9, "en": 10}


def test_texts_are_saved_together(draft):
    asked = question(draft, "A")
    section = draft.sections.get(code="un")

    changed = operations.save_translations(
        questionnaire=draft,
        texts={
            f"question-{asked.pk}-text_ca": " Veniu? ",
            f"question-{asked.pk}-text": "Venez-vous ?",
            f"section-{section.pk}-title_en": "One",
            "question-0-text_ca": "d'un autre questionnaire",
        },
    )

    assert changed == 2
    assert question(draft, "A").text_ca == "Veniu?"
    assert draft.sections.get(code="un").title_en == "One"


def test_text_in_error_saves_nothing_and_is_named(draft):
    asked = question(draft, "A")
    keys = [f"question-{asked.pk}-text", f"question-{asked.pk}-text_ca"]

    with pytest.raises(ValidationError) as refused:
        operations.save_translations(questionnaire=draft, texts={keys[0]: "", keys[1]: "a" * 301})

    assert sorted(refused.value.message_dict) == keys
    assert question(draft, "A").text == "Venez-vous ?"
