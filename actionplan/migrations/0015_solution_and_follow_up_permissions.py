from django.db import migrations

from perpignan.migrating import RunOnRoles
from perpignan.study.enums import Role
from perpignan.study.roles import codenames, grant, revoke

NOUNS = (
    *("solution", "solutionargument", "actionindicator", "indicatormeasure", "sheetdocument"),
)
#: A version is frozen, and never touched again.
VERSION = ["view_planversion", "add_planversion"]
READ = [*codenames(NOUNS, ["view"]), "view_planversion"]
PERMISSIONS = {
    Role.LEAD: [*codenames(NOUNS), *VERSION],
    Role.ADMINISTRATOR: [*codenames(NOUNS), *VERSION],
    Role.CONSORTIUM: [*codenames(NOUNS), "view_planversion"],
    Role.DEPARTMENT: READ,
    Role.OFFICIAL: READ,
}


def forwards(apps, schema_editor):
    grant(apps, "actionplan", PERMISSIONS)


def backwards(apps, schema_editor):
    revoke(apps, "actionplan", PERMISSIONS)


class Migration(migrations.Migration):
    dependencies = [
        ("actionplan", "0014_plan_versions"),
        ("study", "0003_role_permissions"),
    ]

    operations = [RunOnRoles(forwards, backwards)]
