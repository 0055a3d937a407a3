"""A questionnaire as one file: out and in again without a change, or refused whole."""

import json

import pytest
from django.core.exceptions import ValidationError

from consultation import operations
from consultation.enums import ConditionOperator
from consultation.models import Condition, Questionnaire, Section
from consultation.queries import exported, plan_of
from tests.factories.consultation import (
    ConsultationFactory,
    questionnaire_of_every_type,
    questionnaire_of_newer_types,
)

pytestmark = pytest.mark.django_db


def read(document, **changes):
    content = document if isinstance(document, bytes) else json.dumps(document).encode()
    return operations.import_questionnaire(consultation=ConsultationFactory(), content=content)


def document(*questions, **section):
    return {
        "format": "perpignan.questionnaire",
        "schema": 1,
        "sections": [{"code": "un", "title": "Un", "questions": list(questions), **section}],
    }


def asked(code="A", **fields):
    options = [{"code": "1", "text": "Oui"}, {"code": "2", "text": "Non"}]
    return {"code": code, "type": "single", "text": "Venez-vous ?", "options": options, **fields}


@pytest.mark.parametrize("make", [questionnaire_of_every_type, questionnaire_of_newer_types])
def test_round_trip_is_exact(make):
    questionnaire = make()
    first, *_others, last = questionnaire.questions.order_by("section__order", "order")
    Condition.objects.create(question=last, depends_on=first, operator=ConditionOperator.ANSWERED)

    copy = read(json.loads(json.dumps(exported(questionnaire))))

    assert exported(copy) == exported(questionnaire)
    assert plan_of(copy.pk) == plan_of(questionnaire.pk)


def refusal(document):
    with pytest.raises(ValidationError) as refused:
        read(document)
    assert Questionnaire.objects.count() == 0
    assert Section.objects.count() == 0
    return refused.value.messages


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "JSON lisible"),
        (b"\xff\xfe\x00", "JSON lisible"),
        (b"[" * 100_000, "JSON lisible"),
        (b'{"format": NaN}', "JSON lisible"),
        (b" " * 10_000_000, "trop lourd"),
        (b"[]", "exporté du portail"),
        (b'{"format": "autre"}', "exporté du portail"),
        (b'{"format": "perpignan.questionnaire", "schema": 2}', "version du format"),
        (b'{"format": "perpignan.questionnaire", "schema": 1, "x": 1}', "Champ « x »"),
        (
            b'{"format": "perpignan.questionnaire", "schema": 1, "sections": {}}',
            "Champ « sections » : une liste",
        ),
        (
            b'{"format": "perpignan.questionnaire", "schema": 1, "sections": [3]}',
            "Section 1 : un objet",
        ),
    ],
)
def test_file_that_is_not_a_questionnaire_is_refused(content, words):
    [message] = refusal(content)

    assert words in message


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            document(asked(type="hologram")),
            "Section 1, question 1, champ « type » : La valeur «\xa0'hologram'\xa0» n’est pas "
            "un choix valide.",
        ),
        (
            document(asked(), asked()),
            "Section 1, question 2 : Ce code est déjà celui d'une autre question.",
        ),
        (
            document(asked(options=[{"code": "1", "text": "a"}, {"code": "1", "text": "b"}])),
            "Section 1, question 1, réponse 2 : Ce code est déjà celui d'une autre réponse.",
        ),
        (
            document(asked(options=[{"code": "other", "text": "a"}])),
            "Section 1, question 1, réponse 1, champ « code » : Ce code est réservé au portail.",
        ),
        (
            document(asked(texte="x")),
            "Section 1, question 1, champ « texte » : champ inconnu.",
        ),
        (
            document(asked(text=3)),
            "Section 1, question 1, champ « text » : un texte est attendu.",
        ),
        (
            document(asked(allows_other="oui")),
            "Section 1, question 1, champ « allows_other » : vrai ou faux est attendu.",
        ),
        (
            document(asked(max_choices=True)),
            "Section 1, question 1, champ « max_choices » : un nombre entier est attendu.",
        ),
        (
            document(asked(minimum="Infinity")),
            "Section 1, question 1, champ « minimum » : un nombre est attendu.",
        ),
        (
            document(asked(), priority="P9"),
            "Section 1, champ « priority » : « P9 » n'existe pas dans ce portail.",
        ),
        (
            document(asked(conditions=[{"depends_on": "A", "operator": "answered"}])),
            "Section 1, question 1, condition 1, champ « depends_on » : Cette question ne vient "
            "pas avant : une condition ne porte que sur une question déjà posée.",
        ),
        (
            document(asked(conditions=[{"depends_on": "Z", "operator": "answered"}])),
            "Section 1, question 1, condition 1, champ « depends_on » : la question « Z » "
            "n'existe pas dans ce fichier.",
        ),
        (
            document(asked(max_length=9)),
            "Section 1, question 1, champ « max_length » : Ne sert pas pour ce type de "
            "question : laissez vide.",
        ),
        (
            document(asked(options=[{"code": "1", "text": "a", "zone": "lune"}])),
            "Section 1, question 1, réponse 1, champ « zone » : « lune » n'existe pas dans ce "
            "portail.",
        ),
    ],
)
def test_problem_is_named_by_its_place_and_nothing_is_kept(content, message):
    assert refusal(content) == [message]


def test_circle_is_refused():
    circle = document(
        asked("A", conditions=[{"depends_on": "B", "operator": "answered"}]),
        asked("B", conditions=[{"depends_on": "A", "operator": "answered"}]),
    )

    [message] = refusal(circle)

    assert message.startswith("Section 1, question 1, condition 1")


def test_problems_are_told_together_up_to_a_point():
    many = document(*(asked(f"Q{number}", type="hologram") for number in range(40)))

    messages = refusal(many)

    assert len(messages) == 31
    assert messages[-1] == "Et 10 autres problèmes."


def test_one_version_is_prepared_at_a_time():
    consultation = ConsultationFactory()
    content = json.dumps(document(asked())).encode()
    operations.import_questionnaire(consultation=consultation, content=content)

    with pytest.raises(ValidationError, match="déjà en préparation"):
        operations.import_questionnaire(consultation=consultation, content=content)
