"""Prioritisation through the admin, the import, reports, evidence and the seed."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tablib import Dataset

from diagnostic import operations
from diagnostic.chapters import ranking as chapter
from diagnostic.evidence.ranking import places_of
from diagnostic.models import ActionScore, RankingSession
from diagnostic.queries import show_session
from diagnostic.resources import ActionScoreResource
from perpignan.reports.chapters import Scope
from tests.diagnostic.test_ranking_operations import make_session
from tests.factories.study import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
SCOPE = Scope(day=date(2020, 4, 1))


def sign_in(client, **traits):
    user = UserFactory(**traits)
    assert client.login(username=user.email, password=PASSWORD)
    return client


def change_url(record):
    return reverse(f"admin:diagnostic_{record._meta.model_name}_change", args=[record.pk])


def test_the_admin_refuses_to_edit_what_is_frozen(client):
    session = make_session()
    score = session.scores.first()
    operations.freeze_session(session=session)
    sign_in(client, superuser=True)

    for record in (session, score):
        assert client.get(change_url(record)).status_code == 200
        assert client.post(change_url(record), {"title": "x", "low": 1}).status_code == 403

    assert RankingSession.objects.get(pk=session.pk).title == session.title


def test_the_admin_freezes_for_the_owner_only(client):
    session = make_session()
    url = f"{change_url(session).removesuffix('change/')}faire/figer/"

    assert sign_in(client, consortium=True).post(url, {"next": ""}).status_code == 403
    sign_in(client, lead=True).post(url, {"next": ""})

    assert RankingSession.objects.get(pk=session.pk).is_frozen


def dataset(*rows):
    headers = ["session", "action", "criterion", "low", "high", "source_text"]
    return Dataset(*rows, headers=headers)


def test_scores_are_imported_through_the_operation():
    session = make_session()
    row = (session.code, "A0", "c0", "1,5", "3", "Entretien")

    result = ActionScoreResource().import_data(dataset(row), user=UserFactory(lead=True))

    score = session.scores.get(action__code="A0", criterion__code="c0")
    session.refresh_from_db()
    assert result.problems == []
    assert (str(score.low), str(score.high), score.source_text) == ("1.50", "3.00", "Entretien")
    assert session.results["rows"][0]["code"] == "A0"


def test_a_bad_imported_score_is_told_with_its_line():
    session = make_session()

    result = ActionScoreResource().import_data(dataset((session.code, "A0", "c0", "9", "9", "")))

    assert result.problems == ["Ligne 2, champ note basse : La note va de 0 à 4."]


def test_an_import_into_a_frozen_session_is_refused():
    session = make_session()
    operations.freeze_session(session=session)

    result = ActionScoreResource().import_data(dataset((session.code, "A0", "c0", "1", "1", "")))

    assert any("figée" in problem for problem in result.problems)
    assert session.scores.filter(low=1).count() == 0


def test_scores_survive_an_export_and_an_import():
    session = make_session(scores=[["1-3", ""], ["1,5", "2"], ["0", "4"]])
    rows = ActionScore.objects.values_list("low", "high").order_by("pk")
    before, resource = list(rows), ActionScoreResource()

    result = resource.import_data(resource.export(session.scores.all()))

    assert result.problems == []
    assert result.totals["skip"] == 6
    assert list(rows) == before


def test_the_chapter_tells_ranking_agreement_and_charts():
    operations.freeze_session(session=make_session())

    blocks = chapter.build(SCOPE)

    table = next(block for block in blocks if block.kind == "table")
    assert [row[:2] for row in table.rows] == [
        ["1", "A0 Titre 0"],
        ["2", "A1 Titre 1"],
        ["3", "A2 Titre 2"],
    ]
    assert "figure" in {block.kind for block in blocks}


def test_the_chapter_says_when_nothing_is_frozen():
    make_session()

    assert [block.text for block in chapter.build(SCOPE)] == [
        "Aucune session de classement n'est encore figée."
    ]


def count_queries(work):
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


@pytest.mark.parametrize("size", [1, 3])
def test_chapter_and_evidence_cost_the_same_for_any_number(size):
    session = make_session(actions=size)
    operations.freeze_session(session=session)
    ids = list(session.ranked_actions.values_list("action_id", flat=True))

    assert count_queries(lambda: chapter.build(SCOPE)) == 4
    assert count_queries(lambda: places_of(ids, AnonymousUser())) == 2


def test_evidence_gives_the_place_of_an_action_that_one_may_see():
    session = make_session(actions=4)
    operations.freeze_session(session=session)
    actions = [item.action for item in session.ranked_actions.all()]
    actions[1].visibility = "internal"
    actions[1].save()

    found = places_of([action.pk for action in actions], AnonymousUser())

    assert found[actions[0].pk][0].title == (
        "Rang 1 sur 4, dans les trois premières dans 100\xa0% des tirages"
    )
    assert actions[1].pk not in found


@pytest.mark.slow
def test_the_seed_ranks_the_seventeen_actions_with_visible_disagreement():
    call_command("load_study", verbosity=0)
    call_command("load_study", verbosity=0)
    session = RankingSession.objects.get(code="hierarchisation-copil-2")

    result = show_session(session, AnonymousUser()).result

    assert session.is_frozen
    assert session.is_illustrative
    assert len(result.rows) == 17
    assert len(result.rows[0].places) == 6
    assert sum(1 for row in result.rows if row.gap >= 5) >= 3
    assert (
        len({tuple(row.places[who] for row in result.rows) for who in result.rows[0].places}) == 6
    )
    assert operations.replay_session(session=session) == []
