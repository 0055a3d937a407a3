"""Counting every type of question, over every version, never on too few answers."""

import pytest

from consultation import operations
from consultation.queries import (
    answer_tables,
    answering_minutes,
    pages_of,
    question_tallies,
    questions_in_order,
)
from tests.factories.consultation import (
    ResponseFactory,
    questionnaire_of_every_type,
    questionnaire_of_newer_types,
)
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db


def respond(questionnaire, count, **answers):
    ResponseFactory.create_batch(count, questionnaire=questionnaire, answers=answers)


def tables_of(questionnaire):
    questions = list(questions_in_order().filter(questionnaire=questionnaire))
    return {table.question.code: table for table in answer_tables(questions)}


def tallies_of(questionnaire):
    questions = list(questions_in_order().filter(questionnaire=questionnaire))
    return {tally.question.code: tally for tally in question_tallies(questions)}


def test_yes_no_others_and_unknowns_are_counted():
    questionnaire = questionnaire_of_newer_types(closed=True)
    respond(questionnaire, 12, OUI="yes", AUTRE="other", COCHES=["1", "other"])
    respond(questionnaire, 11, OUI="no", AUTRE="1", ZONE="1")
    respond(questionnaire, 10, OUI="dont-know", AUTRE="2", **{"AUTRE.other": "oubliés"})

    tables = tables_of(questionnaire)

    assert tables["OUI"].rows == [("Oui", 12), ("Non", 11), ("Je ne sais pas", 10)]
    assert tables["OUI"].answered == 33
    assert tables["AUTRE"].rows == [
        *(("Un", 11), ("Deux", None), ("Autre", 12)),
        ("Je ne sais pas", None),
    ]
    assert tables["COCHES"].rows == [("Un", None), ("Deux", None), ("Autre", 12)]
    assert tables["ZONE"].answered == 11


def test_grids_and_statements_are_counted_line_by_line():
    questionnaire = questionnaire_of_newer_types(closed=True)
    respond(questionnaire, 12, GRILLE={"a": "1", "b": "2"}, AVIS={"1": "agree"})
    respond(questionnaire, 11, GRILLE={"a": "2"}, AVIS={"1": "disagree", "2": "pass"})
    respond(questionnaire, 10, GRILLE={"a": "dont-know"}, AVIS={"1": "pass"})

    tallies = tallies_of(questionnaire)

    assert tallies["GRILLE"].columns == ["Un", "Deux", "Je ne sais pas"]
    assert tallies["GRILLE"].rows == [
        ("Propreté", ["12", "11", "10"]),
        ("Bruit", [None, None, None]),  # two hidden zeros would be told by the total
    ]
    assert tallies["GRILLE"].answered == 33
    assert tallies["AVIS"].columns == ["D'accord", "Pas d'accord", "Je passe"]
    assert tallies["AVIS"].rows[0] == ("Plus d'arbres", ["12", "11", "10"])
    assert tallies["AVIS"].rows[1] == ("Moins de bruit", [None, None, None])


def test_ranks_and_shares_are_averaged():
    questionnaire = questionnaire_of_every_type(closed=True)
    respond(questionnaire, 20, RANG=["1", "2", "3"], POINTS={"1": 10})
    respond(questionnaire, 20, RANG=["2", "1"], POINTS={"1": 4, "2": 6})

    tallies = tallies_of(questionnaire)

    assert tallies["RANG"].rows == [
        ("Un", [None, "1,5"]),
        ("Deux", ["20", "1,5"]),
        ("Trois", [None, "3"]),
    ]
    assert tallies["RANG"].answered == 40
    assert tallies["POINTS"].rows == [("Un", ["7"]), ("Deux", ["3"]), ("Trois", ["0"])]
    assert tallies["POINTS"].answered == 40


def test_numbers_are_told_by_their_middle_and_not_their_extremes():
    questionnaire = questionnaire_of_newer_types(closed=True)
    for value in range(1, 21):
        respond(questionnaire, 1, PRIX=value * 1.5, NOMBRE=value)
    respond(questionnaire, 10, NOMBRE="dont-know")

    tallies = tallies_of(questionnaire)

    assert [cells for _label, cells in tallies["PRIX"].rows] == [
        *(["15,8"], ["8,6"], ["15,8"], ["22,9"])
    ]
    assert tallies["NOMBRE"].rows[-1] == ("Je ne sais pas", ["10"])
    assert tallies["NOMBRE"].answered == 30


def test_nothing_is_told_of_too_few():
    questionnaire = questionnaire_of_newer_types(closed=True)
    other = questionnaire_of_every_type(closed=True)
    respond(questionnaire, 9, PRIX=3, GRILLE={"a": "1"}, AVIS={"1": "agree"})
    respond(other, 9, RANG=["1"], POINTS={"1": 10})

    told = [*tallies_of(questionnaire).values(), *tallies_of(other).values()]

    assert {cell for tally in told for _label, cells in tally.rows for cell in cells} == {None}


def test_tallies_take_two_statements_at_most(django_assert_num_queries):
    questionnaire = questionnaire_of_newer_types(closed=True)
    respond(questionnaire, 3, PRIX=3, GRILLE={"a": "1"})
    questions = list(questions_in_order())

    with django_assert_num_queries(2):
        question_tallies(questions)
    with django_assert_num_queries(0):
        question_tallies([])


def test_counts_run_over_the_versions_of_a_question_by_its_code():
    questionnaire = questionnaire_of_every_type(open=True)
    respond(questionnaire, 12, UN="1", POINTS={"1": 10}, ECHELLE="1")
    copy = operations.correct_questionnaire(questionnaire=questionnaire)
    operations.save_part(part=copy.questions.get(code="UN"), text="Mieux dit ?")
    copy.questions.filter(code="ECHELLE").update(type="yes_no")
    operations.put_in_service(questionnaire=copy, by=UserFactory(lead=True))
    respond(copy, 13, UN="1", POINTS={"2": 10}, ECHELLE="yes")
    respond(copy, 11, UN="2")
    respond(copy, 10, UN="3")

    tables, tallies = tables_of(copy), tallies_of(copy)

    assert dict(tables["UN"].rows)["Un"] == 25
    assert tables["UN"].answered == 46
    assert tables["ECHELLE"].answered == 13  # another type is another question
    assert tallies["POINTS"].answered == 25


def test_time_to_answer_counts_lines_and_statements():
    assert answering_minutes(pages_of(questionnaire_of_newer_types())) == 5
