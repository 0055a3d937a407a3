"""Scores, weights, classes, freezing: right results, or a clear refusal in French."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from diagnostic import operations
from diagnostic.models import ActionScore, RankedAction, RankingSession
from diagnostic.queries import show_session
from diagnostic.queries.ranking import describe_session, key_of, result_of
from tests.factories.diagnostic import (
    CriterionFactory,
    RankedActionFactory,
    RankingSessionFactory,
    StakeholderFactory,
)
from tests.factories.study import ActionFactory, UserFactory

pytestmark = pytest.mark.django_db
FROZEN = "Cette session est figée"


def make_session(actions=3, criteria=2, scores=None):
    """Make a session whose first action has the best scores."""
    kinds = [CriterionFactory(code=f"c{i}", name=f"C{i}") for i in range(criteria)]
    session = RankingSessionFactory()
    ranked = [
        RankedActionFactory(session=session, action__code=f"A{i}", action__title=f"Titre {i}")
        for i in range(actions)
    ]
    rows = scores or [[str(max(0, 4 - i))] * criteria for i in range(actions)]
    cells = {
        (item.action.code, kind.code): row[column]
        for item, row in zip(ranked, rows, strict=True)
        for column, kind in enumerate(kinds)
    }
    operations.save_scores(session=session, cells=cells)
    return session


def ranks(session):
    shown = result_of(session, describe_session(session))
    return [(row.code, row.rank) for row in shown.rows]


def test_save_scores_ranks_the_actions():
    session = make_session()

    assert ranks(session) == [("A0", 1), ("A1", 2), ("A2", 3)]
    assert session.results_key == key_of(describe_session(session)["inputs"])


def test_save_scores_asks_the_database_as_often_for_one_cell_as_for_six():
    session, asked = make_session(), []

    for cells in ([("A0", "c0")], [(f"A{i}", f"c{j}") for i in range(3) for j in range(2)]):
        with CaptureQueriesContext(connection) as captured:
            changed = operations.save_scores(session=session, cells=dict.fromkeys(cells, "2"))
        asked.append((changed, len(captured)))

    assert [changed for changed, _count in asked] == [1, 3]  # the others were 2 already
    assert asked[0][1] == asked[1][1]


def test_save_scores_stores_nothing_while_one_cell_is_wrong():
    session = make_session()
    before = list(ActionScore.objects.values_list("low", "high").order_by("pk"))

    with pytest.raises(ValidationError) as refusal:
        operations.save_scores(
            session=session,
            cells={("A0", "c0"): "1", ("A1", "c1"): "9", ("A2", "c0"): "beaucoup"},
        )

    assert sorted(refusal.value.message_dict) == ["A1|c1", "A2|c0"]
    assert refusal.value.message_dict["A1|c1"] == ["La note va de 0 à 4."]
    assert list(ActionScore.objects.values_list("low", "high").order_by("pk")) == before


def test_save_scores_refuses_an_action_of_another_session():
    session = make_session()

    with pytest.raises(ValidationError) as refusal:
        operations.save_scores(session=session, cells={("ZZ", "c0"): "1"})

    assert list(refusal.value.message_dict) == ["ZZ|c0"]


def test_save_scores_records_who_and_where_from():
    session, agent = make_session(), UserFactory()

    count = operations.save_scores(
        session=session, cells={("A0", "c0"): "1-3"}, by=agent, sources={"A0": "Entretien"}
    )

    score = session.scores.get(action__code="A0", criterion__code="c0")
    assert (count, score.low, score.high) == (1, Decimal(1), Decimal(3))
    assert (score.scored_by, score.source_text) == (agent, "Entretien")


def test_missing_score_counts_as_the_whole_scale():
    session = make_session(scores=[["4", ""], ["4", "2"], ["0", "0"]])

    result = result_of(session, describe_session(session))

    assert [row.missing for row in result.rows] == [1, 0, 0]
    assert ranks(session)[:2] == [("A0", 1), ("A1", 1)]


def test_ties_share_a_rank():
    session = make_session(scores=[["2", "2"], ["2", "2"], ["1", "1"]])

    assert ranks(session) == [("A0", 1), ("A1", 1), ("A2", 3)]


def test_one_action_is_ranked_alone():
    session = make_session(actions=1)

    shown = show_session(session, UserFactory(lead=True))

    assert ranks(session) == [("A0", 1)]
    assert shown.result.concordance is None
    assert shown.result.swaps == []


def test_all_scores_missing_ties_everyone_and_cannot_be_frozen():
    session = make_session(scores=[["", ""]] * 3)

    assert [rank for _code, rank in ranks(session)] == [1, 1, 1]
    with pytest.raises(ValidationError, match="Aucune note n'est saisie"):
        operations.freeze_session(session=session)


def test_a_session_without_actions_says_so():
    CriterionFactory()
    session = RankingSessionFactory()

    shown = show_session(session, UserFactory(lead=True))

    assert shown.result is None
    assert shown.problem == "Aucune action à classer."


@pytest.mark.slow
def test_a_thousand_actions_are_ranked():
    criteria = [CriterionFactory(code=f"c{i}") for i in range(3)]
    session = RankingSessionFactory(draws=100)
    template = ActionFactory(public=True)
    actions = type(template).objects.bulk_create(
        type(template)(
            code=f"M{i:04}", title="Action", priority=template.priority, visibility="public"
        )
        for i in range(1000)
    )
    RankedAction.objects.bulk_create(RankedAction(session=session, action=a) for a in actions)
    cells = {
        (action.code, criterion.code): str(number % 5)
        for number, action in enumerate(actions)
        for criterion in criteria
    }

    assert operations.save_scores(session=session, cells=cells) == 3000

    result = result_of(session, describe_session(session))
    assert [row.rank for row in result.rows[:200]] == [1] * 200
    assert result.rows[200].rank == 201


def test_save_weights_refuses_zeros():
    session, person = make_session(), StakeholderFactory()

    with pytest.raises(ValidationError, match="Tous les poids sont nuls"):
        operations.save_weights(session=session, stakeholder=person, weights={"c0": Decimal(0)})

    assert session.weights.count() == 0


def test_save_weights_refuses_a_negative_weight_at_its_criterion():
    session, person = make_session(), StakeholderFactory()

    with pytest.raises(ValidationError) as refusal:
        operations.save_weights(
            session=session,
            stakeholder=person,
            weights={"c0": Decimal(3), "c1": Decimal(-1)},
        )

    assert list(refusal.value.message_dict) == ["c1"]
    assert session.weights.count() == 0


def test_the_reference_gives_the_ranking_and_others_are_compared():
    session = make_session(actions=2, scores=[["4", "0"], ["0", "4"]])
    agreed, city = StakeholderFactory(reference=True), StakeholderFactory(code="ville")
    operations.save_weights(
        session=session, stakeholder=agreed, weights={"c0": Decimal(9), "c1": Decimal(1)}
    )
    operations.save_weights(session=session, stakeholder=city, weights={"c1": Decimal(1)})

    result = result_of(session, describe_session(session))

    assert [row.code for row in result.rows] == ["A0", "A1"]
    assert [row.places for row in result.rows] == [{"ville": 2}, {"ville": 1}]


def test_classify_discards_with_a_public_reason_only():
    session = make_session()
    action = session.ranked_actions.first().action

    with pytest.raises(ValidationError, match="Dites pourquoi"):
        operations.classify(
            session=session, action=action, category="discarded", public_reason="  "
        )
    ranked = operations.classify(
        session=session, action=action, category="discarded", public_reason="Trop chère."
    )

    assert (ranked.category, ranked.public_reason) == ("discarded", "Trop chère.")


def test_freeze_keeps_numbers_that_replay_to_the_same():
    session, lead = make_session(), UserFactory(lead=True)

    operations.freeze_session(session=session, by=lead)

    frozen = RankingSession.objects.get(pk=session.pk)
    assert frozen.is_frozen
    assert frozen.frozen_by == lead
    assert key_of(frozen.snapshot) == frozen.sha256
    assert operations.replay_session(session=frozen) == []


def test_a_frozen_session_ignores_what_is_renamed_since():
    session = make_session()
    operations.freeze_session(session=session)
    action = session.ranked_actions.first().action
    action.title = "Un autre titre"
    action.save()
    CriterionFactory()

    shown = show_session(RankingSession.objects.get(pk=session.pk), UserFactory())

    assert shown.action("A0").title == "Titre 0"
    assert sorted(shown.data["criteria"]) == ["c0", "c1"]


def test_replay_names_what_differs():
    session = make_session()
    operations.freeze_session(session=session)
    session.snapshot["results"]["rows"][0]["score"] = 0.1

    assert operations.replay_session(session=session) == ["sha256", "rows[0].score"]


def test_freeze_refuses_internal_actions():
    session = make_session()
    action = session.ranked_actions.first().action
    action.visibility = "internal"
    action.save()

    with pytest.raises(ValidationError, match="A0"):
        operations.freeze_session(session=session)


def test_every_operation_refuses_a_frozen_session():
    session, person = make_session(), StakeholderFactory()
    operations.freeze_session(session=session)
    action, score = session.ranked_actions.first().action, session.scores.first()
    attempts = [
        lambda: operations.save_scores(session=session, cells={("A0", "c0"): "1"}),
        lambda: operations.save_score(score=score, low=Decimal(1), high=Decimal(1)),
        lambda: operations.delete_score(score=score),
        lambda: operations.save_weights(
            session=session, stakeholder=person, weights={"c0": Decimal(1)}
        ),
        lambda: operations.classify(session=session, action=action, category="quick_win"),
        lambda: operations.save_session(session=session, title="Autre"),
        lambda: operations.freeze_session(session=session),
    ]

    for attempt in attempts:
        with pytest.raises(ValidationError, match=FROZEN):
            attempt()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE diagnostic_rankingsession SET title = 'x'",
        "UPDATE diagnostic_rankingsession SET status = 'open'",
        "DELETE FROM diagnostic_rankingsession",
        "UPDATE diagnostic_actionscore SET low = 1, high = 1",
        "DELETE FROM diagnostic_actionscore",
        "DELETE FROM diagnostic_rankedaction",
        "INSERT INTO diagnostic_rankedaction (session_id, action_id, category, public_reason)"
        " SELECT session_id, action_id, '', '' FROM diagnostic_rankedaction LIMIT 1",
    ],
)
def test_sql_cannot_change_a_frozen_session(statement):
    session = make_session()
    operations.freeze_session(session=session)

    with (
        pytest.raises(IntegrityError, match=FROZEN),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_copy_session_starts_from_the_same_rows():
    session = make_session()
    operations.freeze_session(session=session)

    copy = operations.copy_session(
        session=session, code="copie", title="Copie", held_on=session.held_on
    )

    assert not copy.is_frozen
    assert ranks(copy) == ranks(session)
    assert copy.scores.count() == session.scores.count() == 6


def test_save_session_starts_with_the_actions_in_play():
    kept, _gone = ActionFactory(), ActionFactory(discarded=True)

    session = operations.save_session(session=RankingSessionFactory.build())

    assert [item.action for item in session.ranked_actions.all()] == [kept]
