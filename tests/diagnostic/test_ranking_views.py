"""The pages of prioritisation, as a visitor and as the team."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from diagnostic import operations
from tests.diagnostic.test_ranking_operations import make_session
from tests.factories.diagnostic import StakeholderFactory
from tests.factories.study import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
TEAM_PAGES = ("session-scores", "session-classes", "session-freeze", "session-copy")


@pytest.fixture
def signed_in(client):
    def sign_in(**traits):
        user = UserFactory(**traits)
        assert client.login(username=user.email, password=PASSWORD)
        return client

    return sign_in


def page(name, session):
    return reverse(f"diagnostic:{name}", args=[session.code])


def read(client, url):
    return client.get(url).content.decode()


def test_visitor_reads_the_last_frozen_session(client):
    session = make_session()
    operations.freeze_session(session=session)

    response = client.get("/diagnostic/priorites/")

    assert "A0 Titre 0 est première dans 100" in response.content.decode()
    assert session.sha256 in response.content.decode()
    assert not response.cookies


def test_visitor_is_told_when_nothing_is_frozen(client):
    make_session()

    text = read(client, "/diagnostic/priorites/")

    assert "est encore adopté" in text
    assert "Titre 0" not in text


@pytest.mark.parametrize(
    ("traits", "expected"),
    [({}, 404), ({"department": True}, 404), ({"consortium": True}, 200), ({"lead": True}, 200)],
)
def test_a_session_in_preparation_is_for_the_team(signed_in, client, traits, expected):
    session = make_session()
    if traits:
        signed_in(**traits)

    assert client.get(session.get_absolute_url()).status_code == expected
    listed = session.title in read(client, reverse("diagnostic:session-list"))
    assert listed is (expected == 200)


@pytest.mark.parametrize("name", TEAM_PAGES)
def test_team_pages_ask_who_you_are(client, signed_in, name):
    session = make_session()

    assert client.get(page(name, session)).status_code == 302
    assert signed_in(department=True).get(page(name, session)).status_code == 403


def test_only_the_owner_freezes(signed_in):
    session = make_session()

    response = signed_in(consortium=True).post(page("session-freeze", session))

    session.refresh_from_db()
    assert (response.status_code, session.status) == (403, "open")


def test_freezing_asks_then_publishes(signed_in, client):
    session = make_session()
    signed_in(lead=True)

    asked = read(client, page("session-freeze", session))
    client.post(page("session-freeze", session))

    session.refresh_from_db()
    assert "Figer la session ?" in asked
    assert session.is_frozen


def grid_data(session, **changes):
    """Fill the grid as a browser would: what was shown, and what was typed."""
    before = {}
    for score in session.scores.all():
        name = f"note-{score.action_id}-{score.criterion_id}"
        before[name] = f"{score.low.normalize():f}"
    return {"before": json.dumps(before), **before, **changes}


def name_of(session, action, criterion):
    score = session.scores.get(action__code=action, criterion__code=criterion)
    return f"note-{score.action_id}-{score.criterion_id}"


def test_the_grid_stores_all_cells_at_once(signed_in):
    session = make_session()
    first, second = name_of(session, "A0", "c0"), name_of(session, "A1", "c1")

    client = signed_in(lead=True)
    client.post(page("session-scores", session), grid_data(session, **{first: "1-3", second: ""}))

    stored = {(s.action.code, s.criterion.code): (s.low, s.high) for s in session.scores.all()}
    assert stored["A0", "c0"] == (1, 3)
    assert stored["A1", "c1"] == (None, None)
    assert stored["A2", "c0"] == (2, 2)


def test_the_grid_puts_the_error_at_its_cell_and_keeps_what_was_typed(signed_in):
    session = make_session()
    good, bad = name_of(session, "A0", "c0"), name_of(session, "A1", "c1")

    response = signed_in(lead=True).post(
        page("session-scores", session), grid_data(session, **{good: "1", bad: "neuf"})
    )

    text = response.content.decode()
    assert f'href="#{bad}"' in text
    assert f'aria-describedby="{bad}-error"' in text
    assert f'name="{good}" value="1"' in text
    assert 'value="neuf"' in text
    assert session.scores.filter(low=1).count() == 0


def test_the_grid_leaves_what_a_colleague_changed_meanwhile(signed_in):
    session = make_session()
    data = grid_data(session, **{name_of(session, "A0", "c0"): "1"})
    operations.save_scores(session=session, cells={("A1", "c1"): "0"})

    signed_in(lead=True).post(page("session-scores", session), data)

    assert session.scores.get(action__code="A1", criterion__code="c1").low == 0
    assert session.scores.get(action__code="A0", criterion__code="c0").low == 1


def test_the_grid_refuses_a_frozen_session(signed_in):
    session = make_session()
    data = grid_data(session, **{name_of(session, "A0", "c0"): "1"})
    operations.freeze_session(session=session)

    response = signed_in(lead=True).post(page("session-scores", session), data)

    assert "Cette session est figée" in response.content.decode()


def test_weights_of_zero_are_refused_on_the_page(signed_in):
    session, person = make_session(), StakeholderFactory()
    url = reverse("diagnostic:session-weights", args=[session.code, person.code])

    response = signed_in(lead=True).post(url, {"c0": "0", "c1": ""})

    assert "Tous les poids sont nuls" in response.content.decode()
    assert session.weights.count() == 0


def test_weights_are_read_the_french_way(signed_in):
    session, person = make_session(), StakeholderFactory()
    url = reverse("diagnostic:session-weights", args=[session.code, person.code])

    response = signed_in(lead=True).post(url, {"c0": "2,5", "c1": "7,5"}, follow=True)

    assert [str(row.weight) for row in session.weights.all()] == ["2.50", "7.50"]
    assert "25 %" in response.content.decode()


def test_compare_tells_the_places_won_and_lost(client):
    first = make_session()
    operations.freeze_session(session=first)
    second = operations.copy_session(
        session=first, code="suite", title="Suite", held_on=first.held_on
    )
    operations.save_scores(session=second, cells={("A0", "c0"): "0", ("A0", "c1"): "0"})
    operations.freeze_session(session=second)

    text = read(client, f"/diagnostic/priorites/comparer/?before={first.code}&after=suite")

    assert "perd 2 places" in text
    assert text.count("gagne 1 place") == 2


def test_an_action_made_internal_since_keeps_no_name(client):
    session = make_session()
    operations.freeze_session(session=session)
    action = session.ranked_actions.first().action
    action.visibility = "internal"
    action.save()

    page_text = read(client, "/diagnostic/priorites/")
    api_text = read(client, f"/api/v1/ranking-sessions/{session.code}/")

    for text in (page_text, api_text):
        assert "Titre 0" not in text
        assert "Titre 1" in text
        assert "Action interne 1" in text
    assert '"A0"' not in api_text


def test_the_api_gives_frozen_sessions_only(client):
    frozen = make_session()
    operations.freeze_session(session=frozen)
    operations.copy_session(session=frozen, code="suite", title="Suite", held_on=frozen.held_on)

    listed = client.get("/api/v1/ranking-sessions/").json()["results"]
    detail = client.get(f"/api/v1/ranking-sessions/{frozen.code}/").json()

    assert [row["code"] for row in listed] == [frozen.code]
    assert client.get("/api/v1/ranking-sessions/suite/").status_code == 404
    assert [row["code"] for row in detail["content"]["results"]["rows"]] == ["A0", "A1", "A2"]


@pytest.mark.parametrize("path", ["/diagnostic/priorites/", "/api/v1/ranking-sessions/"])
def test_queries_do_not_grow_with_actions(client, path):
    counts = []
    for size in (1, 3):
        session = make_session(actions=size, criteria=2)
        operations.freeze_session(session=session)
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        counts.append(len(captured))
        break_codes(session)

    assert counts[0] == counts[1]


def break_codes(session):
    """Free the codes that the next session of the test will take."""
    for ranked in session.ranked_actions.select_related("action"):
        type(ranked.action).objects.filter(pk=ranked.action_id).update(code=f"old-{ranked.pk}")
    for score in session.scores.select_related("criterion"):
        type(score.criterion).objects.filter(pk=score.criterion_id).update(
            code=f"old-{score.criterion_id}"
        )
