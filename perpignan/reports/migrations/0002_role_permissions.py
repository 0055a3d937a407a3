from django.db import migrations

from perpignan.migrating import RunOnRoles
from perpignan.study.enums import Role
from perpignan.study.roles import grant, revoke

READER = ["request_report", "download_report"]
TEAM = [*READER, "request_internal_report"]
PERMISSIONS = {
    Role.OFFICIAL: READER,
    Role.CONSORTIUM: TEAM,
    Role.LEAD: [*TEAM, "view_report"],
    Role.ADMINISTRATOR: [*TEAM, "view_report"],
}


def forwards(apps, schema_editor):
    grant(apps, "reports", PERMISSIONS)


def backwards(apps, schema_editor):
    revoke(apps, "reports", PERMISSIONS)


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial"), ("study", "0003_role_permissions")]

    operations = [RunOnRoles(forwards, backwards)]
