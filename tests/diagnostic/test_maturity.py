"""The maturity self-assessment: who answers, what is shown, what never is."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from diagnostic import operations
from diagnostic.chapters import maturity as chapter
from diagnostic.models import MaturityAnswer
from diagnostic.queries import results_of
from perpignan.reports.chapters import Scope
from tests.factories.diagnostic import (
    MaturityAnswerFactory,
    MaturityDimensionFactory,
    MaturityRoundFactory,
)
from tests.factories.study import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
PAGE, ANSWER = "/diagnostic/maturite/", "/diagnostic/maturite/repondre/"


def make_round(levels, **traits):
    dimension, asked = MaturityDimensionFactory(), MaturityRoundFactory(**traits)
    for level in levels:
        MaturityAnswerFactory(round=asked, dimension=dimension, level=level)
    return asked


def sign_in(client, **traits):
    user = UserFactory(**traits)
    assert client.login(username=user.email, password=PASSWORD)
    return user


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([2, 3, 3], (3.0, 2.5, 3.0, False)),
        ([1, 1, 4, 5], (2.5, 1.0, 4.25, True)),
        ([4, 4, 4], (4.0, 4.0, 4.0, False)),
        ([2, 5], (None, None, None, False)),
        ([], (None, None, None, False)),
    ],
)
def test_results_give_median_and_middle_half_from_three_answers_on(levels, expected):
    result = results_of([make_round(levels)])[0].dimensions[0]

    assert (result.median, result.low, result.high, result.is_wide) == expected
    assert result.count == len(levels)


def test_a_wide_spread_is_told_as_a_finding(client):
    asked = make_round([1, 1, 4, 5])

    text = client.get(PAGE).content.decode()

    assert "Un grand écart est un résultat en soi." in text
    assert asked.title in text


def test_two_answers_are_not_published(client):
    make_round([2, 5])

    row = client.get("/api/v1/maturity-rounds/").json()["results"][0]["dimensions"][0]

    assert (row["count"], row["median"], row["low"], row["high"]) == (2, None, None, None)
    assert "Aucun résultat à publier" in client.get(PAGE).content.decode()


def test_an_open_round_and_comments_are_not_published(client):
    asked = make_round([1, 2, 3], under_way=True)
    MaturityAnswer.objects.update(comment="Entre nous")

    shown = client.get(PAGE).content.decode() + client.get("/api/v1/maturity-rounds/").text

    assert asked.title not in shown
    assert "Entre nous" not in shown


def test_comments_of_a_closed_round_stay_with_the_team(client):
    make_round([1, 2, 3])
    MaturityAnswer.objects.update(comment="Entre nous")

    shown = client.get(PAGE).content.decode() + client.get("/api/v1/maturity-rounds/").text

    assert "Entre nous" not in shown
    assert "Service" not in client.get("/api/v1/maturity-rounds/").text


def test_two_rounds_are_compared(client):
    dimension = MaturityDimensionFactory()
    for year, level in ((2019, 1), (2020, 3)):
        asked = MaturityRoundFactory(opens_on=date(year, 1, 1), closes_on=date(year, 2, 1))
        for _ in range(3):
            MaturityAnswerFactory(round=asked, dimension=dimension, level=level)

    text = client.get(PAGE).content.decode()

    assert "1 dimension sur 1 a progressé" in text


@pytest.mark.parametrize(
    ("traits", "expected"),
    [({}, 302), ({"official": True}, 403), ({"desk": True}, 403), ({"department": True}, 200)],
)
def test_departments_answer(client, traits, expected):
    MaturityRoundFactory(under_way=True)
    if traits:
        sign_in(client, **traits)

    assert client.get(ANSWER).status_code == expected


def test_a_contact_answers_then_changes_her_mind(client):
    asked = MaturityRoundFactory(under_way=True)
    first, second = MaturityDimensionFactory(code="a"), MaturityDimensionFactory(code="b")
    for dimension in (first, second):
        for level in range(1, 6):
            dimension.levels.create(level=level, description="Comme ceci.")
    user = sign_in(client, department=True)

    client.post(ANSWER, {"level_a": "2", "comment_a": "Un mot", "level_b": "4"})
    client.post(ANSWER, {"level_a": "3", "comment_a": "Un mot", "level_b": ""})

    stored = MaturityAnswer.objects.values_list("round", "respondent", "dimension", "level")
    assert list(stored) == [(asked.pk, user.pk, first.pk, 3)]


def test_a_closed_round_takes_no_answer():
    asked, dimension = MaturityRoundFactory(), MaturityDimensionFactory()

    with pytest.raises(ValidationError, match="Ce tour est fermé"):
        operations.answer_maturity(
            round=asked, respondent=UserFactory(), answers={dimension: (3, "")}
        )


def test_one_person_answers_once_a_dimension():
    answer = MaturityAnswerFactory(respondent=UserFactory(), respondent_label="")

    with pytest.raises(IntegrityError), transaction.atomic():
        MaturityAnswerFactory(
            round=answer.round,
            respondent=answer.respondent,
            respondent_label="",
            dimension=answer.dimension,
        )


def test_an_answer_has_one_respondent():
    with pytest.raises(IntegrityError), transaction.atomic():
        MaturityAnswerFactory(respondent_label="")


def test_the_chapter_tells_the_last_closed_round():
    make_round([1, 1, 4, 5])

    blocks = chapter.build(Scope(day=date(2020, 4, 1)))

    assert [block.kind for block in blocks][:3] == ["paragraph", "figure", "paragraph"]
    assert "ne voient pas la même ville" in blocks[2].text


@pytest.mark.parametrize("path", [PAGE, "/api/v1/maturity-rounds/"])
def test_queries_do_not_grow_with_rounds(client, path):
    counts = []
    for size in (2, 2):  # one earlier round to compare with, then three more
        for _ in range(size):
            make_round([1, 2, 3])
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        counts.append(len(captured))

    assert counts[0] == counts[1]
