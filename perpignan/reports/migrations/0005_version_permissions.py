"""Who submits deliverables, reviews them and schedules reports."""

from django.db import migrations

from perpignan.migrating import RunOnRoles
from perpignan.study.enums import Role
from perpignan.study.roles import codenames, grant, revoke

REVIEWER = ["view_deliverableversion", "view_chaptercomment", "add_chaptercomment"]
SUBMITTER = [*REVIEWER, "add_deliverableversion"]
SCHEDULER = codenames(["reportschedule"])
PERMISSIONS = {
    Role.OFFICIAL: REVIEWER,
    Role.CONSORTIUM: SUBMITTER,
    Role.LEAD: [*SUBMITTER, *SCHEDULER],
    Role.ADMINISTRATOR: [*SUBMITTER, *SCHEDULER],
}


def forwards(apps, schema_editor):
    grant(apps, "reports", PERMISSIONS)


def backwards(apps, schema_editor):
    revoke(apps, "reports", PERMISSIONS)


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_numbers_versions_and_schedules")]

    operations = [RunOnRoles(forwards, backwards)]
