import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from diagnostic import operations, queries
from diagnostic.enums import Box, FindingStatus
from diagnostic.models import Finding
from diagnostic.operations import Part
from tests.factories.findings import (
    DigitalAssetFactory,
    ExpectationFactory,
    FindingActionFactory,
    FindingFactory,
    FindingProofFactory,
)
from tests.factories.study import ActionFactory, AxisFactory, UserFactory

pytestmark = pytest.mark.django_db


def two_parts(axis) -> list[Part]:
    return [Part("Une moitié", Box.WEAKNESS, axis), Part("L'autre", Box.THREAT, axis)]


def test_move_finding_puts_it_last_in_another_box():
    axis = AxisFactory()
    FindingFactory(axis=axis, box=Box.THREAT, order=4)
    finding = FindingFactory(axis=axis, box=Box.WEAKNESS)

    moved = operations.move_finding(finding=finding, axis=axis, box=Box.THREAT)

    moved.refresh_from_db()
    assert (moved.box, moved.order) == (Box.THREAT, 5)


def test_move_finding_where_it_is_changes_nothing():
    finding = FindingFactory(order=3)

    operations.move_finding(finding=finding, axis=finding.axis, box=finding.box)

    finding.refresh_from_db()
    assert finding.order == 3
    assert len(queries.pasts_of(finding)) == 1


def test_move_finding_refuses_a_box_that_does_not_exist():
    finding = FindingFactory()

    with pytest.raises(ValidationError):
        operations.move_finding(finding=finding, axis=finding.axis, box="tiroir")


def test_move_finding_refuses_what_was_merged():
    merged = FindingFactory(status=FindingStatus.MERGED, merged_into=FindingFactory())

    with pytest.raises(ValidationError, match="déjà fusionné"):
        operations.move_finding(finding=merged, axis=merged.axis, box=Box.THREAT)


def test_merge_findings_keeps_every_proof_and_action_once():
    kept, other = FindingFactory(), FindingFactory()
    shared = FindingProofFactory(finding=kept)
    FindingProofFactory(finding=other, source=shared.source)
    FindingProofFactory(finding=other, source=None, asset=DigitalAssetFactory())
    action = ActionFactory()
    FindingActionFactory(finding=kept, action=action, sentence="La sienne.")
    FindingActionFactory(finding=other, action=action)
    FindingActionFactory(finding=other)

    operations.merge_findings(kept=kept, absorbed=[other])

    assert kept.proofs.count() == 2
    assert kept.action_links.count() == 2
    assert kept.action_links.get(action=action).sentence == "La sienne."


def test_merge_findings_leaves_the_other_readable():
    kept, other = FindingFactory(), FindingFactory()
    FindingProofFactory(finding=other)

    operations.merge_findings(kept=kept, absorbed=[other], statement="Les deux en un.")

    other.refresh_from_db()
    kept.refresh_from_db()
    assert (other.status, other.merged_into) == (FindingStatus.MERGED, kept)
    assert other.proofs.count() == 1
    assert kept.statement == "Les deux en un."


def test_merge_findings_refuses_itself_alone():
    finding = FindingFactory()

    with pytest.raises(ValidationError, match="au moins un autre"):
        operations.merge_findings(kept=finding, absorbed=[finding])


def test_merge_findings_refuses_a_circle():
    first, second = FindingFactory(), FindingFactory()
    operations.merge_findings(kept=first, absorbed=[second])

    with pytest.raises(ValidationError, match="déjà fusionné"):
        operations.merge_findings(kept=second, absorbed=[first])

    first.refresh_from_db()
    assert first.status == FindingStatus.ACTIVE


def test_merge_findings_is_whole_or_not_at_all():
    kept, free = FindingFactory(), FindingFactory()
    taken = FindingFactory(status=FindingStatus.SPLIT)

    with pytest.raises(ValidationError):
        operations.merge_findings(kept=kept, absorbed=[free, taken])

    free.refresh_from_db()
    assert free.status == FindingStatus.ACTIVE


@pytest.mark.django_db(transaction=True)
def test_two_merges_at_once_make_one():
    first, second = FindingFactory(), FindingFactory()
    barrier, outcomes = threading.Barrier(2), []

    def merge(kept: Finding, absorbed: Finding) -> None:
        barrier.wait()
        try:
            operations.merge_findings(kept=kept, absorbed=[absorbed])
            outcomes.append("merged")
        except ValidationError:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=merge, args=pair) for pair in ((first, second), (second, first))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["merged", "refused"]
    assert Finding.objects.active().count() == 1


def test_split_finding_copies_proofs_and_actions_to_each_part():
    whole = FindingFactory(public=True, weight=3)
    FindingProofFactory(finding=whole)
    FindingProofFactory(finding=whole, source=None, expectation=ExpectationFactory())
    FindingActionFactory(finding=whole)

    parts = operations.split_finding(finding=whole, parts=two_parts(whole.axis))

    assert [part.proofs.count() for part in parts] == [2, 2]
    assert [part.action_links.count() for part in parts] == [1, 1]
    assert {(part.weight, part.visibility) for part in parts} == {(3, "public")}
    assert [part.split_from for part in parts] == [whole, whole]


def test_split_finding_keeps_the_whole_as_history():
    whole = FindingFactory(code="vacance")
    FindingProofFactory(finding=whole)

    parts = operations.split_finding(finding=whole, parts=two_parts(whole.axis))

    whole.refresh_from_db()
    assert whole.status == FindingStatus.SPLIT
    assert whole.proofs.count() == 1
    assert [part.code for part in parts] == ["vacance-2", "vacance-3"]


def test_split_finding_finds_codes_for_the_longest():
    whole = FindingFactory(code="c" * 60)

    parts = operations.split_finding(finding=whole, parts=two_parts(whole.axis))

    assert [len(part.code) for part in parts] == [57, 57]


def test_split_finding_refuses_one_part():
    whole = FindingFactory()

    with pytest.raises(ValidationError, match="au moins deux"):
        operations.split_finding(finding=whole, parts=two_parts(whole.axis)[:1])


def test_split_finding_refuses_twice_the_same_words():
    whole = FindingFactory()
    part = Part("La même", Box.THREAT, whole.axis)

    with pytest.raises(ValidationError, match="la même chose"):
        operations.split_finding(finding=whole, parts=[part, part])


def test_split_finding_refuses_twice():
    whole = FindingFactory()
    operations.split_finding(finding=whole, parts=two_parts(whole.axis))

    with pytest.raises(ValidationError, match="déjà fusionné ou scindé"):
        operations.split_finding(finding=whole, parts=two_parts(whole.axis))


def test_answer_finding_twice_changes_nothing():
    finding, action = FindingFactory(), ActionFactory()
    first = operations.answer_finding(finding=finding, action=action, sentence="Une.")

    second = operations.answer_finding(finding=finding, action=action, sentence="Deux.")

    assert (second.pk, second.sentence) == (first.pk, "Une.")


def test_history_tells_moves_without_names():
    finding = FindingFactory(box=Box.WEAKNESS)
    operations.move_finding(finding=finding, axis=finding.axis, box=Box.THREAT)

    pasts = queries.pasts_of(finding)

    assert [(before and before.box, after.box) for before, after in pasts] == [
        (None, Box.WEAKNESS),
        (Box.WEAKNESS, Box.THREAT),
    ]


def test_lineage_hides_what_a_visitor_may_not_see():
    kept = FindingFactory(public=True)
    hidden = FindingFactory()
    shown = FindingFactory(public=True)
    operations.merge_findings(kept=kept, absorbed=[hidden, shown])

    for_team = queries.lineage_of(kept, UserFactory(consortium=True))
    for_all = queries.lineage_of(kept, UserFactory())

    assert {item.pk for item in for_team.absorbed} == {hidden.pk, shown.pk}
    assert [item.pk for item in for_all.absorbed] == [shown.pk]
