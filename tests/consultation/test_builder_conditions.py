"""Conditions written in the back office, and what they forbid."""

import pytest

from consultation.models import Condition, Question
from tests.consultation.answering import words
from tests.consultation.test_builder_admin import admin_url, asked, form_of
from tests.factories.consultation import (
    QuestionFactory,
    SectionFactory,
)

pytestmark = pytest.mark.django_db


# Conditions


def test_condition_is_written_on_the_page_of_its_question(lead, draft):
    first, second = asked(draft, "A"), asked(draft, "B")
    condition = (first, "any_of", [f"{first.pk}:2"], "")

    answer = lead.post(admin_url("question", "change", second.pk), form_of(second, [condition]))

    assert answer.url.endswith(f"#question-{second.pk}")
    stored = second.conditions.get()
    assert (stored.depends_on, stored.operator, stored.option_codes) == (first, "any_of", ["2"])
    shown = words(lead.get(admin_url("question", "change", second.pk)))
    assert f'<option value="{first.pk}:2" selected>Non</option>' in shown


@pytest.mark.parametrize(
    ("owner", "other", "operator", "codes", "message"),
    [
        ("A", "B", "answered", [], "ne vient pas avant"),
        ("B", "A", "any_of", [], "Choisissez une réponse au moins."),
        ("B", "A", "at_least", [], "Ne convient pas à une question de ce type."),
        ("C", "A", "any_of", ["B:1"], "les réponses de la question choisie"),
        ("C", "A", "any_of", ["A:9"], "Sélectionnez un choix valide"),
        ("B", "Z", "answered", [], "pas de ce questionnaire"),
    ],
)
def test_condition_that_cannot_stand_is_refused_at_its_field(
    lead, draft, owner, other, operator, codes, message
):
    QuestionFactory(section=draft.sections.get(), code="C", order=3, words=True)
    elsewhere = QuestionFactory(code="Z", options=["Oui", "Non"])
    found = {**{question.code: question for question in draft.questions.all()}, "Z": elsewhere}
    chosen = [f"{found[code.split(':')[0]].pk}:{code.split(':')[1]}" for code in codes]
    condition = (found[other], operator, chosen, "")
    limits = {"max_length": 100} if owner == "C" else {}

    page = lead.post(
        admin_url("question", "change", found[owner].pk),
        form_of(found[owner], [condition], **limits),
    )

    [errors] = page.context["inline_admin_formsets"][1].formset.errors
    assert page.status_code == 200
    assert message in str(errors)
    assert Condition.objects.count() == 0


def test_question_is_not_put_before_the_one_it_depends_on(lead, draft):
    first, second = asked(draft, "A"), asked(draft, "B")
    Condition.objects.create(question=second, depends_on=first, operator="answered")

    page = lead.post(
        admin_url("question", "change", first.pk), form_of(first, order=9, text="Récrite ?")
    )

    assert page.status_code == 200
    assert "Question B, condition 1 : Cette question ne vient pas avant" in words(page)
    assert 'value="Récrite ?"' in words(page)
    first.refresh_from_db()
    assert (first.order, first.text) == (1, "Venez-vous ?")


def test_answer_that_a_condition_looks_at_is_not_removed(lead, draft):
    first, second = asked(draft, "A"), asked(draft, "B")
    Condition.objects.create(
        question=second, depends_on=first, operator="any_of", option_codes=["2"]
    )
    option = first.options.get(code="2")
    row = {
        "options-TOTAL_FORMS": 1,
        "options-INITIAL_FORMS": 1,
        "options-0-id": option.pk,
        "options-0-question": first.pk,
        "options-0-code": "2",
        "options-0-order": 2,
        "options-0-text": "Non",
        "options-0-DELETE": "on",
    }

    page = lead.post(admin_url("question", "change", first.pk), form_of(first, **row))

    assert "n'a pas de réponse « 2 »" in words(page)
    assert first.options.count() == 2


def test_question_that_others_depend_on_is_not_deleted(lead, draft):
    first = asked(draft, "A")
    Condition.objects.create(question=asked(draft, "B"), depends_on=first, operator="answered")

    answer = lead.post(admin_url("question", "delete", first.pk), {"post": "yes"}, follow=True)

    assert "en dépend" in words(answer)
    assert Question.objects.filter(pk=first.pk).exists()


def test_setting_that_means_nothing_is_refused_at_its_field(lead, draft):
    first = asked(draft, "A")

    page = lead.post(admin_url("question", "change", first.pk), form_of(first, unit="km"))

    assert list(page.context["adminform"].form.errors) == ["unit"]


def test_section_has_conditions_on_earlier_sections(lead, draft):
    second = SectionFactory(questionnaire=draft, code="deux", order=2)
    QuestionFactory(section=second, code="C", order=1, words=True)
    form = {
        "questionnaire": draft.pk,
        "code": "deux",
        "order": 2,
        "title": "Deux",
        "conditions-TOTAL_FORMS": 1,
        "conditions-INITIAL_FORMS": 0,
        "conditions-0-operator": "answered",
    }
    address = admin_url("section", "change", second.pk)

    own = lead.post(address, form | {"conditions-0-depends_on": asked(draft, "C").pk})
    earlier = lead.post(address, form | {"conditions-0-depends_on": asked(draft, "A").pk})

    assert "ne vient pas avant" in words(own)
    assert earlier.status_code == 302
    assert Condition.objects.get().section == second
