from django.db import migrations

from perpignan.migrating import RunOnRoles
from perpignan.study.enums import Role
from perpignan.study.roles import codenames, grant, revoke

NOUNS = ("strategy", "orientation", "orientationaction")
#: A version is frozen, and never touched again.
VERSION = ["view_strategyversion", "add_strategyversion"]
READ = [*codenames(NOUNS, ["view"]), "view_strategyversion"]
PERMISSIONS = {
    Role.LEAD: [*codenames(NOUNS), *VERSION],
    Role.ADMINISTRATOR: [*codenames(NOUNS), *VERSION],
    Role.CONSORTIUM: [*codenames(NOUNS), "view_strategyversion"],
    Role.DEPARTMENT: READ,
    Role.OFFICIAL: READ,
}


def forwards(apps, schema_editor):
    grant(apps, "actionplan", PERMISSIONS)


def backwards(apps, schema_editor):
    revoke(apps, "actionplan", PERMISSIONS)


class Migration(migrations.Migration):
    dependencies = [
        ("actionplan", "0040_global_strategy"),
        ("study", "0003_role_permissions"),
    ]

    operations = [RunOnRoles(forwards, backwards)]
