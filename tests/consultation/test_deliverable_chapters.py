"""L3.1 to L3.3: the frame, who took part, what was answered and its limits."""

from datetime import date

import pytest

from consultation.chapters import framework, participation, results
from consultation.enums import Profile, QuestionType
from consultation.models import Option
from consultation.operations import recount_changed, save_counts
from perpignan.reports.chapters import Scope, chapters_for
from perpignan.reports.kinds import CONSULTATION
from tests.factories.channels import CensusMarginFactory, WorkshopFactory
from tests.factories.consultation import (
    QuestionFactory,
    ResponseFactory,
    questionnaire_of_every_type,
)

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
