import json
from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from perpignan.reports.blocks import Figure, Heading, Paragraph
from perpignan.reports.chapters import Scope
from perpignan.reports.kinds import KINDS, PROGRESS, Kind
from perpignan.reports.snapshot import build_snapshot, snapshot_hash, storable
from perpignan.study.enums import DeliverableStatus
from tests.factories.study import DeliverableFactory, StudyFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)


def build(kind=PROGRESS, on_step=lambda done, total, label: None, **scope):
    return build_snapshot(
        kind=kind,
        scope=Scope(day=date(2026, 3, 2), **scope),
        author="Camille Puig",
        made_at=NOON,
        on_step=on_step,
    )


def test_a_snapshot_holds_the_chapters_in_their_order(chapter):
    chapter("deux", order=2)
    chapter("un", order=1)

    snapshot = build()

    assert [part["slug"] for part in snapshot["chapters"]] == ["un", "deux"]
    assert snapshot["chapters"][0]["blocks"] == [
        {"kind": "paragraph", "text": "Le chapitre un.", "is_illustrative": False}
    ]
    assert (snapshot["day_text"], snapshot["author"]) == ("2 mars 2026", "Camille Puig")


def test_a_snapshot_is_plain_json(chapter):
    chapter("un")

    snapshot = build()

    assert json.loads(json.dumps(snapshot)) == snapshot


def test_a_snapshot_keeps_drawings_already_drawn(chapter):
    spec = {"data": {"values": [{"a": 1}]}, "mark": "bar", "encoding": {"x": {"field": "a"}}}
    chapter("un", lambda scope: [Figure("Un seul", "Une barre.", spec, ["A"], [["1"]])])

    (block,) = build()["chapters"][0]["blocks"]

    assert block["svg"].startswith("<svg")
    assert "spec" not in block


def test_a_snapshot_is_in_french_whoever_asks(chapter):
    chapter("un")

    with translation.override("en"):
        snapshot = build()

    assert snapshot["title"] == "État d'avancement de l'étude"
    assert snapshot["day_text"] == "2 mars 2026"


def test_progress_is_told_before_each_chapter(chapter):
    for slug in ("a", "b"):
        chapter(slug)
    told = []

    build(on_step=lambda *step: told.append(step))

    assert told == [(0, 2, "Chapitre a"), (1, 2, "Chapitre b")]


def test_a_chapter_knows_whether_it_may_speak_of_internal_data(chapter):
    chapter("un", lambda scope: [Paragraph("secret" if scope.is_internal else "public")])

    texts = [build(is_internal=flag)["chapters"][0]["blocks"][0]["text"] for flag in (True, False)]

    assert texts == ["secret", "public"]


def test_what_json_columns_refuse_is_left_out():
    assert storable({"a\0": ["x\0y", "\ud800z", 1, None, date(2026, 3, 2)]}) == {
        "a": ["xy", "z", 1, None, "2026-03-02"]
    }


def test_the_fingerprint_follows_the_data(chapter):
    chapter("un")
    snapshot = build()

    assert snapshot_hash(snapshot) == snapshot_hash(json.loads(json.dumps(snapshot)))
    assert snapshot_hash(snapshot) != snapshot_hash({**snapshot, "title": "Autre"})


@pytest.mark.parametrize(
    ("status", "is_draft"),
    [(DeliverableStatus.IN_REVIEW, True), (DeliverableStatus.ADMITTED, False)],
)
def test_a_report_is_a_working_document_until_its_deliverable_is_admitted(
    chapter, monkeypatch, status, is_draft
):
    chapter("un")
    monkeypatch.setitem(KINDS, "toy", Kind("toy", "Jouet", "Pour voir.", deliverable="L9.9"))
    DeliverableFactory(code="L9.9", status=status)

    assert build(kind="toy")["is_draft"] == is_draft


def test_a_report_that_is_no_deliverable_stays_a_working_document(chapter):
    chapter("un", lambda scope: [Heading("Titre")])
    StudyFactory(title="Une étude")

    snapshot = build()

    assert (snapshot["is_draft"], snapshot["study"]) == (True, "Une étude")
