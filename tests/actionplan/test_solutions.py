import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actionplan import operations
from actionplan.enums import Side, SolutionStatus
from actionplan.models import Solution
from actionplan.operations import Half
from perpignan.study.evidence import evidence_for
from tests.factories.actionplan import SolutionArgumentFactory, SolutionFactory
from tests.factories.study import (
    ActionFactory,
    AxisFactory,
    PriorityFactory,
    SourceFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
LIST = "/plan-actions/solutions/"
HALVES = [Half("Une moitié"), Half("L'autre", "Plus tard")]


def test_retaining_writes_the_reason_and_the_day():
    solution = operations.retain_solution(solution=SolutionFactory(), reason="  Elle est prête. ")

    assert (solution.status, solution.reason) == (SolutionStatus.RETAINED, "Elle est prête.")
    assert solution.decided_on is not None


@pytest.mark.parametrize("decide", [operations.retain_solution, operations.discard_solution])
def test_a_decision_without_a_reason_is_refused(decide):
    with pytest.raises(ValidationError, match="Donnez la raison"):
        decide(solution=SolutionFactory(), reason="  ")


def test_the_database_itself_wants_the_reason():
    solution = SolutionFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Solution.objects.filter(pk=solution.pk).update(status=SolutionStatus.DISCARDED)


def test_merging_keeps_what_each_had_and_what_became_of_it():
    kept, other = SolutionFactory(), SolutionFactory(actions=[ActionFactory()])
    SolutionArgumentFactory(solution=kept, text="Même argument")
    SolutionArgumentFactory(solution=other, text="Même argument")
    SolutionArgumentFactory(solution=other, text="Un autre", side=Side.AGAINST)

    operations.merge_solutions(kept=kept, absorbed=[other], reason="Même chose")

    other.refresh_from_db()
    assert (other.status, other.merged_into) == (SolutionStatus.MERGED, kept)
    assert sorted(a.text for a in kept.arguments.all()) == ["Même argument", "Un autre"]
    assert kept.actions.count() == 1
    assert other.arguments.count() == 2


def test_splitting_makes_parts_that_take_the_arguments():
    whole = SolutionArgumentFactory(solution__code="whole").solution

    parts = operations.split_solution(solution=whole, halves=HALVES, reason="Deux idées")

    whole.refresh_from_db()
    assert whole.status == SolutionStatus.SPLIT
    assert [part.code for part in parts] == ["whole-2", "whole-3"]
    assert all(p.split_from == whole and p.arguments.count() == 1 for p in parts)


def test_what_is_merged_or_split_is_history():
    merged = SolutionFactory(
        status=SolutionStatus.MERGED, merged_into=SolutionFactory(), reason="x"
    )

    for refused in (
        lambda: operations.retain_solution(solution=merged, reason="x"),
        lambda: operations.merge_solutions(kept=SolutionFactory(), absorbed=[merged], reason="x"),
        lambda: operations.split_solution(solution=merged, halves=HALVES, reason="x"),
    ):
        with pytest.raises(ValidationError, match="déjà fusionnée ou scindée"):
            refused()


@pytest.mark.parametrize(
    ("halves", "message"),
    [([Half("Seule")], "au moins deux"), ([Half("a"), Half(" a ")], "même titre")],
)
def test_what_a_split_refuses(halves, message):
    with pytest.raises(ValidationError, match=message):
        operations.split_solution(solution=SolutionFactory(), halves=halves, reason="x")


@pytest.mark.django_db(transaction=True)
def test_two_people_who_merge_at_once_leave_one_merge():
    first, second = SolutionFactory(), SolutionFactory()
    outcomes: list[str] = []
    gate = threading.Barrier(2)

    def merge(kept, absorbed):
        gate.wait()
        try:
            operations.merge_solutions(kept=kept, absorbed=[absorbed], reason="x")
            outcomes.append("done")
        except ValidationError:
            outcomes.append("refused")
        finally:
            connection.close()

    pairs = ((first, second), (second, first))
    threads = [threading.Thread(target=merge, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["done", "refused"]
    assert Solution.objects.filter(status=SolutionStatus.MERGED).count() == 1


def titles(response):
    return [solution.title for solution in response.context["object_list"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Un", "Deux"]),
        ("etat=retained", ["Un"]),
        ("priorite=P2", ["Deux"]),
        ("axe=commerce", ["Deux"]),
        ("etat=retained&axe=commerce", []),
        ("etat=%00&axe=<b>", ["Un", "Deux"]),
    ],
)
def test_the_catalogue_is_filtered_by_links(client, query, found):
    one, two = PriorityFactory(code="P1", order=1), PriorityFactory(code="P2", order=2)
    SolutionFactory(public=True, retained=True, title="Un", priority=one)
    SolutionFactory(public=True, title="Deux", priority=two, axes=[AxisFactory(code="commerce")])

    assert titles(client.get(f"{LIST}?{query}")) == found


def test_a_solution_shows_both_sides_and_the_reason(client):
    solution = SolutionFactory(
        public=True, discarded=True, actions=[ActionFactory(public=True, code="A9")]
    )
    source = SourceFactory(title="Une étude")
    SolutionArgumentFactory(solution=solution, text="Elle plaît", source=source)
    SolutionArgumentFactory(solution=solution, text="Elle coûte", side=Side.AGAINST)

    page = client.get(solution.get_absolute_url()).content.decode()

    assert page.index("Elle plaît") < page.index("Elle coûte")
    assert all(text in page for text in ("Une étude", "Trop chère.", "A9"))


@pytest.mark.parametrize("role", [None, "desk"])
def test_internal_solutions_and_actions_leak_nowhere(client, role):
    hidden = SolutionFactory(title="Projet secret", code="secret")
    shown = SolutionFactory(
        public=True,
        merged_into=hidden,
        status=SolutionStatus.MERGED,
        reason="Reprise",
        actions=[ActionFactory(code="SECRET", title="Action secrète")],
    )
    if role:
        client.force_login(UserFactory(**{role: True}))

    pages = [
        client.get(url).content.decode()
        for url in (LIST, shown.get_absolute_url(), "/sitemap.xml", "/api/v1/solutions/")
    ]

    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert not any("secr" in page.lower().replace("confidentialit", "") for page in pages)


def test_the_catalogue_costs_the_same_for_one_and_three(client):
    def make():
        action = ActionFactory(public=True)
        solution = SolutionFactory(public=True, actions=[action], axes=[AxisFactory()])
        SolutionArgumentFactory(solution=solution, source=SourceFactory())

    make()
    counts = []
    for _round in range(2):
        for url in (LIST, "/api/v1/solutions/"):
            client.get(url)
            with CaptureQueriesContext(connection) as captured:
                client.get(url)
            counts.append(len(captured))
        make()
        make()

    assert counts[:2] == counts[2:]


def test_a_retained_solution_is_evidence_of_its_actions():
    action = ActionFactory(public=True)
    SolutionFactory(public=True, retained=True, title="Retenue", actions=[action])
    SolutionFactory(public=True, title="Candidate", actions=[action])
    SolutionFactory(retained=True, title="Interne", actions=[action])

    shown = evidence_for([action], UserFactory())[action.pk]

    assert [item.title for item in shown] == ["Retenue"]


def verb(client, solution, name, **data):
    url = reverse("admin:actionplan_solution_verb", args=[solution.pk, name])
    return client.post(url, data)


def test_the_back_office_decides_with_a_reason(client):
    client.force_login(UserFactory(lead=True))
    solution, other = SolutionFactory(), SolutionFactory()

    empty = verb(client, solution, "retenir", reason="")
    verb(client, solution, "retenir", reason="Prête")
    verb(client, solution, "fusionner", absorbed=[other.pk], reason="Même idée")
    verb(client, solution, "scinder", title_1="A", title_2="B", reason="Deux idées")

    solution.refresh_from_db()
    other.refresh_from_db()
    assert empty.status_code == 200
    assert (solution.status, other.merged_into) == (SolutionStatus.SPLIT, solution)
    assert [part.title for part in solution.parts.order_by("pk")] == ["A", "B"]
    assert verb(client, solution, "retenir", reason="Trop tard").status_code == 403
