from datetime import date

import pytest
import tablib
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from actionplan import operations, queries
from actionplan.enums import StrategyState
from actionplan.models import Orientation, OrientationAction, Strategy, StrategyVersion
from actionplan.resources import OrientationActionResource, OrientationResource, StrategyResource
from perpignan.study.enums import ActionStatus, Visibility
from tests.factories.actionplan import (
    ActionSheetFactory,
    OrientationActionFactory,
    OrientationFactory,
    StrategyFactory,
    complete_strategy,
)
from tests.factories.study import ActionFactory, UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/plan-actions/strategie/"
COMPARE = f"{PAGE}comparer/"


def adopted():
    strategy = operations.propose_strategy(strategy=complete_strategy())
    return operations.adopt_strategy(
        strategy=strategy, on=date(2020, 6, 25), by=UserFactory(lead=True)
    )


def test_the_meter_names_what_is_missing():
    strategy = StrategyFactory(vision="", governance="")
    ActionFactory(public=True)

    found = queries.strategy_lacks(strategy)

    assert not found.is_complete
    assert {"la vision", "la gouvernance", "l'orientation de chaque action"} <= set(found.lacks)
    assert found.done + len(found.lacks) == found.total


def test_a_complete_strategy_lacks_nothing():
    assert queries.strategy_lacks(complete_strategy()).lacks == []


def test_an_incomplete_strategy_is_not_proposed():
    with pytest.raises(ValidationError, match="Manquent : trois orientations"):
        operations.propose_strategy(strategy=StrategyFactory())


def test_adopting_stamps_the_day_and_freezes_a_version():
    strategy = adopted()

    version = StrategyVersion.objects.get()
    assert (strategy.state, strategy.adopted_on) == (StrategyState.ADOPTED, date(2020, 6, 25))
    assert version.snapshot == queries.snapshot_of_strategy(strategy)
    assert version.author == version.frozen_by.full_name


@pytest.mark.parametrize(
    "write",
    [
        lambda s: operations.save_strategy(strategy=s, vision="Autre"),
        lambda s: operations.save_strategy_part(part=s.orientations.first()),
        lambda s: operations.remove_strategy_part(part=s.orientations.first()),
        lambda s: operations.save_strategy_part(part=OrientationAction.objects.first()),
    ],
)
def test_an_adopted_strategy_is_reopened_before_it_changes(write):
    strategy = adopted()

    with pytest.raises(ValidationError, match="rouvrez-la"):
        write(strategy)
    write(operations.reopen_strategy(strategy=strategy))


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_itself_keeps_a_version(change):
    operations.freeze_strategy(strategy=StrategyFactory(), title="COPIL 5", by=None)

    rows = StrategyVersion.objects.all()

    with pytest.raises(IntegrityError, match="ne change plus"), transaction.atomic():
        rows.update(title="Autre") if change == "update" else rows.delete()


def test_there_is_one_strategy():
    StrategyFactory()

    with pytest.raises(ValidationError, match="une seule stratégie"):
        operations.save_strategy(strategy=Strategy(code="autre", title="Autre"))


def test_the_difference_is_told_text_by_text():
    strategy = StrategyFactory(vision="Avant")
    OrientationFactory(strategy=strategy, code="O1", name="Première")
    before = queries.snapshot_of_strategy(strategy)
    operations.save_strategy(strategy=strategy, vision="Après")
    Orientation.objects.all().delete()

    found = queries.strategy_differences(before, queries.snapshot_of_strategy(strategy))

    assert [(c.label, c.before, c.after) for c in found] == [
        ("Vision", "Avant", "Après"),
        ("Orientation O1", "Première", ""),
        ("Texte de l'orientation O1", "Le texte.", ""),
    ]


@pytest.mark.parametrize(("role", "sees"), [(None, False), ("desk", False), ("official", True)])
def test_internal_actions_are_told_to_the_team_only(client, role, sees):
    orientation = OrientationFactory()
    for title, options in [("Montrée", {"public": True}), ("Cachée", {})]:
        OrientationActionFactory(
            orientation=orientation, action=ActionFactory(title=title, **options)
        )
    operations.freeze_strategy(strategy=orientation.strategy, title="COPIL 5", by=None)
    if role:
        client.force_login(UserFactory(**{role: True}))

    urls = [PAGE, f"{PAGE}versions/1/", "/api/v1/strategies/", "/api/v1/strategy-versions/1/"]
    pages = [client.get(url).content.decode() for url in urls]

    for page in pages[:2]:
        assert ("Montrée" in page, "Cachée" in page) == (True, sees)
    assert [len(page.split('"sentence"')) - 1 for page in pages[2:]] == [1 + sees, 1 + sees]


def test_an_internal_strategy_is_not_there(client):
    strategy = StrategyFactory(visibility=Visibility.INTERNAL, title="Secrète")
    operations.freeze_strategy(strategy=strategy, title="COPIL 5", by=None)

    assert "Secrète" not in client.get(PAGE).content.decode()
    assert client.get(f"{PAGE}versions/1/").status_code == 404
    assert client.get(COMPARE).status_code == 404
    assert client.get("/api/v1/strategies/").json()["count"] == 0


def test_a_discarded_action_serves_nothing_any_more():
    link = OrientationActionFactory(
        action=ActionFactory(
            public=True, status=ActionStatus.DISCARDED, discard_reason="Trop chère."
        )
    )

    (orientation,) = queries.strategy_for(UserFactory(lead=True)).orientations.all()

    assert orientation == link.orientation
    assert list(orientation.served.all()) == []


def test_the_page_speaks_catalan(client):
    strategy = StrategyFactory(title_ca="Estratègia", vision_ca="Visió")
    OrientationFactory(strategy=strategy, name_ca="Primera", text_ca="Text")

    page = client.get(f"/ca{PAGE}").content.decode()

    for text in ("Estratègia", "Visió", "Primera"):
        assert text in page


@pytest.mark.parametrize("query", ["", "?de=1&a=2", "?de=9&a=9", "?de=x&a=%00"])
def test_two_versions_are_compared_by_their_numbers(client, query):
    strategy = StrategyFactory()
    for title in ("COPIL 4", "COPIL 5"):
        operations.freeze_strategy(strategy=strategy, title=title, by=None)

    assert "Rien n'a changé." in client.get(f"{COMPARE}{query}").content.decode()


def test_pages_cost_the_same_for_one_and_three(client):
    orientation = OrientationFactory()
    urls = (PAGE, COMPARE, "/api/v1/strategies/", "/api/v1/strategy-versions/")
    counts = []
    for more in (1, 2):
        for _ in range(more):
            other = OrientationFactory(strategy=orientation.strategy)
            OrientationActionFactory(orientation=other, action=ActionSheetFactory().action)
            operations.freeze_strategy(strategy=orientation.strategy, title="COPIL", by=None)
        for url in urls:
            client.get(url)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(url).status_code == 200
            counts.append(len(captured))

    assert counts[: len(urls)] == counts[len(urls) :]


@pytest.mark.parametrize(
    ("role", "verbs"),
    [
        ("lead", ["proposer", "figer"]),
        ("administrator", ["proposer", "figer"]),
        ("consortium", ["proposer"]),
        ("official", []),
    ],
)
def test_the_verbs_are_offered_to_those_who_may(client, role, verbs):
    strategy = complete_strategy()
    client.force_login(UserFactory(**{role: True}))

    page = client.get(f"/admin/actionplan/strategy/{strategy.pk}/change/").content.decode()

    assert [
        v for v in ("proposer", "adopter", "rouvrir", "figer") if f"/faire/{v}/" in page
    ] == verbs


def test_the_whole_way_by_the_back_office(client):
    strategy = complete_strategy()
    client.force_login(UserFactory(lead=True))
    base = f"/admin/actionplan/strategy/{strategy.pk}/faire/"

    client.post(f"{base}proposer/", {"sent": "1"})
    client.post(f"{base}adopter/", {"on": "2020-06-25"})

    strategy.refresh_from_db()
    assert strategy.is_adopted
    page = client.get(f"/admin/actionplan/strategy/{strategy.pk}/change/").content.decode()
    assert 'name="vision"' not in page


def test_a_round_trip_by_tables_changes_nothing():
    complete_strategy()
    resources = (StrategyResource, OrientationResource, OrientationActionResource)
    tables = [resource().export() for resource in resources]

    for resource, table in zip(resources, tables, strict=True):
        result = resource().import_data(table, raise_errors=True)
        assert set(result.totals) >= {"skip"}
        assert result.totals["skip"] == len(table)


def test_an_import_into_an_adopted_strategy_is_refused():
    strategy = adopted()
    table = tablib.Dataset(
        [strategy.code, strategy.title, "Autre"], headers=["code", "title", "vision"]
    )

    result = StrategyResource().import_data(table)

    assert ["rouvrez-la" in str(row.error) for row in result.invalid_rows] == [True]
    strategy.refresh_from_db()
    assert strategy.vision != "Autre"


def test_the_page_of_an_action_says_what_it_serves(client):
    sheet = ActionSheetFactory()
    OrientationActionFactory(
        action=sheet.action, orientation=OrientationFactory(name="Rouvrir des vitrines")
    )

    assert "Rouvrir des vitrines" in client.get(f"/plan-actions/{sheet.code}/").content.decode()
    operations.save_strategy(strategy=StrategyFactory(), visibility=Visibility.INTERNAL)
    assert "Rouvrir" not in client.get(f"/plan-actions/{sheet.code}/").content.decode()


@pytest.mark.parametrize("noun", ["orientation", "orientationaction"])
def test_the_back_office_closes_what_is_adopted(client, noun):
    strategy = adopted()
    part = strategy.orientations.first()
    pk = part.pk if noun == "orientation" else part.served.first().pk
    client.force_login(UserFactory(lead=True))
    base = f"/admin/actionplan/{noun}/"

    answers = [client.post(f"{base}{pk}/{verb}/", {"post": "yes"}) for verb in ("change", "delete")]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert client.get(f"{base}add/").status_code == 403
