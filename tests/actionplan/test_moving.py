"""Moving an action: what it proposes, what is accepted, what never happens by itself."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from actionplan import operations, queries
from tests.factories.actionplan import ActionSheetFactory, ActionStepFactory, DependencyFactory
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db
URL = "/plan-actions/calendrier/deplacer/A1/"


@pytest.fixture
def chain():
    """A1 then A2 then A3, a month each, end to end."""
    sheets = [
        ActionSheetFactory(
            action__code=f"A{month}",
            planned_start=date(2030, month, 1),
            planned_end=date(2030, month, 28),
        )
        for month in (1, 2, 3)
    ]
    DependencyFactory(sheet=sheets[1], needs=sheets[0])
    DependencyFactory(sheet=sheets[2], needs=sheets[1])
    return sheets


def post(client, **data):
    return client.post(URL, {"start": "2030-01-15", "end": "2030-02-11", "reason": "Élus"} | data)


def dates(sheets):
    for sheet in sheets:
        sheet.refresh_from_db()
    return [sheet.planned_start.isoformat() for sheet in sheets]


@pytest.fixture
def lead(client):
    client.force_login(UserFactory(lead=True))
    return client


def test_the_preview_lists_the_followers_and_moves_nothing(lead, chain):
    response = post(lead)

    proposed = [(m.code, m.new.start.isoformat(), m.because_of) for m in response.context["moves"]]
    assert proposed == [("A2", "2030-02-12", "A1"), ("A3", "2030-03-12", "A2")]
    assert dates(chain) == ["2030-01-01", "2030-02-01", "2030-03-01"]


def test_what_is_accepted_moves_and_the_rest_stays(lead, chain):
    response = post(lead, confirm="1", accept=["A2|2030-02-12|2030-03-11"])

    assert response.status_code == 302
    assert dates(chain) == ["2030-01-15", "2030-02-12", "2030-03-01"]
    assert chain[0].delay_reason == "Élus"
    conflicts = queries.whole_schedule().conflicts
    assert [(c.link.before, c.link.after) for c in conflicts] == [("A2", "A3")]


def test_milestones_follow_a_later_start_and_never_go_back(lead, chain):
    open_step = ActionStepFactory(sheet=chain[0], due_on=date(2030, 1, 10))
    reached = ActionStepFactory(sheet=chain[0], due_on=date(2030, 1, 5), done_on=date(2020, 1, 5))

    post(lead, confirm="1")
    post(lead, confirm="1", start="2030-01-02", end="2030-02-11")

    open_step.refresh_from_db()
    reached.refresh_from_db()
    assert (open_step.due_on, reached.due_on) == (date(2030, 1, 24), date(2030, 1, 5))


def test_winning_time_moves_no_follower_back(lead, chain):
    response = post(lead, start="2029-12-01", end="2029-12-20")

    assert response.context["moves"] == []
    assert "Aucune action qui suit n'a besoin de bouger." in response.content.decode()


def test_a_calendar_changed_since_the_preview_is_looked_at_again(lead, chain):
    operations.save_sheet(sheet=chain[1], planned_end=date(2030, 3, 20))

    response = post(lead, confirm="1", accept=["A2|2030-02-12|2030-03-11"])

    assert "Le calendrier a changé depuis cet aperçu" in response.content.decode()
    assert dates(chain) == ["2030-01-01", "2030-02-01", "2030-03-01"]


@pytest.mark.parametrize("accept", ["A2", "A2|hier|demain", "Z|2030-02-12|2030-03-11", "|"])
def test_a_forged_proposal_is_refused(lead, chain, accept):
    response = post(lead, confirm="1", accept=[accept])

    assert response.status_code == 200
    assert response.context["form"].non_field_errors()
    assert dates(chain) == ["2030-01-01", "2030-02-01", "2030-03-01"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"end": "2029-01-01"}, "La fin prévue précède le début prévu."),
        ({"reason": ""}, "obligatoire"),
        ({"start": "bientôt"}, "date"),
    ],
)
def test_what_the_form_refuses(lead, chain, data, message):
    assert message in post(lead, **data).content.decode()


def test_a_begun_action_is_not_moved(chain):
    operations.save_sheet(sheet=chain[0], actual_start=date(2020, 1, 1))

    with pytest.raises(ValidationError, match="a commencé"):
        operations.move_sheet(
            sheet=chain[0], start=date(2030, 5, 1), end=date(2030, 6, 1), reason="x"
        )


@pytest.mark.parametrize("role", ["department", "official", "desk"])
def test_only_who_edits_moves(client, chain, role):
    client.force_login(UserFactory(**{role: True}))

    assert post(client, confirm="1").status_code == 403
    assert dates(chain)[0] == "2030-01-01"
