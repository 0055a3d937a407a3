"""L3.1 to L3.3: the frame, who took part, what was answered and its limits."""

from collections import Counter
from datetime import date

import pytest

from consultation.chapters import answers_annex, framework, ideas, participation, results
from consultation.enums import Profile, QuestionType
from consultation.models import Option
from consultation.operations import recount_changed, save_counts
from perpignan.reports.chapters import Scope, chapters_for
from perpignan.reports.kinds import CONSULTATION
from tests.factories.channels import CensusMarginFactory, WorkshopFactory
from tests.factories.consultation import (
    ConsultationFactory,
    QuestionFactory,
    ResponseFactory,
    questionnaire_of_every_type,
)
from tests.factories.contributions import ContributionFactory, ThemeFactory

pytestmark = pytest.mark.django_db
PUBLIC, INTERNAL = Scope(date(2020, 6, 1)), Scope(date(2020, 6, 1), is_internal=True)


def questionnaire_with_zones(**state):
    questionnaire = questionnaire_of_every_type(**state)
    QuestionFactory(
        section=questionnaire.sections.get(code="premiere"),
        code="OU",
        type=QuestionType.ZONE,
        profile=Profile.ZONE,
        options=["Gare", "La Réal"],
    )
    return questionnaire


def answer(questionnaire, count, **others):
    for _index in range(count):
        ResponseFactory(questionnaire=questionnaire, answers={"UN": "2", "OU": "1"}, **others)


def table(blocks, caption):
    found = next(block for block in blocks if getattr(block, "caption", "") == caption)
    return [list(row) for row in found.rows]


def test_the_deliverable_has_its_chapters_in_order():
    slugs = [chapter.slug for chapter in chapters_for(CONSULTATION)]

    assert slugs == [
        "consultation-framework",
        "consultation-participation",
        "consultation-results",
        "consultation-budget",
        "consultation-ideas",
        "consultation-outcome",
        "consultation-opinions",
        "consultation-reliability",
    ]


def test_the_frame_tells_what_the_law_asks():
    questionnaire_with_zones(open=True)

    blocks = framework.build(PUBLIC)

    rows = dict(table(blocks, "Le dispositif"))
    assert rows["Contact"] == "L'accueil de la mairie"
    assert rows["État"] == "Ouverte"
    assert "L131-1" in rows["Cadre"]


def test_participation_is_told_by_channel_week_and_zone_against_the_census():
    questionnaire = questionnaire_with_zones(open=True)
    answer(questionnaire, 20)
    answer(questionnaire, 10, paper=True)
    for category, population in {"1": 300, "2": 700}.items():
        CensusMarginFactory(category=category, population=population)

    blocks = participation.build(PUBLIC)

    assert table(blocks, "Participations par canal") == [["En ligne", "20"], ["Sur papier", "10"]]
    assert [row[1] for row in table(blocks, "Participations par semaine")] == ["30"]
    hidden = table(blocks, "Qui a répondu, par quartier")
    assert [row[1:3] for row in hidden] == [["trop peu de réponses", "–"]] * 2


def test_days_are_for_the_team_only():
    answer(questionnaire_with_zones(open=True), 3)

    public = {block.kind for block in participation.build(PUBLIC)}
    internal = {block.kind for block in participation.build(INTERNAL)}

    assert "figure" not in public
    assert "figure" in internal


def test_results_wait_for_their_publication():
    answer(questionnaire_with_zones(closed=True), 12)

    assert [block.kind for block in results.build(PUBLIC)] == ["paragraph"]
    assert len(results.build(INTERNAL)) > 5


def test_results_give_workshops_apart_and_their_limits():
    questionnaire = questionnaire_with_zones(published=True)
    answer(questionnaire, 12)
    workshop = WorkshopFactory(consultation=questionnaire.consultation, participant_count=40)
    options = Option.objects.select_related("question").filter(question__code="UN")
    counted = dict(zip(options, (10, 11, 15), strict=True))
    save_counts(workshop=workshop, counts=counted)

    blocks = results.build(PUBLIC)

    question = questionnaire.questions.get(code="UN")
    rows = table(blocks, question.text)
    assert [row[2] for row in rows] == ["10", "11", "15", ""]
    assert rows[-1][:2] == ["Ont répondu", "12"]
    limits = next(block for block in blocks if block.kind == "bullets")
    assert any("moins de 10 réponses" in item for item in limits.items)


@pytest.mark.parametrize("chapter", [framework, participation, results])
def test_a_chapter_without_a_consultation_says_so(chapter):
    assert [block.text for block in chapter.build(PUBLIC)] == [
        "Aucune consultation n'est annoncée pour le moment."
    ]


@pytest.mark.parametrize(("chapter", "most"), [(framework, 4), (participation, 9), (results, 5)])
def test_chapters_take_as_many_statements_whatever_there_is(
    chapter, most, django_assert_max_num_queries
):
    for _index in range(3):
        questionnaire = questionnaire_with_zones(published=True)
        answer(questionnaire, 2)
        WorkshopFactory(consultation=questionnaire.consultation)
    recount_changed()

    with django_assert_max_num_queries(most):
        chapter.build(PUBLIC)


def test_ideas_are_told_as_their_pages_count_them(django_assert_num_queries):
    consultation = ConsultationFactory(open=True, accepts_contributions=True)
    theme = ThemeFactory(consultation=consultation, name="Ombre")
    ContributionFactory(consultation=consultation, theme=theme, title="Un arbre")
    with django_assert_num_queries(5):
        ideas.build(PUBLIC)
    ContributionFactory(consultation=consultation, answered=True, imported_supports=7, title="Banc")
    ContributionFactory(consultation=consultation, pending=True, title="Pas encore lue")
    with django_assert_num_queries(5):
        blocks = ideas.build(PUBLIC)

    assert blocks[1].items == [
        ("2", "idées publiées"),
        ("7", "soutiens"),
        ("1", "réponse de la Ville"),
    ]
    themes = table(blocks, "Les idées par thème")
    assert themes == [["Ombre", "1"], ["Sans thème", "1"], ["Total", "2"]]
    assert [row[0] for row in table(blocks, "Les idées les plus soutenues")] == ["Banc", "Un arbre"]


def test_rows_of_answers_hold_only_what_enough_people_share():
    questionnaire = questionnaire_with_zones(published=True)
    for option in ("1", "2", "3"):
        answers = {"UN": option, "OU": "1"}
        ResponseFactory.create_batch(11, questionnaire=questionnaire, answers=answers)
    ResponseFactory(questionnaire=questionnaire, answers={"UN": "1", "OU": "2"})

    titles = [column.title for column in answers_annex.person_columns(PUBLIC)]
    rows = Counter(row[0] for row in answers_annex.person_rows(PUBLIC))

    question = questionnaire.questions.get(code="UN")
    assert titles == [question.text]  # a single person answered of the second zone
    assert sorted(rows.values()) == [11, 11, 12]
    values = [row for row in answers_annex.value_rows(PUBLIC) if row[0] == "UN"]
    assert sorted(row[6] for row in values if row[6] is not None) == [11, 11, 12]


@pytest.mark.parametrize(("scope", "is_told"), [(PUBLIC, False), (INTERNAL, True)])
def test_rows_of_answers_wait_for_the_publication(scope, is_told):
    questionnaire = questionnaire_with_zones(closed=True)
    answer(questionnaire, 12)

    assert bool(list(answers_annex.value_rows(scope))) == is_told
    assert list(answers_annex.person_rows(scope)) == []
