"""The team adds and moderates statements, and names the groups; nobody deletes either."""

from django.db import migrations

from perpignan.migrating import RunOnRoles
from perpignan.study.enums import Role
from perpignan.study.roles import grant, revoke

TEAM = [
    *("view_statement", "add_statement", "change_statement"),
    *("view_opiniongroup", "change_opiniongroup"),
]
PERMISSIONS = {Role.CONSORTIUM: TEAM, Role.LEAD: TEAM, Role.ADMINISTRATOR: TEAM}


def forwards(apps, schema_editor):
    grant(apps, "consultation", PERMISSIONS)


def backwards(apps, schema_editor):
    revoke(apps, "consultation", PERMISSIONS)


class Migration(migrations.Migration):
    dependencies = [("consultation", "0060_statements_and_opinions")]

    operations = [RunOnRoles(forwards, backwards)]
