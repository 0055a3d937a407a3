"""Remarks made on chapters before they joined the others: none is lost on the way, nor back."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from perpignan.reports.operations import submit_version
from tests.factories.reports import ReportFactory
from tests.factories.study import DeliverableFactory, UserFactory

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
BEFORE = [
    ("governance", "0010_places_of_remarks"),
    ("reports", "0030_one_zone_and_annex_downloads"),
]
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def migrated_to(targets):
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


def leaves():
    return MigrationExecutor(connection).loader.graph.leaf_nodes()


def test_remarks_on_chapters_go_over_and_come_back():
    lead = UserFactory(superuser=True)
    version = submit_version(
        deliverable=DeliverableFactory(),
        report=ReportFactory(ready=True, requested_by=lead),
        by=lead,
    )
    said = {"text": "À préciser.", "at": AT, "by_id": version.submitted_by_id}

    try:
        old = migrated_to(BEFORE).get_model("reports", "ChapterComment").objects
        old.create(version_id=version.pk, chapter="portrait", **said)
        new = migrated_to(leaves()).get_model("governance", "Comment").objects
        moved = list(new.values_list("kind", "key", "place", "text", "at", "by_id", "resolved_at"))
        back = migrated_to(BEFORE).get_model("reports", "ChapterComment").objects
        kept = list(back.values_list("version_id", "chapter", "text", "at", "by_id"))
    finally:
        migrated_to(leaves())

    assert moved == [
        ("version", str(version.pk), "portrait", "À préciser.", AT, version.submitted_by_id, None)
    ]
    assert kept == [(version.pk, "portrait", "À préciser.", AT, version.submitted_by_id)]
